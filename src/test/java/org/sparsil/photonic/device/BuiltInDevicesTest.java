// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BuiltInDevicesTest {
  @Test
  void filesAreWhatTheGeneratorMakes() throws Exception {
    assertThat(DeviceFiles.all().stream().map(Device::name))
        .containsExactlyElementsOf(BuiltInDevices.names());
    for (Device device : DeviceFiles.all()) {
      assertThat(Files.readString(DeviceFiles.FOLDER.resolve(device.name() + ".json")))
          .as("run DeviceFiles.main to write it anew")
          .isEqualTo(DeviceWriter.write(device));
    }
  }

  @Test
  void devicesReadBackAsTheyWereMade() {
    for (Device device : DeviceFiles.all()) {
      assertThat(BuiltInDevices.read(device.name())).isEqualTo(device);
    }
  }

  @Test
  void hex200HasUnitsForElevenModesAndADiamondOfSeven() {
    Device device = BuiltInDevices.read(BuiltInDevices.HEX_200);
    assertThat(device.units()).hasSize(203);
    assertThat(device.ports()).hasSizeBetween(45, 55);
    Set<String> ids = new HashSet<>(device.units().stream().map(Unit::id).toList());
    for (int i = 0; i < 7; i++) {
      for (int j = 0; j < 7; j++) {
        assertThat(ids).contains(HexCell.horizontal(-1 + i + j, 5 + i - j).id());
      }
    }
  }

  @Test
  void smartlightHasThePublishedCounts() {
    Device device = BuiltInDevices.read(BuiltInDevices.SMARTLIGHT_72);
    assertThat(device.units()).hasSize(72);
    assertThat(hexagons(device)).isEqualTo(17);
  }

  /** Closed walks along the inside of a hexagon: each port of each unit lies in at most one. */
  private static int hexagons(Device device) {
    PortGraph graph = PortGraph.of(device);
    Set<Set<Integer>> found = new HashSet<>();
    for (int start = 0; start < graph.size(); start++) {
      Set<Integer> units = new HashSet<>();
      int port = start;
      for (int step = 0; step < 6 && port >= 0; step++) {
        units.add(port / 4);
        int next = graph.linkedIndex(port);
        if (next >= 0) {
          PortRef entered = PortRef.ofIndex(next);
          Port leaves = Port.of(!entered.port().isLeft(), entered.port().isUpper());
          next = new PortRef(entered.unit(), leaves).index();
        }
        port = next;
      }
      if (port == start && units.size() == 6) {
        found.add(units);
      }
    }
    return found.size();
  }

  @Test
  void calibrationMakesPiWithThePowerOfItsHeater() {
    Device device = BuiltInDevices.read(BuiltInDevices.HEX_200);
    double milliampere = device.units().get(0).up().current(Math.PI);
    assertThat(milliampere * milliampere)
        .isCloseTo(device.physics().milliwattPerPi(), within(1e-4));
  }

  @Test
  void aDeviceSaysInItsFileWhatDiffersFromUnitToUnit() {
    Device device = DeviceFiles.smartlight72();
    List<Unit> units = new ArrayList<>(device.units());
    units.set(
        5,
        new Unit(
            "odd", 1, 2, 3, 0.47, 0.51, new Arm(2, -0.01, 0.3), new Arm(3, 0.001, -0.2), true));
    ArmRef up = new ArmRef(5, Side.UP);
    ArmRef lo = new ArmRef(6, Side.LO);
    Device changed =
        new Device(
            "changed \"\u00e9\"",
            device.description(),
            device.topology(),
            device.physics(),
            10,
            3.5,
            0.1,
            new Crosstalk(0.01, List.of(new Crosstalk.Pair(up, lo, -0.02))),
            units,
            device.links(),
            device.ports());
    byte[] text = DeviceWriter.write(changed).getBytes(StandardCharsets.UTF_8);
    assertThat(DeviceReader.parse("changed.json", text)).isEqualTo(changed);
  }

  @Test
  void anUnknownNameIsRefused() {
    assertThatThrownBy(() -> BuiltInDevices.read("hex9000"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("hex200");
  }
}

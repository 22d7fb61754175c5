// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sparsil.testing.SharedData;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class HoneycombTest {
  @Test
  void neighboursAreMutual() {
    for (int column = -3; column <= 3; column++) {
      for (int row = -3; row <= 3; row++) {
        assertMutual(HexCell.slant(column, row));
        if (Math.floorMod(column - row, 2) == 0) {
          assertMutual(HexCell.horizontal(column, row));
        }
      }
    }
  }

  private static void assertMutual(HexCell cell) {
    for (Port port : Port.values()) {
      HexCell.At there = cell.neighbour(port);
      assertThat(there.cell().neighbour(there.port()))
          .as("%s.%s", cell.id(), port)
          .isEqualTo(new HexCell.At(cell, port));
    }
  }

  @Test
  void everyPortOfTheInnerLatticeClosesAHexagonOfSixUnits() {
    // Along the inside of a hexagon light would pass from unit to unit in the bar state.
    for (HexCell start : List.of(HexCell.horizontal(0, 0), HexCell.slant(1, 0))) {
      for (Port first : Port.values()) {
        HexCell cell = start;
        Port port = first;
        Set<HexCell> visited = new HashSet<>();
        do {
          visited.add(cell);
          HexCell.At next = cell.neighbour(port);
          cell = next.cell();
          port = Port.of(!next.port().isLeft(), next.port().isUpper());
        } while (!cell.equals(start) && visited.size() < 7);
        assertThat(visited).hasSize(6);
        assertThat(port).isEqualTo(first);
      }
    }
  }

  @Test
  void modesTakeThePublishedNumbersOfUnits() {
    for (int n = 1; n <= 12; n++) {
      assertThat(Honeycomb.modes(n)).hasSize(3 * n * (n + 1) / 2).doesNotHaveDuplicates();
    }
  }

  @Test
  void aHorizontalUnitOffTheLatticeIsRefused() {
    assertThatThrownBy(() -> HexCell.horizontal(0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("H_0_1 is not on the lattice");
  }

  /** The published lists leave out the corners of hexagons at both ends, where no light goes. */
  @Test
  void linksAreThoseOfThePublishedVectors() throws Exception {
    String text = Files.readString(SharedData.require("photonic-vectors/hex_vectors.json"));
    for (JsonNode vector : JsonMapper.shared().readTree(text).values()) {
      int n = vector.get("n").intValue();
      Set<Set<String>> published = new HashSet<>();
      vector
          .get("connections")
          .forEach(pair -> published.add(Set.of(pair.get(0).asString(), pair.get(1).asString())));
      List<HexCell> cells = Honeycomb.modes(n);
      Device device = DeviceFiles.device("n", "", cells);
      Set<Set<String>> ours =
          device.links().stream()
              .map(link -> Set.of(device.text(link.a()), device.text(link.b())))
              .collect(Collectors.toSet());
      assertThat(ours).containsAll(published);
      ours.removeAll(published);
      Set<String> corners = new TreeSet<>();
      ours.forEach(corners::addAll);
      assertThat(corners)
          .as("n = %d", n)
          .allMatch(port -> port.matches("S_0_\\d+\\.L[ud]|S_" + n + "_\\d+\\.R[ud]"));
      assertThat(device.units().stream().map(Unit::id))
          .containsExactlyInAnyOrderElementsOf(
              IntStream.range(0, vector.get("tbus").size())
                  .mapToObj(i -> vector.get("tbus").get(i).get("id").asString())
                  .toList());
    }
  }
}

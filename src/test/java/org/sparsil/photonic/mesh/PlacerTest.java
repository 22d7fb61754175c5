// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sparsil.photonic.device.BuiltInDevices;
import org.sparsil.photonic.device.Device;
import org.sparsil.photonic.device.HexCell;

class PlacerTest {
  private static final Device HEX = BuiltInDevices.read(BuiltInDevices.HEX_200);
  private static final Device SMARTLIGHT = BuiltInDevices.read(BuiltInDevices.SMARTLIGHT_72);

  private static Set<String> ids(Device device, Placement placement) {
    return placement.units().stream()
        .map(placed -> device.units().get(placed.unit()).id())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void thePatternOfElevenModesLiesWhereItsNamesSay() {
    ComplexPattern pattern = new ComplexPattern(11);
    Placement placement = Placer.place(pattern, HEX).orElseThrow();
    List<String> names = pattern.cells().stream().map(HexCell::id).toList();
    assertThat(ids(HEX, placement)).containsExactlyInAnyOrderElementsOf(names);
    assertThat(placement.units()).allMatch(unit -> !unit.endsSwapped() && !unit.armsSwapped());
    // H_-1_5 and H_11_5 lie in front of modes 5 and 6.
    List<Integer> through = placement.inputs().stream().map(line -> line.through().size()).toList();
    assertThat(through).containsExactly(0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0);
    assertThat(placement.outputs().stream().map(line -> line.through().size()).toList())
        .isEqualTo(through);
  }

  @Test
  void outputsOfTheRealPatternGoOnThroughIdleUnits() {
    Placement placement = Placer.place(new RealPattern(11), HEX).orElseThrow();
    assertThat(placement.outputs().get(0).through())
        .containsExactly(HEX.unit("S_11_0").orElseThrow());
    assertThat(placement.outputPath(0)).isEqualTo(new PathFactor(23, 34));
    assertThat(placement.outputPath(5)).isEqualTo(new PathFactor(24, 35));
  }

  @Test
  void faultyUnitsAreAvoidedWhereThereIsRoom() {
    for (String faulty : List.of("S_0_0", "H_0_0", "S_3_4", "H_5_5")) {
      Device device = Devices.withFaulty(HEX, faulty);
      Placement placement = Placer.place(new RealPattern(4), device).orElseThrow();
      assertThat(ids(device, placement)).doesNotContain(faulty).hasSize(26);
      Set<Integer> crossed =
          IntStream.range(0, 4)
              .boxed()
              .flatMap(
                  i ->
                      IntStream.concat(
                              placement.inputs().get(i).through().stream().mapToInt(u -> u),
                              placement.outputs().get(i).through().stream().mapToInt(u -> u))
                          .boxed())
              .collect(Collectors.toSet());
      assertThat(crossed).doesNotContain(device.unit(faulty).orElseThrow());
    }
  }

  @Test
  void aFaultThatLeavesNoRoomIsNamed() {
    Device device = Devices.withFaulty(HEX, "H_4_4");
    assertThat(Placer.place(new RealPattern(11), device)).isEmpty();
    assertThat(Placer.explain(new RealPattern(11), device))
        .contains(new Misfit(186, 187, "unit 'H_4_4' is faulty"));
  }

  @Test
  void whatIsTooLargeIsExplained() {
    assertThat(Placer.place(new RealPattern(12), HEX)).isEmpty();
    assertThat(Placer.explain(new RealPattern(12), HEX))
        .contains(new Misfit(203, 222, "it needs 222 units, the device has 203 that work"));
    assertThat(Placer.place(new DiamondPattern(3, 12), HEX)).isEmpty();
    Misfit misfit = Placer.explain(new DiamondPattern(3, 12), HEX).orElseThrow();
    assertThat(misfit.neededUnits()).isEqualTo(36 + 24 + 33);
    assertThat(misfit.matchedUnits()).isBetween(70, 92);
    assertThat(misfit.reason()).startsWith("there is no unit at port ");
    assertThat(Placer.place(new DiamondPattern(8, 7), HEX)).isEmpty();
    assertThat(Placer.explain(new DiamondPattern(8, 7), HEX)).isPresent();
    assertThat(Placer.explain(new DiamondPattern(7, 7), HEX)).isEmpty();
    assertThat(Placer.place(new ComplexPattern(7), SMARTLIGHT)).isEmpty();
  }

  @Test
  void aLineThatReachesNoExternalPortIsNamed() {
    Device device =
        Devices.with(
            SMARTLIGHT,
            SMARTLIGHT.units(),
            SMARTLIGHT.links(),
            SMARTLIGHT.ports().stream().filter(port -> !port.name().startsWith("left")).toList());
    assertThat(Placer.place(new ComplexPattern(6), device)).isEmpty();
    Misfit misfit = Placer.explain(new ComplexPattern(6), device).orElseThrow();
    assertThat(misfit.matchedUnits()).isEqualTo(63);
    assertThat(misfit.reason()).matches("(in|out)put \\d ends at port .*, which is no .*");
  }

  @Test
  void aLinkThatLeadsElsewhereIsNamed() {
    Device device =
        Devices.with(
            SMARTLIGHT,
            SMARTLIGHT.units(),
            SMARTLIGHT.links().stream()
                .filter(link -> !SMARTLIGHT.text(link.a()).startsWith("H_2_2"))
                .filter(link -> !SMARTLIGHT.text(link.b()).startsWith("H_2_2"))
                .toList(),
            SMARTLIGHT.ports());
    Misfit misfit = Placer.explain(new RealPattern(6), device).orElseThrow();
    assertThat(misfit.reason()).startsWith("there is no unit at port ");
    assertThat(misfit.matchedUnits()).isEqualTo(56);
  }
}

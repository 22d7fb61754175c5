// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.compensate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparsil.photonic.device.ArmRef;
import org.sparsil.photonic.device.Crosstalk;
import org.sparsil.photonic.device.HeatFlow;
import org.sparsil.photonic.device.Side;
import org.sparsil.photonic.map.Program;
import org.sparsil.photonic.mesh.DiamondPattern;
import org.sparsil.photonic.mesh.Drives;
import org.sparsil.photonic.mesh.MeshState;
import org.sparsil.photonic.mesh.Placer;
import org.sparsil.photonic.simulate.ElevenModes;

/** Programs of 11 modes, with the device's whole mesh solved. */
final class CrosstalkCompensationTest {
  private static double error(Program program, Drives drives, HeatFlow heat) {
    int units = drives.size();
    double[] driven = new double[2 * units];
    for (int unit = 0; unit < units; unit++) {
      driven[HeatFlow.arm(unit, Side.UP)] = drives.up(unit);
      driven[HeatFlow.arm(unit, Side.LO)] = drives.lo(unit);
    }
    double[] received = heat.received(driven);
    double[] up = drives.ups();
    double[] lo = drives.los();
    for (int unit = 0; unit < units; unit++) {
      up[unit] += received[HeatFlow.arm(unit, Side.UP)];
      lo[unit] += received[HeatFlow.arm(unit, Side.LO)];
    }
    return ElevenModes.metrics(program, MeshState.of(ElevenModes.DEVICE, Drives.of(up, lo)))
        .relativeError();
  }

  private static void assertNoDriveIsNegative(Drives drives) {
    for (int unit = 0; unit < drives.size(); unit++) {
      assertThat(drives.up(unit)).isNotNegative();
      assertThat(drives.lo(unit)).isNotNegative();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"random", "identity", "anti-identity", "blocks", "Householder"})
  void heatOfAllNeighboursIsAllowedFor(String matrix) {
    Program program = ElevenModes.program(matrix);
    HeatFlow heat = HeatFlow.of(ElevenModes.DEVICE, 0.01);
    Drives drives =
        CrosstalkCompensation.compensate(program.placement(), program.drives(), heat).orElseThrow();
    assertThat(error(program, drives, heat)).isLessThan(1e-12);
    assertNoDriveIsNegative(drives);
    assertThat(drives.total()).isLessThan(1.05 * program.drives().total());
  }

  /** Half of the neighbours at random: no symmetry helps. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void unequalHeatIsAllowedFor(int seed) {
    Random random = new Random(seed);
    List<Crosstalk.Pair> pairs = new ArrayList<>();
    ElevenModes.DEVICE
        .links()
        .forEach(
            link -> {
              for (Side side : Side.values()) {
                ArmRef from = new ArmRef(link.a().unit(), side);
                ArmRef to = new ArmRef(link.b().unit(), random.nextBoolean() ? Side.UP : Side.LO);
                pairs.add(new Crosstalk.Pair(from, to, 0.02 * random.nextDouble()));
                pairs.add(new Crosstalk.Pair(to, from, 0.02 * random.nextDouble()));
              }
            });
    HeatFlow heat = HeatFlow.of(ElevenModes.device(12, new Crosstalk(0, List.copyOf(pairs))));
    Program program = ElevenModes.program("random");
    Drives drives =
        CrosstalkCompensation.compensate(program.placement(), program.drives(), heat).orElseThrow();
    assertThat(error(program, program.drives(), heat)).isGreaterThan(0.01);
    assertThat(error(program, drives, heat)).isLessThan(1e-12);
    assertNoDriveIsNegative(drives);
  }

  @Test
  void withoutHeatNothingChanges() {
    Program program = ElevenModes.program("random");
    Drives drives =
        CrosstalkCompensation.compensate(
                program.placement(), program.drives(), HeatFlow.of(ElevenModes.DEVICE))
            .orElseThrow();
    assertThat(drives.total() / program.drives().total()).isBetween(0.8, 1 + 1e-12);
    assertThat(error(program, drives, HeatFlow.of(ElevenModes.DEVICE))).isLessThan(1e-12);
  }

  @Test
  void aDiamondHasNoPhasesToChoose() {
    assertThat(
            CrosstalkCompensation.compensate(
                Placer.place(new DiamondPattern(3, 3), ElevenModes.DEVICE).orElseThrow(),
                Drives.idle(ElevenModes.DEVICE.units().size()),
                HeatFlow.of(ElevenModes.DEVICE, 0.01)))
        .isEmpty();
  }
}

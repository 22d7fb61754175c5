// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.compensate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparsil.photonic.map.Program;
import org.sparsil.photonic.mesh.DiamondPattern;
import org.sparsil.photonic.mesh.Drives;
import org.sparsil.photonic.mesh.MeshState;
import org.sparsil.photonic.mesh.Placer;
import org.sparsil.photonic.simulate.ElevenModes;
import org.sparsil.photonic.simulate.Noise;
import org.sparsil.photonic.simulate.NoisyDevice;

/** Programs of 11 modes, with the device's whole mesh solved. */
final class SplitterCompensationTest {
  private static final Noise SPLITTERS = new Noise(0, 0.01, 0, 0, 0);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void splittersOffByOnePercentAreAllowedFor(long seed) {
    Program program = ElevenModes.program("random");
    Splitters device = Splitters.draw(seed);
    SplitterCompensation.Result result = compensated(program, device);
    double uncorrected = error(program, program.drives(), device);
    double corrected = error(program, result.drives(), device);
    assertThat(uncorrected).isCloseTo(0.0435, within(0.015));
    // Couplers out of reach are near cross or bar; each is left with an error of about 1 %.
    assertThat(corrected).isLessThan(result.unreachable() == 0 ? 0.0015 : 0.25 * uncorrected);
    assertThat(result.unreachable() == 0).isEqualTo(seed == 3);
    assertThat(result.outputPhases()).containsOnly(0.0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"identity", "anti-identity", "blocks", "Householder", "near identity"})
  void closedWaysAreNoTrouble(String matrix) {
    Program program = ElevenModes.program(matrix);
    Splitters device = Splitters.draw(7);
    SplitterCompensation.Result result = compensated(program, device);
    double corrected = error(program, result.drives(), device);
    assertThat(corrected).isLessThan(1.0001 * error(program, program.drives(), device));
  }

  @Test
  void idealSplittersChangeNothing() {
    Program program = ElevenModes.program("random");
    double[] half = new double[program.drives().size()];
    Arrays.fill(half, 0.5);
    SplitterCompensation.Result result =
        SplitterCompensation.compensate(program.placement(), program.drives(), half, half)
            .orElseThrow();
    assertThat(result.unreachable()).isZero();
    for (int unit = 0; unit < half.length; unit++) {
      assertThat(result.drives().up(unit)).isCloseTo(program.drives().up(unit), within(1e-7));
      assertThat(result.drives().lo(unit)).isCloseTo(program.drives().lo(unit), within(1e-7));
    }
  }

  @Test
  void aDiamondHasNoPhasesToChoose() {
    double[] half = new double[ElevenModes.DEVICE.units().size()];
    Arrays.fill(half, 0.5);
    assertThat(
            SplitterCompensation.compensate(
                Placer.place(new DiamondPattern(3, 3), ElevenModes.DEVICE).orElseThrow(),
                Drives.idle(half.length),
                half,
                half))
        .isEmpty();
  }

  /** Splitters of every unit; ideal where two lines cross outside of the program. */
  private static final class Splitters {
    private final double[] left;
    private final double[] right;

    private Splitters(double[] left, double[] right) {
      this.left = left;
      this.right = right;
    }

    static Splitters draw(long seed) {
      NoisyDevice device = new NoisyDevice(ElevenModes.DEVICE, SPLITTERS, seed);
      Splitters drawn = new Splitters(device.leftSplitters(), device.rightSplitters());
      for (String shared : List.of("H_-1_5", "H_11_5")) {
        int unit = ElevenModes.DEVICE.unit(shared).orElseThrow();
        drawn.left[unit] = 0.5;
        drawn.right[unit] = 0.5;
      }
      return drawn;
    }
  }

  private static SplitterCompensation.Result compensated(Program program, Splitters splitters) {
    return SplitterCompensation.compensate(
            program.placement(), program.drives(), splitters.left, splitters.right)
        .orElseThrow();
  }

  private static double error(Program program, Drives drives, Splitters splitters) {
    MeshState state =
        MeshState.of(ElevenModes.DEVICE, drives).withSplitters(splitters.left, splitters.right);
    return ElevenModes.metrics(program, state).relativeError();
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparsil.photonic.device.ArmRef;
import org.sparsil.photonic.device.Crosstalk;
import org.sparsil.photonic.device.Device;
import org.sparsil.photonic.device.Side;
import org.sparsil.photonic.map.Program;
import org.sparsil.photonic.mesh.Drives;
import org.sparsil.photonic.mesh.MeshState;

/** Errors of 11 modes are as large as an independent simulation found them. */
final class NoisyDeviceTest {
  private static final int DRAWS = 20;
  private static final Program PROGRAM = ElevenModes.program("random");
  private static final Device FINE = ElevenModes.device(24, Crosstalk.NONE);

  private static double meanError(Device device, Noise noise) {
    return IntStream.range(0, DRAWS)
        .mapToDouble(
            seed -> {
              MeshState state = new NoisyDevice(device, noise, seed).state(0, PROGRAM.drives());
              return ElevenModes.metrics(PROGRAM, state).relativeError();
            })
        .average()
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({"0.005, 0.020", "0.01, 0.037", "0.05, 0.20"})
  void phasesAreWrittenWithErrors(double sigma, double expected) {
    assertThat(meanError(FINE, new Noise(sigma, 0, 0, 0, 0)))
        .isCloseTo(expected, within(0.25 * expected));
  }

  @ParameterizedTest
  @CsvSource({"6, 0.089", "8, 0.021", "10, 0.0055", "12, 0.0012"})
  void convertersHaveLimitedResolution(int bits, double expected) {
    assertThat(meanError(ElevenModes.device(bits, Crosstalk.NONE), Noise.NONE))
        .isCloseTo(expected, within(0.4 * expected));
  }

  @Test
  void splittersAreNotExactlyHalves() {
    assertThat(meanError(FINE, new Noise(0, 0.01, 0, 0, 0))).isCloseTo(0.0435, within(0.01));
  }

  @Test
  void unequalLossesAreNotAScale() {
    assertThat(meanError(FINE, new Noise(0, 0, 0.05, 0, 0))).isBetween(0.005, 0.05);
    assertThat(meanError(FINE, Noise.NONE)).isLessThan(2e-6);
  }

  @Test
  void heatOfAnArmReachesOthers() {
    ArmRef from = new ArmRef(12, Side.UP);
    ArmRef to = new ArmRef(40, Side.LO);
    Device device =
        ElevenModes.device(24, new Crosstalk(0, List.of(new Crosstalk.Pair(from, to, 0.5))));
    MeshState expected = new NoisyDevice(FINE, Noise.NONE, 0).state(0, PROGRAM.drives());
    MeshState heated = new NoisyDevice(device, Noise.NONE, 0).state(0, PROGRAM.drives());
    double[] up = PROGRAM.drives().ups();
    double[] lo = PROGRAM.drives().los();
    lo[40] += 0.5 * up[12];
    MeshState byHand = expected.withDrives(Drives.of(up, lo));
    assertThat(up[12]).isGreaterThan(0.1);
    assertThat(ElevenModes.metrics(PROGRAM, heated).relativeError())
        .isCloseTo(ElevenModes.metrics(PROGRAM, byHand).relativeError(), within(1e-6))
        .isGreaterThan(0.01);
  }

  @Test
  void splittersBelongToTheDeviceAndPhasesToTheProgram() {
    Noise noise = new Noise(0.01, 0.01, 0, 0, 0);
    NoisyDevice drawn = new NoisyDevice(FINE, noise, 7);
    NoisyDevice again = new NoisyDevice(FINE, noise, 7);
    assertThat(drawn.leftSplitters()).isEqualTo(again.leftSplitters());
    assertThat(drawn.leftSplitters()).isNotEqualTo(drawn.rightSplitters());
    assertThat(drawn.leftSplitters()).isNotEqualTo(new NoisyDevice(FINE, noise, 8).leftSplitters());
    double[] errors =
        IntStream.of(0, 1, 0)
            .mapToDouble(
                program ->
                    ElevenModes.metrics(PROGRAM, drawn.state(program, PROGRAM.drives()))
                        .relativeError())
            .toArray();
    assertThat(errors[0]).isEqualTo(errors[2]).isNotEqualTo(errors[1]);
    double[] deviations = Arrays.stream(drawn.leftSplitters()).map(r -> r - 0.5).toArray();
    double square = Arrays.stream(deviations).map(d -> d * d).average().orElseThrow();
    assertThat(Math.sqrt(square)).isCloseTo(0.01, within(0.002));
  }
}

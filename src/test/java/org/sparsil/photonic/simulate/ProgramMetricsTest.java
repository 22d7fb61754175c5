// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.sparsil.photonic.linear.ComplexMatrix;

final class ProgramMetricsTest {
  private static final ComplexMatrix IDENTITY = ComplexMatrix.identity(4);

  @Test
  void aComplexScaleIsNoError() {
    ProgramMetrics metrics = ProgramMetrics.of(IDENTITY, IDENTITY.scale(0.3, -0.4));
    assertThat(metrics.fidelity()).isCloseTo(1, within(1e-15));
    assertThat(metrics.relativeError()).isLessThan(1e-15);
  }

  /** diag(1, 1, 1, -1): the trace is 2, hence 4/16; the best scale is 1/2. */
  @Test
  void oneWrongSignOfFour() {
    ComplexMatrix got =
        ComplexMatrix.of(
            4, 4, new double[] {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, -1}, new double[16]);
    ProgramMetrics metrics = ProgramMetrics.of(IDENTITY, got);
    assertThat(metrics.fidelity()).isCloseTo(0.25, within(1e-15));
    assertThat(metrics.relativeError()).isCloseTo(Math.sqrt(0.75), within(1e-15));
    assertThat(new ProgramMetrics(0, 1.0 / 32).effectiveBits()).isCloseTo(5, within(1e-12));
  }

  @Test
  void zerosAreNoDivision() {
    ComplexMatrix zero = IDENTITY.scale(0, 0);
    assertThat(ProgramMetrics.of(IDENTITY, zero)).isEqualTo(new ProgramMetrics(0, 1));
    assertThatThrownBy(() -> ProgramMetrics.of(zero, IDENTITY))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

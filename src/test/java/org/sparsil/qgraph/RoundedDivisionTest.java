// SPDX-License-Identifier: Apache-2.0
package org.sparsil.qgraph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class RoundedDivisionTest {
  private static final FixedPoint S24 = new FixedPoint(true, 24, 1, 0);

  @Test
  void every_quotient_of_every_accumulator_is_exact() {
    for (int divisor = 1; divisor <= 100; divisor++) {
      int largest = 300 * divisor;
      Requantize stage =
          RoundedDivision.by(divisor, new Interval(-largest, largest), S24, S24.min(), S24.max());
      for (int accumulator = -largest; accumulator <= largest; accumulator++) {
        int magnitude = (Math.abs(accumulator) + divisor / 2) / divisor;
        assertThat(stage.apply(accumulator, 0))
            .as("%d / %d", accumulator, divisor)
            .isEqualTo(accumulator < 0 ? -magnitude : magnitude);
      }
    }
  }

  @Test
  void a_range_too_wide_for_any_multiplier_is_refused() {
    assertThatThrownBy(
            () -> RoundedDivision.by(7, new Interval(0, 1L << 40), S24, S24.min(), S24.max()))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("divides 0…1099511627776 exactly by 7");
  }
}

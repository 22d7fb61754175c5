// SPDX-License-Identifier: Apache-2.0
package org.sparsil.report.chart;

import java.math.BigDecimal;
import java.util.Locale;

/**
 * A distance between ticks: 1, 2 or 5 times a power of ten. Ticks are its multiples, computed in
 * decimal, so that the third multiple of 0.1 is 0.3.
 */
record NiceStep(int factor, int exponent) {
  private static final int[] FACTORS = {1, 2, 5};

  /** Steps that are smaller or larger are written with a power of ten. */
  private static final int MOST_ZEROS = 6;

  /** The smallest one that is not below {@code size}, which is positive. */
  static NiceStep atLeast(double size) {
    int exponent = (int) Math.floor(Math.log10(size));
    for (int factor : FACTORS) {
      NiceStep step = new NiceStep(factor, exponent);
      if (step.size() >= size * (1 - 1e-9)) {
        return step;
      }
    }
    return new NiceStep(1, exponent + 1);
  }

  double size() {
    return multiple(1).doubleValue();
  }

  /** The last multiple that is not above the value. */
  long floor(double value) {
    return (long) Math.floor(value / size() + 1e-9);
  }

  /** The first multiple that is not below the value. */
  long ceil(double value) {
    return (long) Math.ceil(value / size() - 1e-9);
  }

  Tick tick(long times) {
    BigDecimal value = multiple(times);
    return new Tick(value.doubleValue(), label(value));
  }

  private BigDecimal multiple(long times) {
    return BigDecimal.valueOf(Math.multiplyExact(times, factor)).scaleByPowerOfTen(exponent);
  }

  /** As many decimals as the step has; thousands are set apart. */
  private String label(BigDecimal value) {
    if (value.signum() == 0) {
      return "0";
    }
    BigDecimal shortest = value.stripTrailingZeros();
    String digits =
        Math.abs(exponent) > MOST_ZEROS
            ? shortest.unscaledValue() + "e" + -shortest.scale()
            : String.format(Locale.ROOT, "%,." + Math.max(0, -exponent) + "f", value);
    return digits.replace('-', '−');
  }
}

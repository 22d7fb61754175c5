// SPDX-License-Identifier: Apache-2.0
package org.sparsil.quant;

import java.util.List;
import org.sparsil.qgraph.FixedPoint;
import org.sparsil.quant.QuantizeOptions.Scales;

/**
 * The integer format for measured values: unsigned if none is negative, else signed and symmetric;
 * the zero point is 0.
 */
final class FormatChoice {
  /** Bins of a histogram are finer than the steps of formats up to this width, but not beyond. */
  private static final int MAX_MSE_BITS = 10;

  private static final int MSE_STEPS = 48;

  private final QuantizeOptions options;

  FormatChoice(QuantizeOptions options) {
    this.options = options;
  }

  /** For a value between two layers. */
  FixedPoint ofValue(ValueStatistics statistics, int bits) {
    return switch (options.calibration()) {
      case MIN_MAX -> ofRange(statistics.range(), bits);
      case PERCENTILE -> ofRange(statistics.percentileRange(options.percentile()), bits);
      case MSE -> leastSquaredError(statistics, bits);
    };
  }

  /**
   * For the network's input. Data that are integers keep their value, with scale 1, if they fit;
   * bytes do, in 8 bits, unless the user asked for a width.
   */
  FixedPoint ofInput(ValueStatistics statistics, String name) {
    int bits = options.inputBits(name);
    int integerBits = options.layers().containsKey(name) ? bits : 8;
    for (int width : List.of(integerBits, bits)) {
      FixedPoint unit = new FixedPoint(statistics.min() < 0, width, 1, 0);
      if (statistics.integers()
          && statistics.min() >= unit.min()
          && statistics.max() <= unit.max()) {
        return unit;
      }
    }
    return ofValue(statistics, bits);
  }

  private FixedPoint leastSquaredError(ValueStatistics statistics, int bits) {
    FixedPoint best = ofRange(statistics.range(), bits);
    if (!statistics.measured() || bits > MAX_MSE_BITS) {
      return best;
    }
    double leastError = error(statistics, best);
    for (int step = MSE_STEPS - 1; step >= MSE_STEPS / 8; step--) {
      FixedPoint format = ofRange(statistics.range().times((double) step / MSE_STEPS), bits);
      double error = error(statistics, format);
      if (error < leastError) {
        leastError = error;
        best = format;
      }
    }
    return best;
  }

  private static double error(ValueStatistics statistics, FixedPoint format) {
    return statistics.squaredError(value -> format.scale() * RealNumbers.toInteger(value, format));
  }

  FixedPoint ofRange(Range range, int bits) {
    boolean signed = range.min() < 0;
    FixedPoint unit = new FixedPoint(signed, bits, 1, 0);
    double scale =
        Math.max(step(range.max(), unit.max()), step(-range.min(), -(double) unit.min()));
    if (unit.max() == 0) {
      scale = range.magnitude(); // One signed bit: −1 and 0.
    }
    return new FixedPoint(signed, bits, usable(scale), 0);
  }

  private static double step(double magnitude, double steps) {
    return magnitude <= 0 || steps == 0 ? 0 : magnitude / steps;
  }

  /**
   * A scale for values that are all 0 says nothing; so does one that arithmetic cannot divide by.
   */
  private double usable(double scale) {
    double positive = scale < RealNumbers.SMALLEST_SCALE ? 1 : scale;
    return options.scales() == Scales.POWER_OF_TWO
        ? RealNumbers.powerOfTwoAtLeast(positive)
        : positive;
  }

  /**
   * For what leaves the network or enters an arg-max: twice the measured range on either side of 0,
   * where the function lets values go that far, so that an unusual frame does not saturate.
   */
  FixedPoint ofOutput(ValueStatistics statistics, PointFunction function) {
    Range range = statistics.range();
    Range wide =
        function
            .clip()
            .map(clip -> new Range(clip.apply(2 * range.min()), clip.apply(2 * range.max())))
            .map(range::hull)
            .orElse(range);
    return ofRange(wide, options.outputBits());
  }
}

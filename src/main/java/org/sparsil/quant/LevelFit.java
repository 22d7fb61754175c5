// SPDX-License-Identifier: Apache-2.0
package org.sparsil.quant;

/**
 * A scale for a codebook: {@code level ≈ scale · integer}. Of all scales that make the largest
 * level an integer of the allowed width it takes the one of the least squared error, counting how
 * often each level is used, and of those without error the one of the smallest integers: levels ±1,
 * ±3 become just those, whatever width is allowed.
 */
final class LevelFit {
  /** A relative error as small as this is that of {@code float} numbers. */
  private static final double NO_ERROR = 1e-13;

  private LevelFit() {}

  /**
   * The scale.
   *
   * @param levels not all 0
   * @param uses how often each level is used
   * @param largest the largest integer allowed
   */
  static double scale(double[] levels, long[] uses, int largest) {
    double magnitude = 0;
    double energy = 0;
    for (int i = 0; i < levels.length; i++) {
      magnitude = Math.max(magnitude, Math.abs(levels[i]));
      energy += uses[i] * levels[i] * levels[i];
    }
    double best = magnitude / largest;
    double leastError = Double.POSITIVE_INFINITY;
    for (int integer = 1; integer <= largest; integer++) {
      double scale = refined(levels, uses, magnitude / integer);
      double error = error(levels, uses, scale);
      if (error < leastError) {
        leastError = error;
        best = scale;
      }
      if (error <= NO_ERROR * energy) {
        break;
      }
    }
    return best;
  }

  /** The scale of the least squared error for the integers that {@code scale} rounds to. */
  private static double refined(double[] levels, long[] uses, double scale) {
    double products = 0;
    double squares = 0;
    for (int i = 0; i < levels.length; i++) {
      double integer = Math.rint(levels[i] / scale);
      products += uses[i] * levels[i] * integer;
      squares += uses[i] * integer * integer;
    }
    double refined = products / squares;
    return sameIntegers(levels, scale, refined) ? refined : scale;
  }

  private static boolean sameIntegers(double[] levels, double scale, double other) {
    for (double level : levels) {
      if (Math.rint(level / scale) != Math.rint(level / other)) {
        return false;
      }
    }
    return true;
  }

  private static double error(double[] levels, long[] uses, double scale) {
    double sum = 0;
    for (int i = 0; i < levels.length; i++) {
      double error = levels[i] - scale * Math.rint(levels[i] / scale);
      sum += uses[i] * error * error;
    }
    return sum;
  }
}

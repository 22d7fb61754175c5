// SPDX-License-Identifier: Apache-2.0
package org.sparsil.qgraph;

/**
 * TensorFlow Lite's rounded division by a positive integer, {@code y = acc / n} to nearest, ties
 * away from zero, as a requantization: the product with a reciprocal is exact over a range of
 * accumulators.
 */
public final class RoundedDivision {
  private RoundedDivision() {}

  /**
   * The stage that divides.
   *
   * <p>With {@code M = ⌈2^s / n⌉} and {@code e = M · n − 2^s}, {@code acc · M / 2^s} lies beyond
   * {@code acc / n} by {@code |acc| · e / (n · 2^s)}. No quotient is nearer than {@code 1 / (2n)}
   * to the next point where rounding changes, so it is exact if {@code 2 · |acc| · e < 2^s}.
   *
   * @param accumulators all that can occur
   * @throws ArithmeticException if no multiplier of 31 bits is exact over all of them
   */
  public static Requantize by(
      int divisor, Interval accumulators, FixedPoint format, int lo, int hi) {
    long largest = Math.max(Math.abs(accumulators.min()), Math.abs(accumulators.max()));
    for (int shift = 0; shift <= 62; shift++) {
      long power = 1L << shift;
      long multiplier = power / divisor + (power % divisor == 0 ? 0 : 1);
      long excess = multiplier * divisor - power;
      if (multiplier > Integer.MAX_VALUE) {
        break;
      }
      if (excess == 0 || largest < power / 2 / excess) {
        return Requantize.perTensor((int) multiplier, shift, Rounding.HALF_AWAY, format, lo, hi);
      }
    }
    throw new ArithmeticException(
        "no multiplier of 31 bits divides %s exactly by %d".formatted(accumulators, divisor));
  }
}

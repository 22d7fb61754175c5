// SPDX-License-Identifier: Apache-2.0
package org.sparsil.quant;

import org.sparsil.qgraph.FixedPoint;

/** Small functions between real numbers and integers that several classes here share. */
final class RealNumbers {
  /** Below this a scale stands for values that are all 0; quotients of larger ones stay finite. */
  static final double SMALLEST_SCALE = 1e-60;

  private RealNumbers() {}

  /** The integer that stands for a real number: to nearest, ties to even, clamped. */
  static int toInteger(double value, FixedPoint format) {
    return (int) Math.max(format.min(), Math.min(format.max(), unclamped(value, format)));
  }

  /**
   * The integer before it is clamped. A scale that is a {@code float} comes from the model file;
   * there the quotient is rounded to {@code float} too, as float runtimes do, since that decides
   * ties.
   */
  static double unclamped(double value, FixedPoint format) {
    boolean single = format.scale() == (float) format.scale();
    double quotient = value / format.scale();
    return Math.rint(single ? (float) quotient : quotient) + format.zeroPoint();
  }

  /** The real number that an integer stands for. */
  static double toReal(int integer, FixedPoint format) {
    return format.scale() * ((double) integer - format.zeroPoint());
  }

  /** The smallest power of two that is not less; {@code value} is positive. */
  static double powerOfTwoAtLeast(double value) {
    double power = Math.scalb(1.0, Math.getExponent(value));
    return power < value ? 2 * power : power;
  }
}

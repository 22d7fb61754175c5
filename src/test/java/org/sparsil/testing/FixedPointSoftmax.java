// SPDX-License-Identifier: Apache-2.0
package org.sparsil.testing;

import org.sparsil.qgraph.Rounding;
import org.sparsil.tensor.IntTensor;

/**
 * The softmax of TensorFlow Lite and CMSIS-NN for 8 bits: probabilities in steps of 1/256, 0 being
 * −128. It is integer arithmetic throughout:
 *
 * <ol>
 *   <li>each logit minus the largest one is scaled to a number with 26 fractional bits;
 *   <li>its exponential, with 31 fractional bits, is a polynomial of the fourth degree around −1/8
 *       for what remains within a quarter, times e^(−2^k) for each bit above;
 *   <li>the sum has 12 fewer bits; its reciprocal comes of three steps of Newton's method;
 *   <li>the products of both are rounded to 8 bits.
 * </ol>
 *
 * Logits that are further than {@code leastDifference} below the largest do not count.
 *
 * @param multiplier and {@code shift} scale differences: {@code difference · 2^shift · multiplier /
 *     2^31}
 */
record FixedPointSoftmax(int multiplier, int shift, int leastDifference) {
  /** Bits that are dropped so that the sum of exponentials fits 32. */
  private static final int SUM_BITS = 12;

  /** 1/4 with 26 fractional bits. */
  private static final int QUARTER = 1 << 24;

  /** 1/8 with 31 fractional bits. */
  private static final int EIGHTH = 1 << 28;

  IntTensor probabilities(IntTensor logits) {
    int largest = Integer.MIN_VALUE;
    for (int i = 0; i < logits.size(); i++) {
      largest = Math.max(largest, logits.get(i));
    }
    int sum = 0;
    for (int i = 0; i < logits.size(); i++) {
      if (counts(logits.get(i) - largest)) {
        sum += divide(exponential(logits.get(i) - largest), SUM_BITS);
      }
    }
    int headroom = Integer.numberOfLeadingZeros(sum);
    int reciprocal = reciprocal((sum << headroom) & Integer.MAX_VALUE);
    int[] probabilities = new int[logits.size()];
    for (int i = 0; i < probabilities.length; i++) {
      int difference = logits.get(i) - largest;
      int probability =
          counts(difference)
              ? divide(multiply(reciprocal, exponential(difference)), SUM_BITS + 23 - headroom)
              : 0;
      probabilities[i] = Math.min(127, probability - 128);
    }
    return IntTensor.of(logits.shape(), probabilities);
  }

  private boolean counts(int difference) {
    return difference >= leastDifference;
  }

  /** e^difference with 31 fractional bits. */
  private int exponential(int difference) {
    int x = multiply(difference << shift, multiplier);
    if (x == 0) {
      return Integer.MAX_VALUE;
    }
    int withinQuarter = (x & (QUARTER - 1)) - QUARTER;
    int result = aroundEighth((withinQuarter << 5) + EIGHTH);
    int quarters = withinQuarter - x;
    for (int k = -2; k <= 4; k++) {
      if ((quarters & (QUARTER << (k + 2))) != 0) {
        result = multiply(result, fraction(Math.exp(-Math.scalb(1.0, k))));
      }
    }
    return result;
  }

  /** e^(x − 1/8) = e^(−1/8) · (1 + x + x²/2 + x³/6 + x⁴/24), grouped as they group it. */
  private static int aroundEighth(int x) {
    int x2 = multiply(x, x);
    int x3 = multiply(x2, x);
    int x4 = multiply(x2, x2);
    int higher = divide(multiply(divide(x4, 2) + x3, fraction(1.0 / 3)) + x2, 1);
    int factor = fraction(Math.exp(-0.125));
    return factor + multiply(factor, x + higher);
  }

  /** 1 / (1 + x) with 31 fractional bits, from x in [0, 1) with as many. */
  private static int reciprocal(int x) {
    int half = (int) (((long) x + Integer.MAX_VALUE + 1) / 2);
    // With 29 fractional bits: 48/17 − 32/17 · half, then y += y · (1 − half · y).
    int y = units(48.0 / 17) + multiply(half, -units(32.0 / 17));
    for (int step = 0; step < 3; step++) {
      y += multiply(y, units(1) - multiply(half, y)) << 2;
    }
    return saturatingDouble(y);
  }

  private static int saturatingDouble(int value) {
    return (int) Math.min(Integer.MAX_VALUE, 2L * value);
  }

  /** A number below 1 with 31 fractional bits. */
  private static int fraction(double value) {
    return (int) Math.round(Math.scalb(value, 31));
  }

  /** A number below 4 with 29 fractional bits. */
  private static int units(double value) {
    return (int) Math.round(Math.scalb(value, 29));
  }

  /** The product of two numbers of 31 fractional bits, to nearest, ties up. */
  private static int multiply(int a, int b) {
    return (int) Rounding.HALF_UP.apply(a, b, 31);
  }

  /** By a power of two, to nearest, ties away from zero. */
  private static int divide(int value, int exponent) {
    return (int) Rounding.HALF_AWAY.apply(value, 1, exponent);
  }
}

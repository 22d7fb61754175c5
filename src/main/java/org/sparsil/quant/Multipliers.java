// SPDX-License-Identifier: Apache-2.0
package org.sparsil.quant;

import java.util.Arrays;
import org.sparsil.qgraph.Rounding;
import org.sparsil.tensor.IntTensor;

/**
 * Integers for real factors: {@code factor ≈ multiplier / 2^shift}; one pair for all channels if
 * all are equal, else one per channel.
 */
record Multipliers(IntTensor multiplier, IntTensor shift) {
  private static final int MAX_SHIFT = 62;

  /** A shift common to all channels may cost the smallest factor this much, relatively. */
  private static final double COMMON_SHIFT_ERROR = Math.scalb(1.0, -10);

  /** Small rounding errors of {@code double} must not raise a factor to the next multiplier. */
  private static final double ROUNDING_SLACK = 1e-9;

  /** The smallest multiplier of {@link #atLeast}: raising a factor to it costs at most a 16th. */
  private static final double SMALLEST_MULTIPLIER = 16;

  /**
   * The nearest integers.
   *
   * @param factors positive
   * @param bits of the multiplier; TensorFlow Lite's rounding modes have 31 of their own
   */
  static Multipliers fit(double[] factors, Rounding rounding, int bits) {
    return switch (rounding) {
      case HALF_UP, HALF_AWAY, FLOOR -> fit(factors, bits);
      case TFLITE -> tflite(factors, 0);
      case TFLITE16 -> tflite(factors, 16);
    };
  }

  private static Multipliers fit(double[] factors, int bits) {
    int common = shift(Arrays.stream(factors).max().orElseThrow(), bits);
    int[] multipliers = new int[factors.length];
    int[] shifts = new int[factors.length];
    double largestError = 0;
    for (int i = 0; i < factors.length; i++) {
      multipliers[i] = multiplier(factors[i], common);
      shifts[i] = common;
      double exact = Math.scalb(factors[i], common);
      largestError = Math.max(largestError, Math.abs(multipliers[i] / exact - 1));
    }
    if (largestError > COMMON_SHIFT_ERROR) {
      for (int i = 0; i < factors.length; i++) {
        shifts[i] = shift(factors[i], bits);
        multipliers[i] = multiplier(factors[i], shifts[i]);
        int zeros = Math.min(shifts[i], Integer.numberOfTrailingZeros(multipliers[i]));
        multipliers[i] >>= zeros;
        shifts[i] -= zeros;
      }
    } else {
      int zeros = common;
      for (int multiplier : multipliers) {
        zeros = Math.min(zeros, Integer.numberOfTrailingZeros(multiplier));
      }
      for (int i = 0; i < factors.length; i++) {
        multipliers[i] >>= zeros;
        shifts[i] -= zeros;
      }
    }
    return of(multipliers, shifts);
  }

  private static Multipliers tflite(double[] factors, int minShift) {
    int[] multipliers = new int[factors.length];
    int[] shifts = new int[factors.length];
    for (int i = 0; i < factors.length; i++) {
      int exponent = Math.getExponent(factors[i]) + 1;
      double mantissa = Math.scalb(factors[i], 31 - exponent);
      if (Math.rint(mantissa) >= Math.scalb(1.0, 31)) {
        mantissa /= 2;
        exponent++;
      }
      shifts[i] = Math.max(minShift, Math.min(MAX_SHIFT, 31 - exponent));
      multipliers[i] = (int) Math.rint(mantissa);
    }
    return of(multipliers, shifts);
  }

  private static Multipliers of(int[] multipliers, int[] shifts) {
    boolean same = true;
    for (int i = 1; i < multipliers.length; i++) {
      same &= multipliers[i] == multipliers[0] && shifts[i] == shifts[0];
    }
    int size = same ? 1 : multipliers.length;
    return new Multipliers(
        IntTensor.vector(Arrays.copyOf(multipliers, size)),
        IntTensor.vector(Arrays.copyOf(shifts, size)));
  }

  /**
   * The smallest factors, not less than the given ones, that multipliers of a common shift
   * represent exactly.
   */
  static double[] atLeast(double[] factors, int bits) {
    double largest = Arrays.stream(factors).max().orElseThrow();
    int shift = shift(largest, bits);
    if (raised(largest, shift) >= Math.scalb(1.0, bits) && shift > 0) {
      shift--;
    }
    double[] raised = new double[factors.length];
    for (int i = 0; i < factors.length; i++) {
      double smallest = Math.min(SMALLEST_MULTIPLIER, raised(largest, shift));
      raised[i] = Math.scalb(Math.max(smallest, raised(factors[i], shift)), -shift);
    }
    return raised;
  }

  private static double raised(double factor, int shift) {
    double exact = Math.scalb(factor, shift);
    return Math.max(1, Math.ceil(exact * (1 - ROUNDING_SLACK)));
  }

  /** The largest shift that leaves the multiplier of a factor within its bits. */
  private static int shift(double factor, int bits) {
    int shift = bits - 1 - Math.getExponent(factor);
    if (Math.rint(Math.scalb(factor, shift)) >= Math.scalb(1.0, bits)) {
      shift--;
    }
    return Math.max(0, Math.min(MAX_SHIFT, shift));
  }

  /** A factor above 2^31 saturates every output that is not 0, and so does the largest integer. */
  private static int multiplier(double factor, int shift) {
    double nearest = Math.rint(Math.scalb(factor, shift));
    return (int) Math.max(1, Math.min(Integer.MAX_VALUE, nearest));
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.container;

import java.util.Optional;

/**
 * Finds out whether numbers are small multiples of one that is not told: the largest is tried as 1,
 * 2, 3 … times the scale, with the few neighbours of each quotient that rounding may have hidden.
 */
final class CommonScale {
  /** The largest multiple looked for. */
  static final int MAX_MULTIPLE = 1 << 15;

  /** Larger integers are not all numbers of single precision. */
  private static final int MAX_INTEGER = 1 << 24;

  private static final int MAX_ULPS = 2;

  private CommonScale() {}

  /** The largest scale of which each value is exactly a multiple, in single precision. */
  static Optional<Float> find(float[] values) {
    float largest = 0;
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return Optional.empty();
      }
      largest = Math.max(largest, Math.abs(value));
    }
    if (largest == 0) {
      return Optional.empty();
    }
    for (int multiple = 1; multiple <= MAX_MULTIPLE; multiple++) {
      int bits = Float.floatToRawIntBits(largest / multiple);
      for (int ulps = -MAX_ULPS; ulps <= MAX_ULPS; ulps++) {
        float scale = Float.intBitsToFloat(Math.max(1, bits + ulps));
        if (fits(values, scale)) {
          return Optional.of(scale);
        }
      }
    }
    return Optional.empty();
  }

  private static boolean fits(float[] values, float scale) {
    for (float value : values) {
      if (!isMultiple(value, scale)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a scale times some integer gives the very bits of a value. */
  static boolean isMultiple(float value, float scale) {
    int multiple = multiple(value, scale);
    return Math.abs((long) multiple) <= MAX_INTEGER
        && Float.floatToRawIntBits(scale * multiple) == Float.floatToRawIntBits(value);
  }

  /** The nearest integer; what does not fit is cut to what does. */
  static int multiple(float value, float scale) {
    return Math.round(value / scale);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.frontend;

/** The 16-bit floating-point formats, which Java 17 has no conversions for. */
final class HalfPrecision {
  private HalfPrecision() {}

  /**
   * The IEEE 754 half-precision value with these bits: a sign, 5 bits of exponent, 10 of
   * significand.
   */
  static float toFloat(short bits) {
    int exponent = bits >> 10 & 0x1f;
    int significand = bits & 0x3ff;
    float magnitude;
    if (exponent == 0x1f) {
      magnitude = significand == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
    } else if (exponent == 0) {
      magnitude = Math.scalb((float) significand, -24);
    } else {
      magnitude = Math.scalb((float) (significand | 0x400), exponent - 25);
    }
    return bits < 0 ? -magnitude : magnitude;
  }

  /** The nearest value of the type, ties to even; the value itself for wider types. */
  static float round(float value, ElementType type) {
    return switch (type) {
      case FLOAT16 -> Math.abs(value) >= 65520 ? value * Float.MAX_VALUE : round(value, -14, 10);
      case BFLOAT16 -> round(value, -126, 7);
      default -> value;
    };
  }

  /** Rounds to a multiple of the unit in the last place; NaN and infinity stay. */
  private static float round(float value, int minExponent, int fractionBits) {
    int exponent = Math.max(Math.getExponent(value), minExponent);
    double unit = Math.scalb(1.0, exponent - fractionBits);
    return (float) (Math.rint(value / unit) * unit);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.qgraph;

/**
 * Brings an integer to another scale: {@code round((value << preShift) · multiplier / 2^shift)}.
 *
 * <p>TensorFlow Lite and CMSIS-NN rescale each operand of an elementwise addition so, by {@link
 * Rounding#TFLITE}: {@code preShift} is their left shift, 20 for 8-bit and 15 for 16-bit operands.
 *
 * @param preShift keeps the fraction through the sum that follows; 0 to 31
 * @param multiplier at least 1
 * @param shift 0 to 62
 */
public record Rescale(int preShift, int multiplier, int shift, Rounding rounding) {
  /** Changes nothing. */
  public static final Rescale IDENTITY = new Rescale(0, 1, 0, Rounding.HALF_UP);

  public Rescale {
    if (preShift < 0 || preShift > 31) {
      throw new IllegalArgumentException("shift to the left by " + preShift);
    }
    rounding.require(multiplier, shift);
  }

  /**
   * The rescaled integer.
   *
   * @throws ArithmeticException if an intermediate value exceeds 64 bits
   */
  public long apply(long value) {
    return rounding.apply(Math.multiplyExact(value, 1L << preShift), multiplier, shift);
  }

  /**
   * All that becomes of some integers: every rounding is monotonic.
   *
   * @throws ArithmeticException if an intermediate value exceeds 64 bits
   */
  public Interval apply(Interval values) {
    return new Interval(apply(values.min()), apply(values.max()));
  }
}

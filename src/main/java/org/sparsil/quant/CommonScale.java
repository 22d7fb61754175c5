// SPDX-License-Identifier: Apache-2.0
package org.sparsil.quant;

import org.sparsil.qgraph.FixedPoint;
import org.sparsil.qgraph.Interval;
import org.sparsil.qgraph.Rescale;
import org.sparsil.qgraph.Rounding;

/**
 * How the operands of an addition come to one fine scale.
 *
 * @param scale of the sum
 * @param rounding of the output stage behind
 */
record CommonScale(Rescale left, Rescale right, double scale, Rounding rounding) {
  /** As TensorFlow Lite does: by how much operands are shifted to the left. */
  private static final int SHIFT_OF_BYTES = 20;

  private static final int SHIFT_OF_WORDS = 15;

  static CommonScale of(QuantizeOptions options, FixedPoint left, FixedPoint right) {
    return switch (options.rounding()) {
      case TFLITE, TFLITE16 -> tflite(left, right);
      case HALF_UP, HALF_AWAY, FLOOR -> exact(options, left, right);
    };
  }

  /**
   * Both operands are multiplied by whole numbers, so nothing is rounded before the sum is; the
   * ratio of the numbers is the ratio of the scales as nearly as the multiplier's bits allow.
   */
  private static CommonScale exact(QuantizeOptions options, FixedPoint left, FixedPoint right) {
    double larger = Math.max(left.scale(), right.scale());
    double fine = Math.scalb(larger, 1 - options.multiplierBits());
    int l = multiplier(left.scale() / fine);
    int r = multiplier(right.scale() / fine);
    int zeros = Integer.numberOfTrailingZeros(l | r);
    return new CommonScale(
        new Rescale(0, l >> zeros, 0, Rounding.HALF_UP),
        new Rescale(0, r >> zeros, 0, Rounding.HALF_UP),
        Math.scalb(fine, zeros),
        options.rounding());
  }

  private static int multiplier(double factor) {
    return (int) Math.max(1, Math.min(Integer.MAX_VALUE, Math.rint(factor)));
  }

  /** TensorFlow Lite's and CMSIS-NN's elementwise addition; 16-bit operands round twice, too. */
  private static CommonScale tflite(FixedPoint left, FixedPoint right) {
    int shift =
        Math.max(left.widthBits(), right.widthBits()) <= 8 ? SHIFT_OF_BYTES : SHIFT_OF_WORDS;
    double twiceLarger = 2 * Math.max(left.scale(), right.scale());
    return new CommonScale(
        tflite(shift, left.scale() / twiceLarger),
        tflite(shift, right.scale() / twiceLarger),
        Math.scalb(twiceLarger, -shift),
        Rounding.TFLITE);
  }

  private static Rescale tflite(int preShift, double factor) {
    Multipliers fitted = Multipliers.fit(new double[] {factor}, Rounding.TFLITE, 31);
    return new Rescale(
        preShift, fitted.multiplier().get(0), fitted.shift().get(0), Rounding.TFLITE);
  }

  /**
   * All sums of two operands.
   *
   * @throws ArithmeticException if 64 bits are not enough
   */
  Interval sums(Source leftOperand, Source rightOperand) {
    return left.apply(centred(leftOperand)).plus(right.apply(centred(rightOperand)));
  }

  private static Interval centred(Source operand) {
    return operand.range().plus(Interval.of(-(long) operand.format().zeroPoint()));
  }
}

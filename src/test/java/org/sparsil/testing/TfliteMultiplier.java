// SPDX-License-Identifier: Apache-2.0
package org.sparsil.testing;

import java.util.Arrays;
import org.sparsil.qgraph.FixedPoint;
import org.sparsil.qgraph.Requantize;
import org.sparsil.qgraph.Rescale;
import org.sparsil.qgraph.Rounding;
import org.sparsil.tensor.IntTensor;

/**
 * A real scale as TensorFlow Lite takes it apart: {@code multiplier · 2^(−shift)}, the multiplier
 * of exactly 31 bits.
 */
record TfliteMultiplier(int multiplier, int shift) {

  static TfliteMultiplier of(double scale) {
    int exponent = Math.getExponent(scale) + 1;
    long rounded = Math.round(Math.scalb(scale, 31 - exponent));
    if (rounded == 1L << 31) {
      rounded /= 2;
      exponent++;
    }
    return new TfliteMultiplier(Math.toIntExact(rounded), 31 - exponent);
  }

  /** A scale for each channel, or one for all. */
  static Requantize requantize(double[] scales, Rounding rounding, FixedPoint format, int lo) {
    TfliteMultiplier[] all =
        Arrays.stream(scales).mapToObj(TfliteMultiplier::of).toArray(TfliteMultiplier[]::new);
    return new Requantize(
        IntTensor.vector(Arrays.stream(all).mapToInt(TfliteMultiplier::multiplier).toArray()),
        IntTensor.vector(Arrays.stream(all).mapToInt(TfliteMultiplier::shift).toArray()),
        rounding,
        format,
        lo,
        format.max());
  }

  /** Of an operand of an addition. */
  Rescale rescale(int leftShift) {
    return new Rescale(leftShift, multiplier, shift, Rounding.TFLITE);
  }
}

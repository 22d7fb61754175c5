// SPDX-License-Identifier: Apache-2.0
package org.sparsil.quant;

import org.sparsil.qgraph.FixedPoint;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.IntTensor;

/** Makes the real numbers that integers stand for: {@code scale · (integer − zeroPoint)}. */
public final class Dequantizer {
  private final FixedPoint format;

  private Dequantizer(FixedPoint format) {
    this.format = format;
  }

  public static Dequantizer of(FixedPoint format) {
    return new Dequantizer(format);
  }

  public FloatTensor dequantize(IntTensor integers) {
    float[] values = new float[integers.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) RealNumbers.toReal(integers.get(i), format);
    }
    return FloatTensor.adopt(integers.shape(), values);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.frontend;

import org.sparsil.frontend.Value.Constant;
import org.sparsil.frontend.Value.Integers;
import org.sparsil.frontend.Value.Reals;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.LongTensor;
import org.sparsil.tensor.Shape;

/** QuantizeLinear and DequantizeLinear of constants: of weights and biases. */
final class ConstantQuantization {
  private ConstantQuantization() {}

  static Constant quantize(NodeImport node) {
    Constant from = node.constant(0);
    ElementType type = QuantizationGrid.quantizedType(node);
    QuantizationGrid grid = QuantizationGrid.of(node, from.shape());
    Shape shape = node.newShape(from.shape().extents());
    long[] values = new long[shape.size()];
    for (int i = 0; i < values.length; i++) {
      float steps = (float) from.real(i) / grid.scaleAt(i);
      double integer = Math.rint(steps) + grid.zeroPointAt(i);
      values[i] = (long) Math.max((double) type.min(), Math.min((double) type.max(), integer));
    }
    return new Integers(type, LongTensor.adopt(shape, values));
  }

  /** Folds the zero point into the integers, so that {@code real = scale · integer} is left. */
  static Constant dequantize(NodeImport node) {
    LongTensor from = node.integers(0).tensor();
    QuantizationGrid grid = QuantizationGrid.of(node, from.shape());
    Shape shape = node.newShape(from.shape().extents());
    float[] values = new float[shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (from.get(i) - grid.zeroPointAt(i)) * grid.scaleAt(i);
    }
    return new Reals(ElementType.FLOAT, FloatTensor.adopt(shape, values), grid.scale());
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.frontend;

import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.sparsil.frontend.Value.Constant;
import org.sparsil.frontend.Value.Integers;
import org.sparsil.frontend.Value.Scale;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.Shape;

/**
 * Scales and zero points of a QuantizeLinear or DequantizeLinear node: one each, one per index
 * along an axis, or one per block of an axis.
 */
final class QuantizationGrid {
  private final FloatTensor scales;
  private final Optional<Integers> zeroPoints;
  private final IntUnaryOperator cell;
  private final Optional<Scale> scale;

  private QuantizationGrid(
      FloatTensor scales,
      Optional<Integers> zeroPoints,
      IntUnaryOperator cell,
      Optional<Scale> scale) {
    this.scales = scales;
    this.zeroPoints = zeroPoints;
    this.cell = cell;
    this.scale = scale;
  }

  /** The grid of a node whose first input has this shape. */
  static QuantizationGrid of(NodeImport node, Shape shape) {
    FloatTensor scales = node.weights(1);
    for (int i = 0; i < scales.size(); i++) {
      if (!(scales.get(i) > 0)) {
        throw node.node().malformed("has scale %s".formatted(scales.get(i)));
      }
    }
    Optional<Integers> zeroPoints = node.has(2) ? Optional.of(node.integers(2)) : Optional.empty();
    if (zeroPoints.isPresent() && zeroPoints.get().shape().size() != scales.size()) {
      throw node.node()
          .malformed(
              "has %d scales and %d zero points"
                  .formatted(scales.size(), zeroPoints.get().shape().size()));
    }
    long block = node.node().integer("block_size", 0);
    if (scales.size() == 1 && block == 0) {
      return new QuantizationGrid(
          scales, zeroPoints, position -> 0, Optional.of(new Scale(vector(scales), 0)));
    }
    int axis = node.axis(node.node().integer("axis", 1), shape.rank());
    if (block != 0) {
      return new QuantizationGrid(
          scales, zeroPoints, blocks(node, scales.shape(), shape, axis, block), Optional.empty());
    }
    if (scales.shape().rank() != 1 || scales.size() != shape.extent(axis)) {
      throw node.node()
          .malformed(
              "has scales of shape %s for axis %d of shape %s"
                  .formatted(scales.shape(), axis, shape));
    }
    int stride = ConstantLayout.stride(shape, axis);
    int extent = shape.extent(axis);
    return new QuantizationGrid(
        scales,
        zeroPoints,
        position -> position / stride % extent,
        Optional.of(new Scale(scales, axis)));
  }

  private static FloatTensor vector(FloatTensor tensor) {
    return tensor.reshape(Shape.of(tensor.size()));
  }

  private static IntUnaryOperator blocks(
      NodeImport node, Shape scales, Shape shape, int axis, long block) {
    boolean fits = scales.rank() == shape.rank() && block > 0;
    for (int a = 0; fits && a < shape.rank(); a++) {
      long extent = shape.extent(a);
      fits = scales.extent(a) == (a == axis ? (extent + block - 1) / block : extent);
    }
    if (!fits) {
      throw node.node()
          .malformed(
              "has scales of shape %s for blocks of %d along axis %d of shape %s"
                  .formatted(scales, block, axis, shape));
    }
    int stride = ConstantLayout.stride(shape, axis);
    int extent = shape.extent(axis);
    return position -> {
      int outer = position / stride / extent;
      int along = (int) (position / stride % extent / block);
      return (outer * scales.extent(axis) + along) * stride + position % stride;
    };
  }

  float scaleAt(int position) {
    return scales.get(cell.applyAsInt(position));
  }

  long zeroPointAt(int position) {
    return zeroPoints.map(known -> known.tensor().get(cell.applyAsInt(position))).orElse(0L);
  }

  /** The scales, unless they go by blocks. */
  Optional<Scale> scale() {
    return scale;
  }

  /** One zero point per scale. */
  long zeroPoint(int index) {
    return zeroPoints.map(known -> known.tensor().get(index)).orElse(0L);
  }

  /** The type that QuantizeLinear makes: the zero point's, else the attribute's, else a byte. */
  static ElementType quantizedType(NodeImport node) {
    Optional<Constant> zeroPoint = node.has(2) ? Optional.of(node.constant(2)) : Optional.empty();
    int attribute = (int) node.node().integer("output_dtype", 0);
    ElementType type =
        zeroPoint
            .map(Value::type)
            .orElseGet(
                () ->
                    attribute == 0
                        ? ElementType.UINT8
                        : ElementType.of(attribute, node.node().place()));
    if (type.isReal() || type == ElementType.BOOL || type.bits() > 16) {
      throw node.node().malformed("quantizes to type %s".formatted(type));
    }
    return type;
  }
}

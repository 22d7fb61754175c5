// SPDX-License-Identifier: Apache-2.0
package org.sparsil.frontend;

import java.util.Optional;
import java.util.function.IntToLongFunction;
import org.sparsil.frontend.Value.Activation;
import org.sparsil.frontend.Value.Quantization;
import org.sparsil.frontend.Value.Scale;
import org.sparsil.graph.Layer;
import org.sparsil.tensor.FloatTensor;

/**
 * QuantizeLinear and DequantizeLinear of the network's values. The pair is one {@link
 * Layer.FakeQuantize}, made by the first; what stands between the two works on the real numbers
 * that the integers mean.
 */
final class QuantizationRules {
  private QuantizationRules() {}

  static Value quantize(NodeImport node) {
    Activation x = node.real(0);
    ElementType type = QuantizationGrid.quantizedType(node);
    node.scalar(1); // quantization per axis is for weights
    QuantizationGrid grid = QuantizationGrid.of(node, x.shape());
    return quantized(node, x, grid.scaleAt(0), Math.toIntExact(grid.zeroPointAt(0)), type);
  }

  /** The node's layer: integers of a type, as the real numbers that they stand for. */
  static Activation quantized(
      NodeImport node, Activation x, float scale, int zeroPoint, ElementType type) {
    boolean signed = type.kind() == ElementType.Kind.SIGNED;
    return node.emit(
            x,
            (name, in) -> new Layer.FakeQuantize(name, in, scale, zeroPoint, signed, type.bits()))
        .withType(type, Optional.of(new Quantization(scale, zeroPoint)));
  }

  static Value dequantize(NodeImport node) {
    Activation x = node.activation(0);
    if (x.type().isReal()) {
      throw node.node().malformed("reads real numbers (%s)".formatted(x.type()));
    }
    QuantizationGrid grid = QuantizationGrid.of(node, x.shape());
    Scale scale =
        grid.scale()
            .orElseThrow(
                () ->
                    node.node()
                        .unsupported(
                            "has scales by blocks", "only weights may be quantized by blocks"));
    return dequantized(node, "", x, scale, grid::zeroPoint);
  }

  /** The real numbers {@code scale · (integer − zero point)}, whatever they stood for before. */
  static Activation dequantized(
      NodeImport node, String suffix, Activation x, Scale scale, IntToLongFunction zeroPoint) {
    Quantization made = x.quantization().orElse(new Quantization(1, 0));
    if (x.quantization().isPresent()
        && scale.perTensor()
        && made.scale() == scale.values().get(0)
        && made.zeroPoint() == zeroPoint.applyAsLong(0)) {
      return x.withType(ElementType.FLOAT, Optional.empty());
    }
    int axis = scale.perTensor() ? 0 : node.frameAxis(x, scale.axis());
    float[] scales = scale.values().toArray();
    float[] offsets = new float[scales.length];
    for (int i = 0; i < scales.length; i++) {
      offsets[i] = scales[i] * (made.zeroPoint() - zeroPoint.applyAsLong(i));
      scales[i] = (float) (scales[i] / made.scale());
    }
    LayerList.Maker affine =
        (name, in) ->
            new Layer.Affine(
                name, in, FloatTensor.vector(scales), FloatTensor.vector(offsets), axis);
    boolean rawInput = x.quantization().isEmpty() && scale.perTensor() && x.type().bits() <= 16;
    return rawInput
        ? onGrid(
            node,
            suffix,
            node.emit(x, suffix + "_scale", affine),
            x.type(),
            scale.values().get(0),
            zeroPoint.applyAsLong(0))
        : node.emit(x, suffix, affine);
  }

  /** Says that real numbers stand for the integers that the network's input has in the file. */
  private static Activation onGrid(
      NodeImport node,
      String suffix,
      Activation real,
      ElementType type,
      float scale,
      long zeroPoint) {
    return node.emit(
        real,
        suffix,
        (name, in) ->
            new Layer.FakeQuantize(
                name,
                in,
                scale,
                Math.toIntExact(zeroPoint),
                type.kind() == ElementType.Kind.SIGNED,
                type.bits()));
  }
}

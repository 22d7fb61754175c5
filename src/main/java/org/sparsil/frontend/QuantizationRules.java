// SPDX-License-Identifier: Apache-2.0
package org.sparsil.frontend;

import java.util.Optional;
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
    float scale = grid.scaleAt(0);
    int zeroPoint = Math.toIntExact(grid.zeroPointAt(0));
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
    Quantization made = x.quantization().orElse(new Quantization(1, 0));
    if (x.quantization().isPresent()
        && scale.perTensor()
        && made.scale() == scale.values().get(0)
        && made.zeroPoint() == grid.zeroPoint(0)) {
      return x.withType(ElementType.FLOAT, Optional.empty());
    }
    int axis = scale.perTensor() ? 0 : node.frameAxis(x, scale.axis());
    float[] scales = scale.values().toArray();
    float[] offsets = new float[scales.length];
    for (int i = 0; i < scales.length; i++) {
      offsets[i] = scales[i] * (made.zeroPoint() - grid.zeroPoint(i));
      scales[i] = (float) (scales[i] / made.scale());
    }
    LayerList.Maker affine =
        (name, in) ->
            new Layer.Affine(
                name, in, FloatTensor.vector(scales), FloatTensor.vector(offsets), axis);
    boolean rawInput = x.quantization().isEmpty() && scale.perTensor() && x.type().bits() <= 16;
    return rawInput
        ? onGrid(node, node.emit(x, "_scale", affine), x.type(), grid)
        : node.emit(x, affine);
  }

  /** Says that real numbers stand for the integers that the network's input has in the file. */
  private static Activation onGrid(
      NodeImport node, Activation real, ElementType type, QuantizationGrid grid) {
    return node.emit(
        real,
        (name, in) ->
            new Layer.FakeQuantize(
                name,
                in,
                grid.scaleAt(0),
                Math.toIntExact(grid.zeroPoint(0)),
                type.kind() == ElementType.Kind.SIGNED,
                type.bits()));
  }
}

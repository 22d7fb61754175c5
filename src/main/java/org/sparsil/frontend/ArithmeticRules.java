// SPDX-License-Identifier: Apache-2.0
package org.sparsil.frontend;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntUnaryOperator;
import org.sparsil.frontend.Value.Activation;
import org.sparsil.graph.Layer;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.Shape;

/** Arithmetic between the network's values and constants: {@link Layer.Affine}. */
final class ArithmeticRules {
  private ArithmeticRules() {}

  static Value add(NodeImport node) {
    if (!node.isConstant(0) && !node.isConstant(1)) {
      return JoinRules.add(node);
    }
    return affine(node, constant -> 1, DoubleUnaryOperator.identity());
  }

  static Value subtract(NodeImport node) {
    if (!node.isConstant(0) && !node.isConstant(1)) {
      return JoinRules.subtract(node);
    }
    return node.isConstant(0)
        ? affine(node, constant -> -1, DoubleUnaryOperator.identity())
        : affine(node, constant -> 1, constant -> -constant);
  }

  static Value multiply(NodeImport node) {
    return affine(node, DoubleUnaryOperator.identity(), constant -> 0);
  }

  static Value divide(NodeImport node) {
    if (node.isConstant(0)) {
      throw node.node()
          .unsupported("divides by a value of the network", "only constant divisors are supported");
    }
    return affine(node, constant -> 1 / constant, constant -> 0);
  }

  static Value negate(NodeImport node) {
    return affine(node, "", node.real(0), Shape.of(), new float[] {-1}, new float[] {0});
  }

  /** {@code y = (x − mean) / √(variance + ε) · scale + bias}, per channel: axis 1 of the file. */
  static Value batchNormalization(NodeImport node) {
    Activation x = node.real(0);
    boolean training =
        node.node().flag("training_mode", node.isLegacy() && !node.node().flag("is_test", false));
    if (training || !node.node().flag("spatial", true)) {
      throw node.node()
          .unsupported("is in training mode or not per channel", "export for inference");
    }
    int axis = node.frameAxis(x, 1);
    int channels = x.frame().extent(axis);
    double epsilon = node.node().real("epsilon", 1e-5f);
    float[] scale = perChannel(node, 1, channels);
    float[] offset = perChannel(node, 2, channels);
    float[] mean = perChannel(node, 3, channels);
    float[] variance = perChannel(node, 4, channels);
    for (int c = 0; c < channels; c++) {
      double factor = scale[c] / Math.sqrt(variance[c] + epsilon);
      scale[c] = (float) factor;
      offset[c] = (float) (offset[c] - factor * mean[c]);
    }
    return node.emit(
        x,
        (name, in) ->
            new Layer.Affine(
                name, in, FloatTensor.vector(scale), FloatTensor.vector(offset), axis));
  }

  private static float[] perChannel(NodeImport node, int index, int channels) {
    FloatTensor tensor = node.weights(index);
    if (tensor.size() != channels) {
      throw node.node()
          .malformed(
              "has %d values in '%s' for %d channels"
                  .formatted(tensor.size(), node.inputName(index), channels));
    }
    return tensor.toArray();
  }

  private static Value affine(
      NodeImport node, DoubleUnaryOperator scale, DoubleUnaryOperator offset) {
    if (!node.isConstant(0) && !node.isConstant(1)) {
      throw node.node()
          .unsupported(
              "joins two values of the network ('%s' and '%s')"
                  .formatted(node.inputName(0), node.inputName(1)),
              "values can be added, subtracted and concatenated; else one must be constant");
    }
    int constant = node.isConstant(0) ? 0 : 1;
    Activation x = node.real(1 - constant);
    FloatTensor values = node.weights(constant);
    float[] scales = new float[values.size()];
    float[] offsets = new float[values.size()];
    for (int i = 0; i < scales.length; i++) {
      scales[i] = (float) scale.applyAsDouble(values.get(i));
      offsets[i] = (float) offset.applyAsDouble(values.get(i));
    }
    return affine(node, "", x, aligned(node, x, values.shape()), scales, offsets);
  }

  /** The constant's shape with ones after it, if an attribute says at which axis it begins. */
  private static Shape aligned(NodeImport node, Activation x, Shape constant) {
    if (!node.isLegacy() || !node.node().has("axis")) {
      return constant;
    }
    List<Integer> extents = new ArrayList<>(constant.extents());
    int axis = node.axis(node.node().integer("axis", 0), x.rank());
    while (axis + extents.size() < x.rank()) {
      extents.add(1);
    }
    return new Shape(extents);
  }

  /**
   * {@code y = scale · x + offset}, where both constants have a shape that broadcasts to x's. If
   * they vary along several axes, the frame is flattened for it.
   */
  static Activation affine(
      NodeImport node, String suffix, Activation x, Shape shape, float[] scale, float[] offset) {
    Shape constant = perFrame(node, x, shape);
    List<Integer> varying = new ArrayList<>();
    for (int axis = 0; axis < constant.rank(); axis++) {
      if (constant.extent(axis) > 1) {
        varying.add(axis + x.frame().rank() - constant.rank());
      }
    }
    if (varying.size() <= 1) {
      int axis = varying.isEmpty() ? 0 : varying.get(0);
      return emit(node, suffix, x, scale, offset, axis);
    }
    Shape flat = Shape.of(x.frame().size());
    IntUnaryOperator source = ConstantArithmetic.broadcastSource(constant, x.frame());
    float[] scales = new float[flat.size()];
    float[] offsets = new float[flat.size()];
    for (int i = 0; i < scales.length; i++) {
      scales[i] = scale[source.applyAsInt(i)];
      offsets[i] = offset[source.applyAsInt(i)];
    }
    Activation vector =
        node.emit(x, suffix + "_flat", (name, in) -> new Layer.Reshape(name, in, flat));
    Activation result = emit(node, suffix, vector, scales, offsets, 0);
    return node.emit(
        result, suffix + "_shape", (name, in) -> new Layer.Reshape(name, in, x.frame()));
  }

  private static Activation emit(
      NodeImport node, String suffix, Activation x, float[] scale, float[] offset, int axis) {
    FloatTensor scales = FloatTensor.vector(scale);
    FloatTensor offsets = FloatTensor.vector(offset);
    return node.emit(x, suffix, (name, in) -> new Layer.Affine(name, in, scales, offsets, axis));
  }

  /** The constant's shape without the batch axis; it must not make the frame larger. */
  private static Shape perFrame(NodeImport node, Activation x, Shape constant) {
    List<Integer> result = ConstantArithmetic.broadcast(node, x.shape(), constant);
    if (!result.equals(x.shape().extents())) {
      throw node.node()
          .unsupported(
              "spreads shape %s over the constant's shape %s".formatted(x.shape(), constant),
              "the constant must not have more axes or larger extents than the value");
    }
    if (x.batch().isEmpty() || constant.rank() < x.rank()) {
      return constant;
    }
    if (constant.extent(0) != 1) {
      throw node.node()
          .unsupported(
              "has constants that differ from frame to frame: shape %s".formatted(constant),
              "the network must treat every frame alike");
    }
    return new Shape(constant.extents().subList(1, constant.rank()));
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.frontend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.sparsil.frontend.Value.Activation;
import org.sparsil.frontend.Value.Constant;
import org.sparsil.frontend.Value.Reals;
import org.sparsil.graph.Layer;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.Shape;

/** Matrix products with constant weights: {@link Layer.Dense}. */
final class DenseRules {
  private static final List<Integer> SWAP = List.of(1, 0);

  private DenseRules() {}

  /** {@code alpha · A' · B' + beta · C}; A' and B' may be transposed, C broadcasts. */
  static Value gemm(NodeImport node) {
    Activation x = node.real(0);
    if (x.rank() != 2) {
      throw node.node().malformed("has a first input of shape %s".formatted(x.shape()));
    }
    if (node.node().flag("transA", false)) {
      x = LayoutRules.transpose(node, "_transposed", x, SWAP);
    }
    Constant given = matrix(node, 1);
    Constant b = node.node().flag("transB", false) ? given : ConstantLayout.transpose(given, SWAP);
    Reals weights = times(ConstantArithmetic.reals(b), (float) node.node().real("alpha", 1));
    int outputs = weights.shape().extent(0);
    if (!node.has(2)) {
      return dense(node, x, weights, zeros(outputs));
    }
    FloatTensor addend = node.weights(2);
    FloatTensor c = times(Reals.of(addend), (float) node.node().real("beta", 1)).tensor();
    int columns = c.shape().rank() == 0 ? 1 : c.shape().extent(c.shape().rank() - 1);
    if (c.size() == columns && (columns == 1 || columns == outputs)) {
      return dense(node, x, weights, c.size() == outputs ? vector(c) : filled(outputs, c.get(0)));
    }
    Activation product = dense(node, x, weights, zeros(outputs));
    float[] ones = filled(c.size(), 1).toArray();
    return ArithmeticRules.affine(node, "_add", product, c.shape(), ones, c.toArray());
  }

  static Value matMul(NodeImport node) {
    if (node.isConstant(0)) {
      return matrixTimesValue(node);
    }
    node.weights(1); // for its check
    return matMul(node, "", node.real(0), node.constant(1));
  }

  /** Of a value and a constant matrix, or vector. */
  static Activation matMul(NodeImport node, String suffix, Activation x, Constant b) {
    if (b.shape().rank() == 1) {
      Shape row = Shape.of(1, b.shape().size());
      Reals weights = ConstantArithmetic.reals(b.reshape(row));
      Activation product = dense(node, suffix, x, weights, zeros(1));
      List<Integer> extents = product.frame().extents();
      Shape frame = new Shape(extents.subList(0, extents.size() - 1));
      return node.emit(
          product, suffix + "_vector", (name, in) -> new Layer.Reshape(name, in, frame));
    }
    Constant weights = ConstantLayout.transpose(matrix(node, b), SWAP);
    FloatTensor bias = zeros(weights.shape().extent(0));
    return dense(node, suffix, x, ConstantArithmetic.reals(weights), bias);
  }

  /** {@code W · x}: the dense layer works on the columns of x. */
  private static Value matrixTimesValue(NodeImport node) {
    Activation x = node.real(1);
    Reals weights = ConstantArithmetic.reals(matrix(node, 0));
    FloatTensor bias = zeros(weights.shape().extent(0));
    if (x.rank() == 1 && x.batch().isEmpty()) {
      return dense(node, x, weights, bias);
    }
    List<Integer> swapLast = new ArrayList<>();
    for (int axis = 0; axis < x.rank(); axis++) {
      swapLast.add(axis);
    }
    if (swapLast.size() < 2) {
      throw node.node().malformed("has a second input of shape %s".formatted(x.shape()));
    }
    swapLast.add(x.rank() - 2, swapLast.remove(x.rank() - 1));
    Activation columns = LayoutRules.transpose(node, "_columns", x, swapLast);
    Activation product = dense(node, columns, weights, bias);
    return LayoutRules.transpose(node, "_rows", product, swapLast);
  }

  /** A constant of two axes that count; more axes of extent 1 may come before them. */
  private static Constant matrix(NodeImport node, int index) {
    node.weights(index); // for its check
    return matrix(node, node.constant(index));
  }

  private static Constant matrix(NodeImport node, Constant constant) {
    Shape shape = constant.shape();
    if (shape.rank() < 2) {
      throw node.node().malformed("has a matrix of shape %s".formatted(shape));
    }
    int rows = shape.extent(shape.rank() - 2);
    int columns = shape.extent(shape.rank() - 1);
    if (shape.rank() > 2 && shape.size() != rows * columns) {
      throw node.node()
          .unsupported(
              "multiplies by a stack of matrices, %s".formatted(shape),
              "only one matrix is supported");
    }
    return constant.reshape(Shape.of(rows, columns));
  }

  private static Activation dense(NodeImport node, Activation x, Reals weights, FloatTensor bias) {
    return dense(node, "", x, weights, bias);
  }

  private static Activation dense(
      NodeImport node, String suffix, Activation x, Reals weights, FloatTensor bias) {
    if (x.frame().rank() == 0) {
      throw node.node()
          .unsupported(
              "multiplies along the batch axis", "the network must treat every frame by itself");
    }
    Optional<FloatTensor> scale =
        weights
            .scale()
            .filter(known -> known.perTensor() || known.axis() == 0)
            .map(Value.Scale::values);
    return node.emit(
        x, suffix, (name, in) -> new Layer.Dense(name, in, weights.tensor(), bias, scale));
  }

  private static Reals times(Reals tensor, float factor) {
    if (factor == 1) {
      return tensor;
    }
    float[] values = tensor.tensor().toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
    return Reals.of(FloatTensor.adopt(tensor.shape(), values));
  }

  private static FloatTensor vector(FloatTensor tensor) {
    return tensor.reshape(Shape.of(tensor.size()));
  }

  private static FloatTensor zeros(int count) {
    return filled(count, 0);
  }

  private static FloatTensor filled(int count, float value) {
    float[] values = new float[count];
    Arrays.fill(values, value);
    return FloatTensor.adopt(Shape.of(count), values);
  }
}

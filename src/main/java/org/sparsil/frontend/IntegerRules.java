// SPDX-License-Identifier: Apache-2.0
package org.sparsil.frontend;

import java.util.Optional;
import org.sparsil.frontend.Value.Activation;
import org.sparsil.frontend.Value.Quantization;
import org.sparsil.frontend.Value.Reals;
import org.sparsil.frontend.Value.Scale;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.LongTensor;
import org.sparsil.tensor.Shape;

/**
 * Operators that compute with integers. Each becomes the layer on the real numbers that the
 * integers stand for; what it makes stands for integers again.
 */
final class IntegerRules {
  private static final FloatTensor ONE = FloatTensor.vector(1);

  private IntegerRules() {}

  /** ConvInteger: integers, less their zero points, give a sum of 32 bits. */
  static Value conv(NodeImport node) {
    Operand x = operand(node, 0, 2);
    Reals weights = weights(node, 1, ONE, 3, 0);
    FloatTensor bias = FloatTensor.vector(new float[outputs(weights, 0)]);
    return x.sum(ImageRules.conv(node, "", x.real(), weights, bias));
  }

  /** MatMulInteger. */
  static Value matMul(NodeImport node) {
    Operand x = operand(node, 0, 2);
    return x.sum(DenseRules.matMul(node, "", x.real(), weights(node, 1, ONE, 3, 1)));
  }

  /** QLinearConv: the bias has the scales of value and weights multiplied. */
  static Value quantizedConv(NodeImport node) {
    Activation x = dequantized(node, 0);
    FloatTensor scales = scales(node, 4);
    Reals weights = weights(node, 3, scales, 5, 0);
    float[] bias = new float[outputs(weights, 0)];
    if (node.has(8)) {
      LongTensor integers = node.integers(8).tensor();
      if (integers.size() != bias.length) {
        throw node.node()
            .malformed("has %d biases for %d outputs".formatted(integers.size(), bias.length));
      }
      for (int i = 0; i < bias.length; i++) {
        double scale = node.scalar(1) * scales.get(scales.size() == 1 ? 0 : i);
        bias[i] = (float) (scale * integers.get(i));
      }
    }
    Activation sum = ImageRules.conv(node, "_sum", x, weights, FloatTensor.vector(bias));
    return quantized(node, sum, 6);
  }

  /** QLinearMatMul. */
  static Value quantizedMatMul(NodeImport node) {
    Activation x = dequantized(node, 0);
    Reals weights = weights(node, 3, scales(node, 4), 5, 1);
    return quantized(node, DenseRules.matMul(node, "_sum", x, weights), 6);
  }

  /**
   * What is multiplied: {@code real = scale · (integer − zero point)}, where the zero point is the
   * operator's.
   */
  private record Operand(Activation real, double scale) {
    /** What was made of it, as integers of its scale. */
    Activation sum(Activation made) {
      return made.withType(ElementType.INT32, Optional.of(new Quantization(scale, 0)));
    }
  }

  private static Operand operand(NodeImport node, int index, int zeroPointIndex) {
    Activation x = integers(node, index);
    long zeroPoint = node.has(zeroPointIndex) ? (long) node.scalar(zeroPointIndex) : 0;
    float scale = (float) (double) x.quantization().map(Quantization::scale).orElse(1.0);
    return new Operand(
        QuantizationRules.dequantized(
            node, "_centred", x, new Scale(FloatTensor.vector(scale), 0), i -> zeroPoint),
        scale);
  }

  /** By the scale and the zero point that follow among the inputs. */
  private static Activation dequantized(NodeImport node, int index) {
    Activation x = integers(node, index);
    FloatTensor scale = scales(node, index + 1);
    if (scale.size() != 1) {
      throw node.node()
          .unsupported(
              "has %d scales for '%s'".formatted(scale.size(), node.inputName(index)),
              "only weights may have several");
    }
    long zeroPoint = (long) node.scalar(index + 2);
    return QuantizationRules.dequantized(
        node, "_real", x, new Scale(FloatTensor.vector(scale.get(0)), 0), i -> zeroPoint);
  }

  private static Activation integers(NodeImport node, int index) {
    Activation x = node.activation(index);
    if (x.type().isReal() || x.type().bits() > 16) {
      throw node.node().malformed("reads type %s, expected int8 or uint8".formatted(x.type()));
    }
    return x;
  }

  private static Activation quantized(NodeImport node, Activation x, int scaleIndex) {
    FloatTensor scale = scales(node, scaleIndex);
    if (scale.size() != 1) {
      throw node.node()
          .unsupported("makes %d scales".formatted(scale.size()), "only weights may have several");
    }
    int zeroPoint = (int) node.scalar(scaleIndex + 1);
    ElementType type = node.constant(scaleIndex + 1).type();
    if (type.isReal() || type.bits() > 16) {
      throw node.node().malformed("quantizes to type %s".formatted(type));
    }
    return QuantizationRules.quantized(node, x, scale.get(0), zeroPoint, type);
  }

  private static FloatTensor scales(NodeImport node, int index) {
    FloatTensor scales = node.weights(index);
    for (int i = 0; i < scales.size(); i++) {
      if (!(scales.get(i) > 0)) {
        throw node.node().malformed("has scale %s".formatted(scales.get(i)));
      }
    }
    return scales.reshape(Shape.of(scales.size()));
  }

  /** {@code scale · (integer − zero point)}; scales and zero points: one, or one per output. */
  private static Reals weights(
      NodeImport node, int index, FloatTensor scales, int zeroPointIndex, int axis) {
    LongTensor integers = node.integers(index).tensor();
    Shape shape = integers.shape();
    LongTensor zeroPoints =
        node.has(zeroPointIndex) ? node.integers(zeroPointIndex).tensor() : LongTensor.vector(0);
    if (shape.rank() <= axis && (scales.size() > 1 || zeroPoints.size() > 1)) {
      throw node.node().malformed("has weights of shape %s".formatted(shape));
    }
    int outputs = shape.rank() <= axis ? 1 : shape.extent(axis);
    for (int count : new int[] {scales.size(), zeroPoints.size()}) {
      if (count != 1 && count != outputs) {
        throw node.node()
            .malformed("has %d scales or zero points for %d outputs".formatted(count, outputs));
      }
    }
    int stride = shape.rank() <= axis ? 1 : ConstantLayout.stride(shape, axis);
    node.newShape(shape.extents());
    float[] values = new float[shape.size()];
    for (int i = 0; i < values.length; i++) {
      int output = i / stride % outputs;
      long integer = integers.get(i) - zeroPoints.get(zeroPoints.size() == 1 ? 0 : output);
      values[i] = integer * scales.get(scales.size() == 1 ? 0 : output);
    }
    return new Reals(
        ElementType.FLOAT,
        FloatTensor.adopt(shape, values),
        Optional.of(new Scale(scales, scales.size() == 1 ? 0 : axis)));
  }

  private static int outputs(Reals weights, int axis) {
    return weights.shape().rank() <= axis ? 0 : weights.shape().extent(axis);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.frontend;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntUnaryOperator;
import java.util.function.LongBinaryOperator;
import org.sparsil.frontend.Value.Constant;
import org.sparsil.frontend.Value.Integers;
import org.sparsil.frontend.Value.Reals;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.LongTensor;
import org.sparsil.tensor.Shape;

/**
 * Arithmetic on constants, with broadcasting. One operation in double precision, rounded to single,
 * is what single precision gives.
 */
final class ConstantArithmetic {
  private ConstantArithmetic() {}

  static Constant add(NodeImport node) {
    return combine(node, Double::sum, Long::sum);
  }

  static Constant subtract(NodeImport node) {
    return combine(node, (a, b) -> a - b, (a, b) -> a - b);
  }

  static Constant multiply(NodeImport node) {
    return combine(node, (a, b) -> a * b, (a, b) -> a * b);
  }

  static Constant divide(NodeImport node) {
    return combine(
        node,
        (a, b) -> a / b,
        (a, b) -> {
          if (b == 0) {
            throw node.node().malformed("divides the integer %d by 0".formatted(a));
          }
          return a / b;
        });
  }

  static Constant negate(NodeImport node) {
    if (node.constant(0) instanceof Integers integers) {
      long[] values = new long[integers.tensor().size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = integers.type().wrap(-integers.tensor().get(i));
      }
      return new Integers(integers.type(), LongTensor.adopt(integers.shape(), values));
    }
    return map(node, x -> -x);
  }

  static Constant squareRoot(NodeImport node) {
    return map(node, Math::sqrt);
  }

  static Constant cast(NodeImport node) {
    Constant from = node.constant(0);
    ElementType type = ElementType.of((int) node.node().integer("to", 0), node.node().place());
    Shape shape = node.newShape(from.shape().extents());
    return type.isReal() ? toReals(from, type, shape) : toIntegers(node, from, type, shape);
  }

  private static Constant toReals(Constant from, ElementType type, Shape shape) {
    if (from.type() == type) {
      return from;
    }
    float[] values = new float[shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = HalfPrecision.round((float) from.real(i), type);
    }
    return new Reals(type, FloatTensor.adopt(shape, values), Optional.empty());
  }

  private static Constant toIntegers(
      NodeImport node, Constant from, ElementType type, Shape shape) {
    long[] values = new long[shape.size()];
    for (int i = 0; i < values.length; i++) {
      double real = from.real(i);
      if (from instanceof Integers integers) {
        values[i] = type.wrap(integers.tensor().get(i));
      } else if (type == ElementType.BOOL) {
        values[i] = real != 0 ? 1 : 0;
      } else if (Math.abs(real) < 0x1p63) {
        values[i] = type.wrap((long) real);
      } else {
        throw node.node().malformed("converts %s to %s".formatted(real, type));
      }
    }
    return new Integers(type, LongTensor.adopt(shape, values));
  }

  /** The constant as real numbers. */
  static Reals reals(Constant constant) {
    if (constant instanceof Reals reals) {
      return reals;
    }
    float[] values = new float[constant.shape().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) constant.real(i);
    }
    return Reals.of(FloatTensor.adopt(constant.shape(), values));
  }

  /** Applies a function to every element of the node's first input. */
  static Reals map(NodeImport node, DoubleUnaryOperator function) {
    Constant from = node.constant(0);
    float[] values = new float[node.newShape(from.shape().extents()).size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) function.applyAsDouble(from.real(i));
    }
    return new Reals(from.type(), FloatTensor.adopt(from.shape(), values), Optional.empty());
  }

  private static Constant combine(
      NodeImport node, DoubleBinaryOperator onReals, LongBinaryOperator onIntegers) {
    Constant a = node.constant(0);
    Constant b = node.constant(1);
    Shape shape = node.newShape(broadcast(node, a.shape(), b.shape()));
    IntUnaryOperator fromA = broadcastSource(a.shape(), shape);
    IntUnaryOperator fromB = broadcastSource(b.shape(), shape);
    if (a instanceof Integers left && b instanceof Integers right) {
      long[] values = new long[shape.size()];
      for (int i = 0; i < values.length; i++) {
        long x = left.tensor().get(fromA.applyAsInt(i));
        long y = right.tensor().get(fromB.applyAsInt(i));
        values[i] = a.type().wrap(onIntegers.applyAsLong(x, y));
      }
      return new Integers(a.type(), LongTensor.adopt(shape, values));
    }
    float[] values = new float[shape.size()];
    for (int i = 0; i < values.length; i++) {
      double x = a.real(fromA.applyAsInt(i));
      double y = b.real(fromB.applyAsInt(i));
      values[i] = (float) onReals.applyAsDouble(x, y);
    }
    return new Reals(
        a.type().isReal() ? a.type() : b.type(),
        FloatTensor.adopt(shape, values),
        Optional.empty());
  }

  /** The shape that two shapes broadcast to. */
  static List<Integer> broadcast(NodeImport node, Shape a, Shape b) {
    List<Integer> extents = new ArrayList<>();
    for (int back = 1; back <= Math.max(a.rank(), b.rank()); back++) {
      int x = back <= a.rank() ? a.extent(a.rank() - back) : 1;
      int y = back <= b.rank() ? b.extent(b.rank() - back) : 1;
      if (x != y && x != 1 && y != 1) {
        throw node.node().malformed("has inputs of shapes %s and %s".formatted(a, b));
      }
      extents.add(x == 1 ? y : x);
    }
    Collections.reverse(extents);
    return extents;
  }

  /** Where an element of the wider shape comes from. */
  static IntUnaryOperator broadcastSource(Shape narrow, Shape wide) {
    if (narrow.equals(wide)) {
      return position -> position;
    }
    if (narrow.size() == 1) {
      return position -> 0;
    }
    return position -> {
      int source = 0;
      int stride = 1;
      int rest = position;
      for (int back = 1; back <= narrow.rank(); back++) {
        int extent = narrow.extent(narrow.rank() - back);
        int wideExtent = wide.extent(wide.rank() - back);
        source += extent == 1 ? 0 : rest % wideExtent * stride;
        stride *= extent;
        rest /= wideExtent;
      }
      return source;
    };
  }
}

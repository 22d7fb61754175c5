// SPDX-License-Identifier: Apache-2.0
package org.sparsil.frontend;

import java.util.List;
import java.util.Optional;
import org.sparsil.frontend.Value.Constant;
import org.sparsil.frontend.Value.Integers;
import org.sparsil.frontend.Value.Reals;
import org.sparsil.proto.TensorProto;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.LongTensor;
import org.sparsil.tensor.Shape;

/** Operators that make constants out of attributes and shapes. */
final class ConstantRules {
  private ConstantRules() {}

  static Constant constant(NodeImport importing) {
    Node node = importing.node();
    Optional<TensorProto> tensor = node.tensor("value");
    if (tensor.isPresent()) {
      return importing.decoder().decode(tensor.get(), node.place() + ": attribute 'value'");
    }
    if (node.has("value_float")) {
      return Reals.of(FloatTensor.of(Shape.of(), (float) node.real("value_float", 0)));
    }
    if (node.has("value_int")) {
      return integers(Shape.of(), node.integer("value_int", 0));
    }
    Optional<List<Float>> reals = node.reals("value_floats");
    if (reals.isPresent()) {
      float[] values = new float[reals.get().size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = reals.get().get(i);
      }
      return Reals.of(FloatTensor.vector(values));
    }
    return vector(
        node.integers("value_ints")
            .orElseThrow(
                () ->
                    node.unsupported(
                        "has no numbers", "sparse and text constants are not supported")));
  }

  static Constant constantOfShape(NodeImport node) {
    Shape shape = node.shape(node.integers(0).toList());
    node.newShape(shape.extents());
    Constant value =
        node.node()
            .tensor("value")
            .map(tensor -> node.decoder().decode(tensor, node.node().place()))
            .orElseGet(() -> Reals.of(FloatTensor.vector(0)));
    if (value.shape().size() != 1) {
      throw node.node().malformed("has a value of shape %s".formatted(value.shape()));
    }
    return value.select(shape, position -> 0);
  }

  /** The batch axis counts with its fixed extent, or 1. */
  static Constant shape(NodeImport node) {
    List<Long> extents = NodeImport.longs(node.input(0).shape().extents());
    int start = bound(node.node().integer("start", 0), extents.size());
    int end = bound(node.node().integer("end", extents.size()), extents.size());
    return vector(extents.subList(start, Math.max(start, end)));
  }

  private static int bound(long position, int rank) {
    long fromStart = position < 0 ? position + rank : position;
    return (int) Math.max(0, Math.min(rank, fromStart));
  }

  static Constant size(NodeImport node) {
    return integers(Shape.of(), node.input(0).shape().size());
  }

  private static Constant vector(List<Long> values) {
    return integers(Shape.of(values.size()), values.stream().mapToLong(Long::longValue).toArray());
  }

  private static Constant integers(Shape shape, long... values) {
    return new Integers(ElementType.INT64, LongTensor.of(shape, values));
  }
}

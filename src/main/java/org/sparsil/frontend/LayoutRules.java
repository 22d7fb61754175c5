// SPDX-License-Identifier: Apache-2.0
package org.sparsil.frontend;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sparsil.frontend.Value.Activation;
import org.sparsil.frontend.Value.Constant;
import org.sparsil.graph.Layer;
import org.sparsil.tensor.Shape;

/** Operators that change axes and leave the elements: of the network's values and of constants. */
final class LayoutRules {
  private LayoutRules() {}

  /** In the wanted shape, 0 copies the extent at its place, and −1 takes what is left. */
  static Value reshape(NodeImport node) {
    Shape from = node.input(0).shape();
    List<Long> wanted = new ArrayList<>(node.integers(1).toList());
    boolean zeroIsZero = node.node().flag("allowzero", false);
    int free = -1;
    for (int axis = 0; axis < wanted.size(); axis++) {
      if (wanted.get(axis) == 0 && !zeroIsZero && axis < from.rank()) {
        wanted.set(axis, (long) from.extent(axis));
      } else if (wanted.get(axis) == -1 && free < 0) {
        free = axis;
        wanted.set(axis, 1L);
      }
    }
    int others = node.shape(wanted).size();
    if (free >= 0 && others > 0) {
      wanted.set(free, (long) from.size() / others);
    }
    return relayout(node, wanted);
  }

  static Value flatten(NodeImport node) {
    Shape from = node.input(0).shape();
    long given = node.node().integer("axis", 1);
    int axis = given == from.rank() ? from.rank() : node.axis(given, from.rank());
    long rows = 1;
    for (int extent : from.extents().subList(0, axis)) {
      rows *= extent;
    }
    long columns = 1;
    for (int extent : from.extents().subList(axis, from.rank())) {
      columns *= extent;
    }
    return relayout(node, List.of(rows, columns));
  }

  /** Axes are an attribute before version 13 of the operators, an input since. */
  private static Optional<List<Long>> axes(NodeImport node) {
    return node.has(1) ? Optional.of(node.integers(1).toList()) : node.node().integers("axes");
  }

  static Value squeeze(NodeImport node) {
    Shape from = node.input(0).shape();
    Optional<List<Long>> axes = axes(node);
    Set<Integer> dropped = new HashSet<>();
    for (long axis : axes.orElse(List.of())) {
      dropped.add(node.axis(axis, from.rank()));
    }
    List<Long> extents = new ArrayList<>();
    for (int axis = 0; axis < from.rank(); axis++) {
      int extent = from.extent(axis);
      boolean drop = axes.isPresent() ? dropped.contains(axis) : extent == 1;
      if (drop && extent != 1) {
        throw node.node().malformed("drops axis %d of shape %s".formatted(axis, from));
      }
      if (!drop) {
        extents.add((long) extent);
      }
    }
    return relayout(node, extents);
  }

  static Value unsqueeze(NodeImport node) {
    Shape from = node.input(0).shape();
    List<Long> axes = axes(node).orElse(List.of());
    int rank = from.rank() + axes.size();
    Set<Integer> inserted = new HashSet<>();
    for (long axis : axes) {
      if (!inserted.add(node.axis(axis, rank))) {
        throw node.node().malformed("inserts axis %d twice".formatted(axis));
      }
    }
    List<Long> rest = NodeImport.longs(from.extents());
    List<Long> extents = new ArrayList<>();
    for (int axis = 0; axis < rank; axis++) {
      extents.add(inserted.contains(axis) ? 1L : rest.remove(0));
    }
    return relayout(node, extents);
  }

  private static Value relayout(NodeImport node, List<Long> extents) {
    Value from = node.input(0);
    Shape shape = node.shape(extents);
    if (shape.size() != from.shape().size()) {
      throw node.node().malformed("makes shape %s of shape %s".formatted(shape, from.shape()));
    }
    return from instanceof Constant constant
        ? constant.reshape(shape)
        : relayout(node, "", node.activation(0), shape);
  }

  /** The batch axis stays in front, or (if it is 1) becomes an axis like others. */
  private static Activation relayout(NodeImport node, String suffix, Activation x, Shape shape) {
    if (x.batch().isEmpty()) {
      return reshapeFrame(node, suffix, x, shape);
    }
    int batch = x.batch().get();
    if (shape.rank() > 0 && shape.extent(0) == batch && batch > 0) {
      Shape frame = new Shape(shape.extents().subList(1, shape.rank()));
      return reshapeFrame(node, suffix, x, frame);
    }
    if (batch == 1) {
      return reshapeFrame(node, suffix, x.withBatch(Optional.empty()), shape);
    }
    throw mixesFrames(node, x);
  }

  /** The batch axis, which has to be 1, becomes an axis like others. */
  static Activation withoutBatch(NodeImport node, String suffix, Activation x) {
    if (x.batch().isEmpty()) {
      return x;
    }
    if (x.batch().get() != 1) {
      throw mixesFrames(node, x);
    }
    return reshapeFrame(node, suffix, x.withBatch(Optional.empty()), x.shape());
  }

  private static Activation reshapeFrame(
      NodeImport node, String suffix, Activation x, Shape frame) {
    if (frame.equals(x.frame())) {
      return x;
    }
    return node.emit(x, suffix, (name, in) -> new Layer.Reshape(name, in, frame))
        .withType(x.type(), x.quantization());
  }

  static Value transpose(NodeImport node) {
    Activation x = node.activation(0);
    return transpose(node, "", x, permutation(node, x.rank()));
  }

  /** Output axis {@code a} is input axis {@code order[a]}, the batch axis counted. */
  static Activation transpose(NodeImport node, String suffix, Activation x, List<Integer> order) {
    if (onlyMovesOnes(x.shape(), order)) {
      Shape shape = new Shape(order.stream().map(x.shape()::extent).toList());
      return relayout(node, suffix, x, shape);
    }
    boolean batched = x.batch().isPresent();
    if (batched && order.get(0) != 0) {
      return transpose(node, suffix, withoutBatch(node, suffix + "_frame", x), order);
    }
    List<Integer> frameOrder =
        batched ? order.stream().skip(1).map(axis -> axis - 1).toList() : order;
    return node.emit(x, suffix, (name, in) -> new Layer.Transpose(name, in, frameOrder))
        .withType(x.type(), x.quantization());
  }

  /** Then the elements stay in their order. */
  private static boolean onlyMovesOnes(Shape shape, List<Integer> order) {
    List<Integer> moved = order.stream().filter(axis -> shape.extent(axis) != 1).toList();
    return moved.equals(moved.stream().sorted().toList());
  }

  /** The attribute {@code perm}, checked; without it, the axes in reverse. */
  static List<Integer> permutation(NodeImport node, int rank) {
    List<Integer> order = new ArrayList<>();
    for (int axis = rank - 1; axis >= 0; axis--) {
      order.add(axis);
    }
    Optional<List<Long>> given = node.node().integers("perm");
    if (given.isEmpty()) {
      return order;
    }
    Collections.reverse(order);
    if (!given.get().stream().sorted().toList().equals(NodeImport.longs(order))) {
      throw node.node().malformed("orders %d axes as %s".formatted(rank, given.get()));
    }
    return given.get().stream().map(Math::toIntExact).toList();
  }

  private static RuntimeException mixesFrames(NodeImport node, Activation x) {
    return node.node()
        .unsupported(
            "mixes the %d frames of a batch".formatted(x.batch().orElse(1)),
            "export the model with a batch size of 1 or with a symbolic batch axis");
  }
}

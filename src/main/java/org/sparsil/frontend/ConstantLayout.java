// SPDX-License-Identifier: Apache-2.0
package org.sparsil.frontend;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.sparsil.frontend.Value.Constant;
import org.sparsil.frontend.Value.Integers;
import org.sparsil.frontend.Value.Reals;
import org.sparsil.frontend.Value.Scale;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.LongTensor;
import org.sparsil.tensor.Shape;

/** Operators that pick and order elements of constants. */
final class ConstantLayout {
  private ConstantLayout() {}

  static Constant transpose(NodeImport node) {
    Constant from = node.constant(0);
    List<Integer> order = LayoutRules.permutation(node, from.shape().rank());
    node.newShape(from.shape().extents());
    return transpose(from, order);
  }

  /** Output axis {@code a} is input axis {@code order[a]}; a scale follows its axis. */
  static Constant transpose(Constant from, List<Integer> order) {
    Shape shape = new Shape(order.stream().map(from.shape()::extent).toList());
    int[] strides = order.stream().mapToInt(axis -> stride(from.shape(), axis)).toArray();
    Constant turned = from.select(shape, sources(shape, strides, 0));
    if (turned instanceof Reals reals && from instanceof Reals source) {
      Optional<Scale> scale =
          source.scale().map(s -> new Scale(s.values(), Math.max(0, order.indexOf(s.axis()))));
      return new Reals(reals.type(), reals.tensor(), scale);
    }
    return turned;
  }

  /** {@code output[a…, i…, b…] = data[a…, indices[i…], b…]}. */
  static Constant gather(NodeImport node) {
    Constant data = node.constant(0);
    LongTensor indices = node.integers(1).tensor();
    int axis = node.axis(node.node().integer("axis", 0), data.shape().rank());
    int extent = data.shape().extent(axis);
    for (int i = 0; i < indices.size(); i++) {
      if (indices.get(i) < -extent || indices.get(i) >= extent) {
        throw node.node()
            .malformed("has index %d, the axis has %d".formatted(indices.get(i), extent));
      }
    }
    List<Integer> extents = new ArrayList<>(data.shape().extents().subList(0, axis));
    extents.addAll(indices.shape().extents());
    extents.addAll(data.shape().extents().subList(axis + 1, data.shape().rank()));
    int inner = stride(data.shape(), axis);
    int count = Math.max(1, indices.size());
    return data.select(
        node.newShape(extents),
        position -> {
          int index = (int) indices.get(position / inner % count);
          int outer = position / inner / count;
          return (outer * extent + (index < 0 ? index + extent : index)) * inner + position % inner;
        });
  }

  static Constant slice(NodeImport node) {
    Constant data = node.constant(0);
    Shape shape = data.shape();
    int rank = shape.rank();
    List<Long> starts = node.integers(1).toList();
    List<Long> ends = node.integers(2).toList();
    List<Long> axes = node.has(3) ? node.integers(3).toList() : upTo(starts.size());
    List<Long> steps =
        node.has(4) ? node.integers(4).toList() : Collections.nCopies(starts.size(), 1L);
    if (ends.size() != starts.size()
        || axes.size() != starts.size()
        || steps.size() != starts.size()) {
      throw node.node().malformed("has starts, ends, axes and steps of different lengths");
    }
    List<Integer> extents = new ArrayList<>(shape.extents());
    int[] strides = new int[rank];
    for (int axis = 0; axis < rank; axis++) {
      strides[axis] = stride(shape, axis);
    }
    int base = 0;
    for (int i = 0; i < axes.size(); i++) {
      int axis = node.axis(axes.get(i), rank);
      long extent = shape.extent(axis);
      long step = Math.max(-extent - 1, Math.min(extent + 1, steps.get(i)));
      if (step == 0) {
        throw node.node().malformed("has a step of 0");
      }
      long start = bound(starts.get(i), extent, step > 0 ? 0 : -1);
      long end = bound(ends.get(i), extent, step > 0 ? 0 : -1);
      start = Math.min(start, step > 0 ? extent : extent - 1);
      long count = step > 0 ? (end - start + step - 1) / step : (start - end - step - 1) / -step;
      extents.set(axis, (int) Math.max(0, count));
      base += (int) (count > 0 ? start * stride(shape, axis) : 0);
      strides[axis] = (int) (step * stride(shape, axis));
    }
    Shape made = node.newShape(extents);
    return data.select(made, sources(made, strides, base));
  }

  private static long bound(long position, long extent, long least) {
    long fromStart = position < 0 ? position + extent : position;
    return Math.max(least, Math.min(extent, fromStart));
  }

  private static List<Long> upTo(int count) {
    List<Long> numbers = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      numbers.add(i);
    }
    return numbers;
  }

  static Constant expand(NodeImport node) {
    Constant data = node.constant(0);
    Shape wanted = node.shape(node.integers(1).toList());
    Shape shape = node.newShape(ConstantArithmetic.broadcast(node, data.shape(), wanted));
    return data.select(shape, ConstantArithmetic.broadcastSource(data.shape(), shape));
  }

  static Constant concatenate(NodeImport node) {
    Constant first = node.constant(0);
    int axis = node.axis(node.node().integer("axis", 0), first.shape().rank());
    long total = 0;
    for (int i = 0; i < node.inputs().size(); i++) {
      Shape shape = node.constant(i).shape();
      if (shape.rank() != first.shape().rank()
          || !without(shape, axis).equals(without(first.shape(), axis))
          || node.constant(i).type() != first.type()) {
        throw node.node().malformed("joins shapes %s and %s".formatted(first.shape(), shape));
      }
      total += shape.extent(axis);
    }
    List<Long> extents = NodeImport.longs(first.shape().extents());
    extents.set(axis, total);
    Shape shape = node.newShape(node.shape(extents).extents());
    return first instanceof Integers
        ? concatenateIntegers(node, first.type(), shape, axis)
        : concatenateReals(node, first.type(), shape, axis);
  }

  private static Constant concatenateIntegers(
      NodeImport node, ElementType type, Shape shape, int axis) {
    long[] values = new long[shape.size()];
    int row = stride(shape, axis) * shape.extent(axis);
    int at = 0;
    for (int i = 0; i < node.inputs().size(); i++) {
      LongTensor part = node.integers(i).tensor();
      int block = stride(part.shape(), axis) * part.shape().extent(axis);
      for (int from = 0; from < part.size(); from += block) {
        part.copyTo(from, values, at + from / block * row, block);
      }
      at += block;
    }
    return new Integers(type, LongTensor.adopt(shape, values));
  }

  private static Constant concatenateReals(
      NodeImport node, ElementType type, Shape shape, int axis) {
    float[] values = new float[shape.size()];
    int row = stride(shape, axis) * shape.extent(axis);
    int at = 0;
    for (int i = 0; i < node.inputs().size(); i++) {
      FloatTensor part = ConstantArithmetic.reals(node.constant(i)).tensor();
      int block = stride(part.shape(), axis) * part.shape().extent(axis);
      for (int from = 0; from < part.size(); from += block) {
        part.copyTo(from, values, at + from / block * row, block);
      }
      at += block;
    }
    return new Reals(type, FloatTensor.adopt(shape, values), Optional.empty());
  }

  private static List<Integer> without(Shape shape, int axis) {
    List<Integer> extents = new ArrayList<>(shape.extents());
    extents.remove(axis);
    return extents;
  }

  /** The distance between neighbours along an axis. */
  static int stride(Shape shape, int axis) {
    int stride = 1;
    for (int inner = axis + 1; inner < shape.rank(); inner++) {
      stride *= shape.extent(inner);
    }
    return stride;
  }

  private static IntUnaryOperator sources(Shape made, int[] strides, int base) {
    return position -> {
      int source = base;
      int rest = position;
      for (int axis = made.rank() - 1; axis >= 0; axis--) {
        source += rest % made.extent(axis) * strides[axis];
        rest /= made.extent(axis);
      }
      return source;
    };
  }
}

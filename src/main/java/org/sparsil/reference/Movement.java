// SPDX-License-Identifier: Apache-2.0
package org.sparsil.reference;

import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;
import org.sparsil.graph.Concat;
import org.sparsil.graph.DepthToSpace;
import org.sparsil.graph.Pad;
import org.sparsil.graph.Resize;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.Shape;

/** What layers do that move elements and compute nothing. */
final class Movement {
  private Movement() {}

  static LayerFunction.Operation concat(Concat layer, List<Shape> read, Shape made) {
    int row = LayerFunction.stride(made, layer.axis()) * made.extent(layer.axis());
    return values -> {
      float[] y = new float[made.size()];
      int at = 0;
      for (int i = 0; i < values.size(); i++) {
        Shape shape = read.get(i);
        int block = LayerFunction.stride(shape, layer.axis()) * shape.extent(layer.axis());
        for (int from = 0; from < shape.size(); from += block) {
          values.get(i).copyTo(from, y, at + from / block * row, block);
        }
        at += block;
      }
      return FloatTensor.adopt(made, y);
    };
  }

  static UnaryOperator<FloatTensor> pad(Pad layer, Shape read, Shape made) {
    IntUnaryOperator source =
        position -> {
          int from = 0;
          int rest = position;
          for (int axis = made.rank() - 1; axis >= 0; axis--) {
            int index = rest % made.extent(axis) - layer.before().get(axis);
            if (index < 0 || index >= read.extent(axis)) {
              return -1;
            }
            from += index * LayerFunction.stride(read, axis);
            rest /= made.extent(axis);
          }
          return from;
        };
    return select(made, source, layer.value());
  }

  static UnaryOperator<FloatTensor> resize(Resize layer, Shape read, Shape made) {
    int columns = made.extent(2);
    int rows = made.extent(1);
    return select(
        made,
        position -> {
          int channel = position / columns / rows;
          int row = position / columns % rows / layer.rowFactor();
          int column = position % columns / layer.columnFactor();
          return (channel * read.extent(1) + row) * read.extent(2) + column;
        },
        0);
  }

  static UnaryOperator<FloatTensor> depthToSpace(DepthToSpace layer, Shape read, Shape made) {
    int block = layer.block();
    int outputs = made.extent(0);
    int rows = made.extent(1);
    int columns = made.extent(2);
    return select(
        made,
        position -> {
          int row = position / columns % rows;
          int column = position % columns;
          int output = position / columns / rows;
          int channel = layer.channel(outputs, output, row % block, column % block);
          return (channel * read.extent(1) + row / block) * read.extent(2) + column / block;
        },
        0);
  }

  /** Each element from where {@code source} says; the constant where it says −1. */
  private static UnaryOperator<FloatTensor> select(
      Shape made, IntUnaryOperator source, float constant) {
    int[] sources = new int[made.size()];
    for (int position = 0; position < sources.length; position++) {
      sources[position] = source.applyAsInt(position);
    }
    return x -> {
      float[] y = new float[sources.length];
      for (int position = 0; position < y.length; position++) {
        y[position] = sources[position] < 0 ? constant : x.get(sources[position]);
      }
      return FloatTensor.adopt(made, y);
    };
  }
}

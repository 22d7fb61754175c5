// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress;

import java.util.List;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.IntTensor;
import org.sparsil.tensor.Shape;

/**
 * Where the elements of a tensor are in its stream.
 *
 * @param positions for each row-major position of the tensor, the position in the stream
 */
record ElementOrder(IntTensor positions) {

  /** Row-major, nothing moved. */
  static ElementOrder kept(int size) {
    int[] positions = new int[size];
    for (int i = 0; i < size; i++) {
      positions[i] = i;
    }
    return new ElementOrder(IntTensor.vector(positions));
  }

  /** An image {@code [channels, rows, columns]} pixel by pixel, channels innermost. */
  static ElementOrder raster(Shape image) {
    int channels = image.extent(0);
    int pixels = image.extent(1) * image.extent(2);
    int[] positions = new int[image.size()];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = i % pixels * channels + i / pixels;
    }
    return new ElementOrder(IntTensor.vector(positions));
  }

  /**
   * The order of tensors joined along an axis when their streams are joined pixel by pixel.
   *
   * @param channels how many elements of each stream make a pixel; all have as many pixels
   * @param shapes of the tensors
   */
  static ElementOrder joined(
      List<ElementOrder> orders, List<Integer> channels, List<Shape> shapes, int axis) {
    int all = channels.stream().mapToInt(Integer::intValue).sum();
    int row = 0;
    int size = 0;
    for (Shape shape : shapes) {
      row += strides(shape)[axis] * shape.extent(axis);
      size += shape.size();
    }
    int[] positions = new int[size];
    int at = 0;
    int channel = 0;
    for (int part = 0; part < orders.size(); part++) {
      IntTensor order = orders.get(part).positions();
      int block = strides(shapes.get(part))[axis] * shapes.get(part).extent(axis);
      for (int i = 0; i < order.size(); i++) {
        int pixel = order.get(i) / channels.get(part);
        positions[at + i / block * row + i % block] =
            pixel * all + channel + order.get(i) % channels.get(part);
      }
      at += block;
      channel += channels.get(part);
    }
    return new ElementOrder(IntTensor.vector(positions));
  }

  boolean isKept() {
    for (int i = 0; i < positions.size(); i++) {
      if (positions.get(i) != i) {
        return false;
      }
    }
    return true;
  }

  /** The order of the transposed tensor in the same vector. */
  ElementOrder transposed(Shape shape, List<Integer> permutation) {
    int rank = shape.rank();
    int[] strides = strides(shape);
    int[] index = new int[rank];
    int[] moved = new int[positions.size()];
    for (int i = 0; i < moved.length; i++) {
      int source = 0;
      for (int axis = 0; axis < rank; axis++) {
        source += index[axis] * strides[permutation.get(axis)];
      }
      moved[i] = positions.get(source);
      int axis = rank - 1;
      while (axis >= 0 && ++index[axis] == shape.extent(permutation.get(axis))) {
        index[axis--] = 0;
      }
    }
    return new ElementOrder(IntTensor.vector(moved));
  }

  /** A value per index along an axis, spread to one per element of the vector; one value stays. */
  FloatTensor spread(FloatTensor values, Shape shape, int axis) {
    if (values.size() == 1) {
      return values.reshape(Shape.of(1));
    }
    int stride = strides(shape)[axis];
    float[] spread = new float[positions.size()];
    for (int i = 0; i < spread.length; i++) {
      spread[positions.get(i)] = values.get(i / stride % shape.extent(axis));
    }
    return FloatTensor.vector(spread);
  }

  /** The columns of a matrix, written for the tensor, put in the vector's order. */
  FloatTensor permuteColumns(FloatTensor matrix) {
    if (isKept()) {
      return matrix;
    }
    int columns = positions.size();
    float[] permuted = new float[matrix.size()];
    for (int i = 0; i < permuted.length; i++) {
      int row = i / columns;
      permuted[row * columns + positions.get(i % columns)] = matrix.get(i);
    }
    return FloatTensor.adopt(matrix.shape(), permuted);
  }

  private static int[] strides(Shape shape) {
    int[] strides = new int[shape.rank()];
    int stride = 1;
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= shape.extent(axis);
    }
    return strides;
  }
}

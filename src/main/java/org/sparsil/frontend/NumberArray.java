// SPDX-License-Identifier: Apache-2.0
package org.sparsil.frontend;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sparsil.diag.Code;
import org.sparsil.diag.UserException;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.IntTensor;
import org.sparsil.tensor.Shape;

/**
 * The numbers of a data file: frames, or labels.
 *
 * @param place for diagnostics
 * @param numbers by row-major position
 */
record NumberArray(String place, Shape shape, Numbers numbers) {
  @FunctionalInterface
  interface Numbers {
    double get(int position);
  }

  /**
   * The frames: either the first axis counts them, or all is one frame. A frame may have another
   * shape than wanted if its elements are in the same order all the same: {@code 28x28} for {@code
   * 784}. An image may have its channels at the other end: {@code 3x32x32} for {@code 32x32x3}, and
   * the other way round.
   */
  List<FloatTensor> frames(Shape wanted) {
    Optional<Shape> ofEach =
        shape.rank() == 0
            ? Optional.empty()
            : Optional.of(new Shape(shape.extents().subList(1, shape.rank())));
    boolean counted = ofEach.filter(each -> fits(each, wanted)).isPresent();
    Shape one = counted ? ofEach.orElseThrow() : shape;
    if (!counted && !fits(shape, wanted)) {
      throw new UserException(
          place,
          Code.DATA_002,
          "data has shape %s, a frame of the network's input has %s".formatted(shape, wanted));
    }
    int count = counted ? shape.extent(0) : 1;
    if (count == 0) {
      throw new UserException(place, Code.DATA_001, "holds no frames: shape %s".formatted(shape));
    }
    MemoryBudget.ofHeap(Code.DATA_001).take(place, (long) shape.size() * Float.BYTES);
    List<FloatTensor> frames = new ArrayList<>(count);
    for (int frame = 0; frame < count; frame++) {
      frames.add(frame(frame, one, wanted));
    }
    return frames;
  }

  private static boolean fits(Shape shape, Shape wanted) {
    return sameOrder(shape, wanted) || channelsFirst(shape, wanted) || channelsFirst(wanted, shape);
  }

  private static boolean sameOrder(Shape shape, Shape wanted) {
    List<Integer> some = withoutOnes(shape);
    List<Integer> other = withoutOnes(wanted);
    return shape.size() == wanted.size()
        && (some.equals(other) || some.size() <= 1 || other.size() <= 1);
  }

  /**
   * Whether both are images of the same size, with the channels first in one, last in the other.
   */
  private static boolean channelsFirst(Shape first, Shape last) {
    return first.rank() == 3
        && last.rank() == 3
        && !first.equals(last)
        && last.equals(Shape.of(first.extent(1), first.extent(2), first.extent(0)));
  }

  private static List<Integer> withoutOnes(Shape shape) {
    return shape.extents().stream().filter(extent -> extent != 1).toList();
  }

  private FloatTensor frame(int frame, Shape stored, Shape wanted) {
    float[] values = new float[wanted.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) numbers.get(frame * values.length + i);
      if (!Float.isFinite(values[i])) {
        throw new UserException(
            place, Code.DATA_001, "element %d of frame %d is %s".formatted(i, frame, values[i]));
      }
    }
    return FloatTensor.adopt(wanted, inOrder(values, stored, wanted));
  }

  private static float[] inOrder(float[] values, Shape stored, Shape wanted) {
    if (channelsFirst(stored, wanted)) {
      return transposed(values, stored.extent(0));
    }
    return channelsFirst(wanted, stored)
        ? transposed(values, values.length / wanted.extent(0))
        : values;
  }

  /** The transpose of a matrix of so many rows. */
  private static float[] transposed(float[] values, int rows) {
    int columns = values.length / rows;
    float[] result = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i % columns * rows + i / columns] = values[i];
    }
    return result;
  }

  /** The numbers as class numbers, one per frame. */
  IntTensor labels() {
    if (shape.rank() == 0 || shape.size() != shape.extent(0)) {
      throw new UserException(
          place, Code.DATA_004, "labels have shape %s, not one per frame".formatted(shape));
    }
    int[] labels = new int[shape.size()];
    for (int i = 0; i < labels.length; i++) {
      double number = numbers.get(i);
      if (number != Math.rint(number) || number < 0 || number > Integer.MAX_VALUE) {
        throw new UserException(
            place, Code.DATA_004, "label %d is %s, not a class number".formatted(i, number));
      }
      labels[i] = (int) number;
    }
    return IntTensor.vector(labels);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.frontend;

import java.util.ArrayList;
import java.util.List;
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
   * 784}, but not {@code 28x28x3} for {@code 3x28x28}.
   */
  List<FloatTensor> frames(Shape wanted) {
    boolean counted =
        shape.rank() > 0 && fits(new Shape(shape.extents().subList(1, shape.rank())), wanted);
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
      frames.add(frame(frame, wanted));
    }
    return frames;
  }

  private static boolean fits(Shape shape, Shape wanted) {
    List<Integer> some = withoutOnes(shape);
    List<Integer> other = withoutOnes(wanted);
    return shape.size() == wanted.size()
        && (some.equals(other) || some.size() <= 1 || other.size() <= 1);
  }

  private static List<Integer> withoutOnes(Shape shape) {
    return shape.extents().stream().filter(extent -> extent != 1).toList();
  }

  private FloatTensor frame(int frame, Shape wanted) {
    float[] values = new float[wanted.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) numbers.get(frame * values.length + i);
      if (!Float.isFinite(values[i])) {
        throw new UserException(
            place, Code.DATA_001, "element %d of frame %d is %s".formatted(i, frame, values[i]));
      }
    }
    return FloatTensor.adopt(wanted, values);
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

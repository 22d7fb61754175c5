// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.sparsil.diag.Code;
import org.sparsil.diag.UserException;
import org.sparsil.tensor.Dataset;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.IntTensor;

/** Some labelled frames of a data set, as the engine wants them. */
final class Batch {
  private final long[] shape;
  private final float[] frames;
  private final int[] labels;

  private Batch(long[] shape, float[] frames, int[] labels) {
    this.shape = shape;
    this.frames = frames;
    this.labels = labels;
  }

  /** The frames numbered {@code order[from]} to {@code order[to − 1]}. */
  static Batch of(Dataset data, int[] order, int from, int to) {
    return of(data, order, from, to, Augmentation.NONE, new Random(0));
  }

  /**
   * The same frames, changed at random.
   *
   * @param augmentation for frames of shape {@code [rows, columns]} or {@code [planes, rows,
   *     columns]}; others stay as they are
   */
  static Batch of(
      Dataset data, int[] order, int from, int to, Augmentation augmentation, Random random) {
    FloatTensor first = data.frames().get(0);
    IntTensor allLabels = data.labels().orElseThrow();
    List<Integer> extents = first.shape().extents();
    int rank = extents.size();
    boolean changes = !augmentation.isNone() && (rank == 2 || rank == 3);
    float[] frames = new float[(to - from) * first.size()];
    int[] labels = new int[to - from];
    for (int i = from; i < to; i++) {
      FloatTensor frame = data.frames().get(order[i]);
      int place = (i - from) * first.size();
      if (changes) {
        augmentation.apply(
            frame.toArray(),
            rank == 3 ? extents.get(0) : 1,
            extents.get(rank - 2),
            extents.get(rank - 1),
            random,
            frames,
            place);
      } else {
        frame.copyTo(0, frames, place, first.size());
      }
      labels[i - from] = allLabels.get(order[i]);
    }
    LongStream longs = extents.stream().mapToLong(Integer::longValue);
    return new Batch(
        LongStream.concat(LongStream.of(labels.length), longs).toArray(), frames, labels);
  }

  int size() {
    return labels.length;
  }

  int label(int frame) {
    return labels[frame];
  }

  /** {@code [frames, …]}. */
  NDArray frames(NDManager memory) {
    return memory.create(frames, new Shape(shape));
  }

  /** {@code [frames, outputs]}: 1 at the label; the label itself if there is only one output. */
  NDArray targets(NDManager memory, int outputs) {
    float[] targets = new float[labels.length * outputs];
    for (int i = 0; i < labels.length; i++) {
      int classes = Math.max(outputs, 2);
      if (labels[i] < 0 || labels[i] >= classes) {
        throw new UserException(
            "labels",
            Code.DATA_004,
            "label %d, but the network tells classes 0 to %d".formatted(labels[i], classes - 1));
      }
      if (outputs == 1) {
        targets[i] = labels[i];
      } else {
        targets[i * outputs + labels[i]] = 1;
      }
    }
    return memory.create(targets, new Shape(labels.length, outputs));
  }
}

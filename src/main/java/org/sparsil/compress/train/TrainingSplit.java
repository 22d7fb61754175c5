// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.sparsil.diag.Code;
import org.sparsil.diag.UserException;
import org.sparsil.tensor.Dataset;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.IntTensor;

/** The labelled frames to learn from, and those that choose the best epoch. */
public record TrainingSplit(Dataset training, Dataset validation) {
  /**
   * Holds frames back, chosen at random.
   *
   * @param all with labels
   * @param validationPercent with 0, all frames do both
   */
  public static TrainingSplit of(Dataset all, double validationPercent, long seed) {
    if (all.size() == 0) {
      throw new UserException("training data", Code.DATA_001, "there are no frames");
    }
    if (all.labels().isEmpty()) {
      throw new UserException("training data", Code.DATA_004, "there are no labels");
    }
    int held = (int) Math.round(all.size() * validationPercent / 100);
    if (held == 0) {
      return new TrainingSplit(all, all);
    }
    List<Integer> order = new ArrayList<>(IntStream.range(0, all.size()).boxed().toList());
    Collections.shuffle(order, new Random(seed));
    return new TrainingSplit(
        chosen(all, order.subList(held, order.size())), chosen(all, order.subList(0, held)));
  }

  private static Dataset chosen(Dataset all, List<Integer> positions) {
    List<FloatTensor> frames = positions.stream().map(i -> all.frames().get(i)).toList();
    int[] labels = positions.stream().mapToInt(i -> all.labels().orElseThrow().get(i)).toArray();
    return new Dataset(frames, Optional.of(IntTensor.vector(labels)));
  }
}

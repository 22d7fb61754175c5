// SPDX-License-Identifier: Apache-2.0
package org.sparsil.graph;

import java.util.Arrays;
import java.util.Optional;
import org.sparsil.tensor.FloatTensor;

/** Finds out whether weights share few values, as those of a codebook network do. */
public final class WeightCodebook {
  /** More distinct values than this are no codebook. */
  public static final int MAX_LEVELS = 256;

  private WeightCodebook() {}

  /**
   * The distinct values of the weights other than 0, rising, if they are at most {@link
   * #MAX_LEVELS} and each is used twice or more on average; by fewer uses nothing is shared.
   */
  public static Optional<FloatTensor> find(FloatTensor weights) {
    return distinct(weights, MAX_LEVELS)
        .filter(levels -> levels.size() > 0 && survivors(weights) >= 2L * levels.size());
  }

  /** The distinct values other than 0, rising, unless they are more than {@code limit}. */
  public static Optional<FloatTensor> distinct(FloatTensor weights, int limit) {
    float[] sorted = new float[Math.min(limit, weights.size())];
    int count = 0;
    for (int i = 0; i < weights.size(); i++) {
      float value = weights.get(i);
      int place = value == 0 ? 0 : Arrays.binarySearch(sorted, 0, count, value);
      if (place < 0) {
        if (count == limit) {
          return Optional.empty();
        }
        int insertion = ~place;
        System.arraycopy(sorted, insertion, sorted, insertion + 1, count - insertion);
        sorted[insertion] = value;
        count++;
      }
    }
    return Optional.of(FloatTensor.vector(Arrays.copyOf(sorted, count)));
  }

  private static long survivors(FloatTensor weights) {
    long count = 0;
    for (int i = 0; i < weights.size(); i++) {
      count += weights.get(i) == 0 ? 0 : 1;
    }
    return count;
  }
}

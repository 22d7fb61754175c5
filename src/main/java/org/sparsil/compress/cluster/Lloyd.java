// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.cluster;

import java.util.Arrays;

/**
 * Lloyd's iteration on sorted values: every value goes to the nearest centre, every centre to the
 * mean of its values, until nothing moves. A centre without values goes to the value that is
 * farthest from its own, one each round; so none is wasted.
 */
final class Lloyd {
  private static final int MOST_ROUNDS = 10_000;

  private Lloyd() {}

  /**
   * The clusters that the iteration ends in.
   *
   * @param start rising
   * @return the position of each cluster's first value, and at the end the number of values
   */
  static int[] run(SortedValues values, double[] start) {
    int[] bounds = bounds(values, start);
    double[] centres = start;
    for (int round = 0; round < MOST_ROUNDS; round++) {
      centres = means(values, centres, bounds);
      int[] next = bounds(values, centres);
      if (Arrays.equals(next, bounds)) {
        break;
      }
      bounds = next;
    }
    return bounds;
  }

  /** The intervals of the values nearest to each centre. */
  static int[] bounds(SortedValues values, double[] centres) {
    int[] bounds = new int[centres.length + 1];
    for (int i = 1; i < centres.length; i++) {
      bounds[i] = values.firstAbove((centres[i - 1] + centres[i]) / 2);
    }
    bounds[centres.length] = values.size();
    return bounds;
  }

  private static double[] means(SortedValues values, double[] centres, int[] bounds) {
    double[] means = centres.clone();
    int empty = -1;
    for (int i = 0; i < means.length; i++) {
      if (bounds[i] < bounds[i + 1]) {
        means[i] = values.mean(bounds[i], bounds[i + 1]);
      } else {
        empty = i;
      }
    }
    if (empty >= 0) {
      means[empty] = farthest(values, means, bounds);
      Arrays.sort(means);
    }
    return means;
  }

  private static double farthest(SortedValues values, double[] means, int[] bounds) {
    double farthest = values.first();
    double distance = -1;
    for (int i = 0; i < means.length; i++) {
      if (bounds[i] < bounds[i + 1]) {
        for (double end : new double[] {values.get(bounds[i]), values.get(bounds[i + 1] - 1)}) {
          if (Math.abs(end - means[i]) > distance) {
            distance = Math.abs(end - means[i]);
            farthest = end;
          }
        }
      }
    }
    return farthest;
  }
}

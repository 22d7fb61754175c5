// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.train;

import java.util.Arrays;

/**
 * K-means of real numbers: Lloyd's iteration from centres evenly spread over the range; a centre
 * that no value is near to moves to the value that is farthest from its own.
 */
final class ScalarClusters {
  private static final int MOST_ROUNDS = 300;

  private ScalarClusters() {}

  /**
   * At most {@code count} distinct centres, ascending. Few distinct values are their own centres.
   */
  static float[] centres(float[] values, int count) {
    float[] sorted = values.clone();
    Arrays.sort(sorted);
    float[] distinct = distinct(sorted);
    if (distinct.length <= count) {
      return distinct;
    }
    float[] centres = new float[count];
    float low = sorted[0];
    float high = sorted[sorted.length - 1];
    for (int i = 0; i < count; i++) {
      centres[i] = low + (high - low) * (i + 0.5f) / count;
    }
    for (int round = 0; round < MOST_ROUNDS; round++) {
      float[] better = improved(sorted, centres);
      if (Arrays.equals(better, centres)) {
        break;
      }
      centres = better;
    }
    return distinct(centres);
  }

  /** The position of the nearest of ascending centres; the lower of two equally near. */
  static int nearest(float[] centres, float value) {
    int after = Arrays.binarySearch(centres, value);
    if (after >= 0) {
      return after;
    }
    after = -after - 1;
    if (after == 0) {
      return 0;
    }
    if (after == centres.length) {
      return centres.length - 1;
    }
    return centres[after] - value < value - centres[after - 1] ? after : after - 1;
  }

  private static float[] improved(float[] sorted, float[] centres) {
    double[] sums = new double[centres.length];
    int[] counts = new int[centres.length];
    float farthest = sorted[0];
    float distance = -1;
    for (float value : sorted) {
      int cluster = nearest(centres, value);
      sums[cluster] += value;
      counts[cluster]++;
      if (Math.abs(value - centres[cluster]) > distance) {
        farthest = value;
        distance = Math.abs(value - centres[cluster]);
      }
    }
    float[] means = centres.clone();
    boolean moved = false;
    for (int i = 0; i < means.length; i++) {
      if (counts[i] > 0) {
        means[i] = (float) (sums[i] / counts[i]);
      } else if (!moved) {
        means[i] = farthest;
        moved = true;
      }
    }
    Arrays.sort(means);
    return means;
  }

  private static float[] distinct(float[] sorted) {
    float[] distinct = new float[sorted.length];
    int count = 0;
    for (float value : sorted) {
      if (count == 0 || value != distinct[count - 1]) {
        distinct[count++] = value;
      }
    }
    return Arrays.copyOf(distinct, count);
  }
}

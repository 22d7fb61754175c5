// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.cluster;

import java.util.Arrays;
import org.sparsil.tensor.FloatTensor;

/**
 * What a clustering found. A value belongs to the nearest centroid, to the lower of two equally
 * near.
 *
 * @param centroids the means of the clusters, strictly rising
 * @param squaredError the squared distances of all values from the mean of their cluster, summed
 * @param optimal whether no clustering into as many has a smaller error (but for rounding in double
 *     precision)
 */
public record Clusters(FloatTensor centroids, double squaredError, boolean optimal) {
  /**
   * Clusters that are intervals of sorted values.
   *
   * @param bounds the position of each cluster's first value, and at the end the number of values
   */
  static Clusters of(SortedValues values, int[] bounds, boolean optimal) {
    float[] centroids = new float[bounds.length - 1];
    double error = 0;
    int count = 0;
    for (int i = 0; i + 1 < bounds.length; i++) {
      if (bounds[i] < bounds[i + 1]) {
        double mean = mean(values, bounds[i], bounds[i + 1]);
        float centroid = (float) mean;
        error += error(values, bounds[i], bounds[i + 1], mean);
        // Two means may be one number in single precision.
        if (count == 0 || centroid > centroids[count - 1]) {
          centroids[count++] = centroid;
        }
      }
    }
    return new Clusters(FloatTensor.vector(Arrays.copyOf(centroids, count)), error, optimal);
  }

  /** One value at a time: the means that prefix sums give are good for the way, not for the end. */
  private static double mean(SortedValues values, int from, int to) {
    double first = values.get(from);
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += values.get(i) - first;
    }
    return first + sum / (to - from);
  }

  private static double error(SortedValues values, int from, int to, double mean) {
    double error = 0;
    for (int i = from; i < to; i++) {
      error += (values.get(i) - mean) * (values.get(i) - mean);
    }
    return error;
  }

  /** The position of the centroid that a value belongs to. */
  public int nearest(float value) {
    int low = 0;
    int high = centroids.size() - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      // Both differences are exact or as good as that in double precision.
      double below = (double) value - centroids.get(middle);
      double above = (double) centroids.get(middle + 1) - value;
      if (below <= above) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}

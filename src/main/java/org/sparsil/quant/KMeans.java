// SPDX-License-Identifier: Apache-2.0
package org.sparsil.quant;

import java.util.Arrays;

/**
 * Lloyd's algorithm for numbers: the values are sorted, so a cluster is an interval and a step
 * costs a binary search per cluster. Starts with centres as dense as the cube root of the values'
 * density, which is where many clusters end up (Panter and Dite, 1951). Deterministic.
 */
final class KMeans {
  private static final int MAX_STEPS = 200;
  private static final int BINS = 1024;

  private final float[] sorted;
  private final double[] sums; // sums[i]: of the first i values

  private KMeans(float[] values) {
    this.sorted = values.clone();
    Arrays.sort(sorted);
    this.sums = new double[sorted.length + 1];
    for (int i = 0; i < sorted.length; i++) {
      sums[i + 1] = sums[i] + sorted[i];
    }
  }

  /**
   * At most {@code clusters} centres, rising, no two equal.
   *
   * @param values at least one
   */
  static double[] centres(float[] values, int clusters) {
    return new KMeans(values).run(clusters);
  }

  private double[] run(int clusters) {
    double[] centres = start(clusters);
    for (int step = 0; step < MAX_STEPS; step++) {
      double[] moved = means(centres);
      if (Arrays.equals(moved, centres)) {
        break;
      }
      centres = moved;
    }
    return centres;
  }

  private double[] start(int clusters) {
    double min = sorted[0];
    double max = sorted[sorted.length - 1];
    double[] density = new double[BINS];
    for (int bin = 0, from = 0; bin < BINS; bin++) {
      int to = bin == BINS - 1 ? sorted.length : firstAtLeast(edge(min, max, bin + 1));
      density[bin] = Math.cbrt(to - from);
      from = to;
    }
    double total = Arrays.stream(density).sum();
    double[] centres = new double[clusters];
    double seen = 0;
    int cluster = 0;
    for (int bin = 0; bin < BINS; bin++) {
      double before = seen;
      seen += density[bin];
      while (cluster < clusters && (cluster + 0.5) * total <= seen * clusters && density[bin] > 0) {
        double within = ((cluster + 0.5) * total / clusters - before) / density[bin];
        centres[cluster++] = edge(min, max, bin + within);
      }
    }
    Arrays.fill(centres, cluster, clusters, max);
    return Arrays.stream(centres).distinct().toArray();
  }

  private static double edge(double min, double max, double bin) {
    return min + (max - min) * bin / BINS;
  }

  /** The means of the values nearest to each centre; centres that have none vanish. */
  private double[] means(double[] centres) {
    double[] means = new double[centres.length];
    int count = 0;
    int from = 0;
    for (int i = 0; i < centres.length; i++) {
      int to =
          i == centres.length - 1 ? sorted.length : firstAtLeast((centres[i] + centres[i + 1]) / 2);
      if (to > from) {
        means[count++] = (sums[to] - sums[from]) / (to - from);
        from = to;
      }
    }
    return Arrays.copyOf(means, count);
  }

  private int firstAtLeast(double bound) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < bound) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}

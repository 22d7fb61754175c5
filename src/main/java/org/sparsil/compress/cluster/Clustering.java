// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.cluster;

/** A way to find the few values that stand for many. */
public sealed interface Clustering permits LloydClustering, OptimalClustering {
  /**
   * Few values for many. As many different values or fewer stand for themselves.
   *
   * @param values finite, in any order
   * @param most at least 1: how many centroids there may be
   */
  default Clusters cluster(float[] values, int most) {
    if (most < 1) {
      throw new IllegalArgumentException(most + " clusters");
    }
    SortedValues sorted = new SortedValues(values.clone());
    return sorted
        .changes(most)
        .map(bounds -> Clusters.of(sorted, bounds, true))
        .orElseGet(() -> cluster(sorted, most));
  }

  /** The same for more than {@code most} different values. */
  Clusters cluster(SortedValues values, int most);
}

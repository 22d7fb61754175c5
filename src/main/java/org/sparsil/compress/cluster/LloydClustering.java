// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.cluster;

import java.util.Random;

/**
 * K-means by Lloyd's iteration: fast, and as good as its start.
 *
 * @param seed of the starts that are random
 */
public record LloydClustering(Initialization initialization, long seed) implements Clustering {
  @Override
  public Clusters cluster(SortedValues values, int most) {
    double[] start = new InitialCentres(values, most).choose(initialization, new Random(seed));
    return Clusters.of(values, Lloyd.run(values, start), false);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.bench;

import java.util.Locale;
import java.util.Random;
import org.sparsil.compress.cluster.Clustering;
import org.sparsil.compress.cluster.Clusters;
import org.sparsil.compress.cluster.Initialization;
import org.sparsil.compress.cluster.LloydClustering;
import org.sparsil.compress.cluster.OptimalClustering;

/** The time to cluster as many weights as AlexNet has, sorting included. */
public final class ClusteringBenchmark {
  private static final int WEIGHTS = 61_000_000;
  private static final int CLUSTERS = 256;
  private static final int GOAL_SECONDS = 30;

  private ClusteringBenchmark() {}

  public static void main(String[] arguments) {
    for (Initialization start : Initialization.values()) {
      measure(start.toString(), new LloydClustering(start, 1));
    }
    measure("OPTIMAL among candidates", new OptimalClustering());
  }

  private static void measure(String what, Clustering clustering) {
    float[] weights = weights();
    long start = System.nanoTime();
    Clusters clusters = clustering.cluster(weights, CLUSTERS);
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "%,d weights, %d clusters, %-25s %6.2f s (goal %d s), squared error %.4f%n",
        WEIGHTS,
        CLUSTERS,
        what,
        seconds,
        GOAL_SECONDS,
        clusters.squaredError());
  }

  private static float[] weights() {
    Random random = new Random(1);
    float[] weights = new float[WEIGHTS];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) (0.02 * random.nextGaussian());
    }
    return weights;
  }
}

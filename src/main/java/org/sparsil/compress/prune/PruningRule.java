// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.prune;

import java.util.Map;
import org.sparsil.graph.Graph;

/**
 * Decides by magnitude which weights go. A weight that is 0 has gone already and stays so.
 *
 * <pre>
 * before  fc1 = dense(x) weights 1x4 [0.1, -0.4, 0.02, 0.3]
 * after   fc1 = dense(x) weights 1x4 [0, -0.4, 0, 0.3]
 * </pre>
 */
public sealed interface PruningRule
    permits PruneByPercentile, PruneByStandardDeviation, PruneToDensity, PruneLayersToDensity {
  /**
   * Weights of a smaller magnitude go.
   *
   * @return by the name of each layer with weights, in execution order
   */
  Map<String, Double> thresholds(Graph graph);

  /** What survives. */
  default SparsityMasks masks(Graph graph) {
    Map<String, Double> thresholds = thresholds(graph);
    return SparsityMasks.of(
        graph,
        (name, weights) -> {
          double threshold = thresholds.getOrDefault(name, 0.0);
          return SparsityMask.of(
              weights.shape(), i -> weights.get(i) != 0 && Math.abs(weights.get(i)) >= threshold);
        });
  }

  /** The network with 0 in place of the weights that go. */
  default Graph apply(Graph graph) {
    return masks(graph).hold(graph);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.prune;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.graph.LayerWeights;

/**
 * Prunes the weights whose magnitude is below a percentile of the magnitudes that are not 0.
 *
 * @param percentile from 0 to 100; 75 prunes three quarters of what is alive
 * @param scope what the percentile is taken over
 */
public record PruneByPercentile(double percentile, Scope scope) implements PruningRule {
  /** What one threshold is for. */
  public enum Scope {
    /** The same share of every layer goes. */
    LAYER,
    /** The same threshold for all, so that the layers of small weights lose most. */
    NETWORK
  }

  public PruneByPercentile {
    if (!(percentile >= 0 && percentile <= 100)) {
      throw new IllegalArgumentException("percentile " + percentile);
    }
  }

  @Override
  public Map<String, Double> thresholds(Graph graph) {
    double common = scope == Scope.NETWORK ? Magnitudes.of(graph).percentile(percentile) : 0;
    Map<String, Double> thresholds = new LinkedHashMap<>();
    for (Layer layer : graph.layers()) {
      LayerWeights.of(layer)
          .ifPresent(
              weights ->
                  thresholds.put(
                      layer.name(),
                      scope == Scope.NETWORK
                          ? common
                          : new Magnitudes(List.of(weights.values())).percentile(percentile)));
    }
    return thresholds;
  }
}

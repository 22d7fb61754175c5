// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.prune;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.graph.LayerWeights;
import org.sparsil.tensor.FloatTensor;

/**
 * Keeps the largest weights of each layer: exactly its share of all (to the nearest whole number),
 * unless more have gone already. Of equal magnitudes the first survive.
 *
 * @param densities from 0 to 1, by layer; layers without one are left alone
 */
public record PruneLayersToDensity(Map<String, Double> densities) implements PruningRule {
  public PruneLayersToDensity {
    densities = Collections.unmodifiableMap(new LinkedHashMap<>(densities));
    densities.forEach(
        (layer, density) -> {
          if (!(density >= 0 && density <= 1)) {
            throw new IllegalArgumentException("layer '%s': density %s".formatted(layer, density));
          }
        });
  }

  /** The magnitude of the smallest survivor of each layer; infinite if none survives. */
  @Override
  public Map<String, Double> thresholds(Graph graph) {
    Map<String, Double> thresholds = new LinkedHashMap<>();
    for (Layer layer : graph.layers()) {
      LayerWeights.of(layer)
          .ifPresent(
              weights -> thresholds.put(layer.name(), threshold(layer.name(), weights.values())));
    }
    return thresholds;
  }

  @Override
  public SparsityMasks masks(Graph graph) {
    Map<String, Double> thresholds = thresholds(graph);
    return SparsityMasks.of(
        graph,
        (name, weights) -> {
          double threshold = thresholds.getOrDefault(name, 0.0);
          long kept = Math.min(kept(name, weights), new Magnitudes(List.of(weights)).count());
          long[] equalsLeft = {
            Double.isInfinite(threshold)
                ? 0
                : kept - new Magnitudes(List.of(weights)).countAbove((float) threshold)
          };
          return SparsityMask.of(
              weights.shape(),
              i -> {
                double magnitude = Math.abs(weights.get(i));
                return magnitude > threshold
                    || (magnitude == threshold && magnitude > 0 && equalsLeft[0]-- > 0);
              });
        });
  }

  private double threshold(String layer, FloatTensor weights) {
    Magnitudes magnitudes = new Magnitudes(List.of(weights));
    long alive = magnitudes.count();
    long kept = Math.min(alive, kept(layer, weights));
    return kept == 0 ? Double.POSITIVE_INFINITY : magnitudes.atRank(alive - kept);
  }

  private long kept(String layer, FloatTensor weights) {
    return Math.round(densities.getOrDefault(layer, 1.0) * weights.size());
  }
}

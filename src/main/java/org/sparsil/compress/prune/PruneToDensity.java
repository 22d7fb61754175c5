// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.prune;

import java.util.LinkedHashMap;
import java.util.Map;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.graph.LayerWeights;

/**
 * Keeps the largest weights of the whole network: exactly {@code density} of all (to the nearest
 * whole number), unless more have gone already. Of equal magnitudes the first survive.
 *
 * @param density from 0 to 1
 */
public record PruneToDensity(double density) implements PruningRule {
  public PruneToDensity {
    if (!(density >= 0 && density <= 1)) {
      throw new IllegalArgumentException("density " + density);
    }
  }

  /** The magnitude of the smallest survivor, for all layers; infinite if none survives. */
  @Override
  public Map<String, Double> thresholds(Graph graph) {
    double threshold = cut(graph).threshold();
    Map<String, Double> thresholds = new LinkedHashMap<>();
    for (Layer layer : graph.layers()) {
      LayerWeights.of(layer).ifPresent(weights -> thresholds.put(layer.name(), threshold));
    }
    return thresholds;
  }

  @Override
  public SparsityMasks masks(Graph graph) {
    Cut cut = cut(graph);
    return SparsityMasks.of(
        graph, (name, weights) -> SparsityMask.of(weights.shape(), i -> cut.keeps(weights.get(i))));
  }

  private Cut cut(Graph graph) {
    long total = 0;
    for (Layer layer : graph.layers()) {
      total += LayerWeights.of(layer).map(weights -> weights.values().size()).orElse(0);
    }
    Magnitudes magnitudes = Magnitudes.of(graph);
    long alive = magnitudes.count();
    long kept = Math.min(alive, Math.round(density * total));
    if (kept == 0) {
      return new Cut(Double.POSITIVE_INFINITY, 0);
    }
    float threshold = magnitudes.atRank(alive - kept);
    return new Cut(threshold, kept - magnitudes.countAbove(threshold));
  }

  /** What survives, decided weight by weight in the network's order. */
  private static final class Cut {
    private final double threshold;
    private long equalsLeft;

    Cut(double threshold, long equalsLeft) {
      this.threshold = threshold;
      this.equalsLeft = equalsLeft;
    }

    double threshold() {
      return threshold;
    }

    boolean keeps(float weight) {
      double magnitude = Math.abs(weight);
      return magnitude > threshold || (magnitude == threshold && equalsLeft-- > 0);
    }
  }
}

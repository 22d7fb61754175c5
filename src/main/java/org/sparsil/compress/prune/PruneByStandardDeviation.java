// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.prune;

import java.util.LinkedHashMap;
import java.util.Map;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.graph.LayerWeights;
import org.sparsil.tensor.FloatTensor;

/**
 * Prunes the weights of each layer whose magnitude is below {@code sensitivity} times the standard
 * deviation of the layer's weights (all of them; those that are 0 count).
 */
public record PruneByStandardDeviation(double sensitivity) implements PruningRule {
  public PruneByStandardDeviation {
    if (!(sensitivity >= 0 && sensitivity < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("sensitivity " + sensitivity);
    }
  }

  @Override
  public Map<String, Double> thresholds(Graph graph) {
    Map<String, Double> thresholds = new LinkedHashMap<>();
    for (Layer layer : graph.layers()) {
      LayerWeights.of(layer)
          .ifPresent(
              weights ->
                  thresholds.put(layer.name(), sensitivity * standardDeviation(weights.values())));
    }
    return thresholds;
  }

  /** Of the population: the mean square of the distances from the mean, and its root. */
  private static double standardDeviation(FloatTensor weights) {
    double sum = 0;
    for (int i = 0; i < weights.size(); i++) {
      sum += weights.get(i);
    }
    double mean = sum / weights.size();
    double squares = 0;
    for (int i = 0; i < weights.size(); i++) {
      squares += (weights.get(i) - mean) * (weights.get(i) - mean);
    }
    return weights.size() == 0 ? 0 : Math.sqrt(squares / weights.size());
  }
}

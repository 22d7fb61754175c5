// SPDX-License-Identifier: Apache-2.0
package org.sparsil.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.sparsil.tensor.FloatTensor;

/**
 * The weights of a layer, whatever its kind: what is pruned, shared and coded. Biases and the
 * constants of arithmetic are none.
 *
 * @param values the outputs along the first axis
 * @param scale given when the values stand for integers
 */
public record LayerWeights(FloatTensor values, Optional<FloatTensor> scale) {
  /** The weights of a layer, if its kind has any. */
  public static Optional<LayerWeights> of(Layer layer) {
    return layer instanceof Layer.Weighted weighted
        ? Optional.of(new LayerWeights(weighted.weights(), weighted.weightScale()))
        : Optional.empty();
  }

  /**
   * The same network with other weights.
   *
   * @param change from the layer's name and weights to weights of the same shape
   */
  public static Graph replace(Graph graph, BiFunction<String, LayerWeights, LayerWeights> change) {
    List<Layer> layers = new ArrayList<>();
    for (Layer layer : graph.layers()) {
      layers.add(layer instanceof Layer.Weighted weighted ? changed(weighted, change) : layer);
    }
    return graph.withLayers(layers, graph.output());
  }

  private static Layer changed(
      Layer.Weighted layer, BiFunction<String, LayerWeights, LayerWeights> change) {
    LayerWeights weights =
        change.apply(layer.name(), new LayerWeights(layer.weights(), layer.weightScale()));
    return layer.withParameters(weights.values(), layer.bias(), weights.scale());
  }

  /** The same weights with other values, standing for integers or not as before. */
  public LayerWeights withValues(FloatTensor newValues) {
    return new LayerWeights(newValues, scale);
  }
}

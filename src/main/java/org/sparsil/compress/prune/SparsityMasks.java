// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.prune;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.graph.LayerWeights;
import org.sparsil.tensor.FloatTensor;

/**
 * What survives of a network's weights.
 *
 * @param layers by the name of each layer with weights, in execution order
 */
public record SparsityMasks(Map<String, SparsityMask> layers) {
  public SparsityMasks {
    layers = Collections.unmodifiableMap(new LinkedHashMap<>(layers));
  }

  /** A mask for each layer with weights, made from its name and its weights. */
  public static SparsityMasks of(Graph graph, BiFunction<String, FloatTensor, SparsityMask> maker) {
    Map<String, SparsityMask> masks = new LinkedHashMap<>();
    for (Layer layer : graph.layers()) {
      LayerWeights.of(layer)
          .ifPresent(
              weights -> masks.put(layer.name(), maker.apply(layer.name(), weights.values())));
    }
    return new SparsityMasks(masks);
  }

  /** Keeps every weight that is not 0. */
  public static SparsityMasks ofNonZero(Graph graph) {
    return of(graph, (name, weights) -> SparsityMask.ofNonZero(weights));
  }

  /**
   * The network with 0 in place of every weight that does not survive; layers without a mask stay.
   */
  public Graph hold(Graph graph) {
    return LayerWeights.replace(
        graph,
        (name, weights) -> {
          SparsityMask mask = layers.get(name);
          return mask == null ? weights : weights.withValues(mask.hold(weights.values()));
        });
  }

  /** How many weights survive. */
  public long survivors() {
    return layers.values().stream().mapToLong(SparsityMask::survivors).sum();
  }
}

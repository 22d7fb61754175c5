// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.cluster;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sparsil.graph.Graph;
import org.sparsil.graph.LayerWeights;
import org.sparsil.tensor.FloatTensor;

/**
 * A network whose weights are shared.
 *
 * @param graph the network with the shared weights in place
 * @param layers by the name of each layer with shared weights, in execution order
 */
public record SharedNetwork(Graph graph, Map<String, SharedWeights> layers) {
  public SharedNetwork {
    layers = Collections.unmodifiableMap(new LinkedHashMap<>(layers));
  }

  /** Puts shared weights in place. */
  static SharedNetwork of(Graph graph, Map<String, SharedWeights> layers) {
    Graph shared =
        LayerWeights.replace(
            graph,
            (name, weights) -> {
              SharedWeights replacement = layers.get(name);
              return replacement == null
                  ? weights
                  : new LayerWeights(
                      replacement.values(),
                      replacement.integers().map(integers -> FloatTensor.vector(integers.scale())));
            });
    return new SharedNetwork(shared, layers);
  }

  /** The shared weights of a layer that has them. */
  public SharedWeights layer(String name) {
    SharedWeights weights = layers.get(name);
    if (weights == null) {
      throw new IllegalArgumentException("no shared layer '" + name + "'");
    }
    return weights;
  }

  /** The same network after a layer's shared values were trained; they stand for no integers. */
  public SharedNetwork withCentroids(String layer, FloatTensor centroids) {
    Map<String, SharedWeights> changed = new LinkedHashMap<>(layers);
    changed.put(layer, layer(layer).withCentroids(centroids));
    return of(graph, changed);
  }
}

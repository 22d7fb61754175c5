// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.cluster;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.graph.LayerWeights;

/**
 * Lets the weights of each layer that are not 0 take few values. They stand for integers no more.
 *
 * <pre>
 * before  fc1 = dense(x) weights 1x5 [0.1, -0.4, 0, 0.12, -0.38]
 * after   fc1 = dense(x) weights 1x5 [0.11, -0.39, 0, 0.11, -0.39]
 * </pre>
 */
public final class ShareWeights {
  private final ToIntFunction<String> clusters;
  private final Clustering clustering;

  /**
   * Shares the weights of all layers.
   *
   * @param clusters how many values a layer may have, by its name; 0 leaves it alone
   */
  public ShareWeights(ToIntFunction<String> clusters, Clustering clustering) {
    this.clusters = clusters;
    this.clustering = clustering;
  }

  public SharedNetwork apply(Graph graph) {
    Map<String, SharedWeights> layers = new LinkedHashMap<>();
    for (Layer layer : graph.layers()) {
      int most = clusters.applyAsInt(layer.name());
      if (most > 0) {
        LayerWeights.of(layer).ifPresent(weights -> layers.put(layer.name(), share(weights, most)));
      }
    }
    return SharedNetwork.of(graph, layers);
  }

  private SharedWeights share(LayerWeights weights, int most) {
    Survivors survivors = new Survivors(weights.values());
    Clusters found = clustering.cluster(survivors.values(), most);
    return new SharedWeights(survivors.indices(found), found.centroids(), Optional.empty());
  }
}

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
 * Lets the weights of each layer that are not 0 take few values, each a multiple of the layer's
 * scale by an integer that hardware may have; the integers of the compiled network are exactly
 * these.
 *
 * <pre>
 * before  fc1 = dense(x) weights 1x5 [0.1, -0.4, 0, 0.11, -0.39]
 * after   fc1 = dense(x) weights 1x5 [0.1, -0.4, 0, 0.1, -0.4] scale [0.1]
 * </pre>
 */
public final class ShareIntegerWeights {
  private final ToIntFunction<String> clusters;
  private final LevelSet set;

  /**
   * Shares the weights of all layers.
   *
   * @param clusters how many values a layer may have, by its name; 0 leaves it alone
   */
  public ShareIntegerWeights(ToIntFunction<String> clusters, LevelSet set) {
    this.clusters = clusters;
    this.set = set;
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
    IntegerCodebook codebook =
        new IntegerClustering(new SortedValues(survivors.values()), set, most).find();
    Clusters clusters = new Clusters(codebook.values(), 0, false);
    return new SharedWeights(survivors.indices(clusters), codebook.values(), Optional.of(codebook));
  }
}

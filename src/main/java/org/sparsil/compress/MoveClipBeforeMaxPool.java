// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress;

import java.util.Optional;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.graph.Layer.Activation;
import org.sparsil.graph.Layer.FakeQuantize;
import org.sparsil.graph.Layer.MaxPool;
import org.sparsil.graph.Neighbours;

/**
 * Lets a clip or a fake quantization change places with the max pooling before it, so that it
 * becomes part of the output stage of the layer before. Both are monotone, and the largest element
 * stays the largest.
 *
 * <pre>
 * before:  a = conv(x);  b = maxPool(a);  c = relu(b)
 * after:   a = conv(x);  c = relu(a);  b = maxPool(c)
 * </pre>
 */
public final class MoveClipBeforeMaxPool {

  public Graph apply(Graph graph) {
    Graph current = graph;
    for (Optional<Graph> next = step(current); next.isPresent(); next = step(current)) {
      current = next.get();
    }
    return current;
  }

  private static Optional<Graph> step(Graph graph) {
    Neighbours neighbours = new Neighbours(graph);
    for (Layer layer : graph.layers()) {
      if (layer instanceof MaxPool pool
          && neighbours.onlyReader(pool.name()).orElse(null) instanceof Layer.Unary behind
          && isMonotone(behind)
          && neighbours.onlyReader(pool.input()).isPresent()) {
        return Optional.of(Rewiring.exchange(graph, pool, behind, behind, pool));
      }
    }
    return Optional.empty();
  }

  private static boolean isMonotone(Layer layer) {
    return layer instanceof FakeQuantize
        || (layer instanceof Activation activation && activation.function().asClip().isPresent());
  }
}

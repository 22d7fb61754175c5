// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress;

import java.util.Optional;
import org.sparsil.graph.ActivationFunction.Clip;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.graph.Layer.Activation;
import org.sparsil.graph.Layer.Affine;
import org.sparsil.graph.Neighbours;

/**
 * Lets a uniform affine layer change places with the clip before it, so that it reaches the dense
 * layer that it can be folded into.
 *
 * <pre>
 * before:  a = dense(x);  b = relu(a);               c = affine(b, -2, 1)
 * after:   a = dense(x);  c = affine(a, -2, 1);  b = clip(c, -inf, 1)
 * </pre>
 */
public final class MoveAffineBeforeClip {

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
      if (layer instanceof Activation activation
          && activation.function().asClip().isPresent()
          && neighbours.onlyReader(activation.name()).orElse(null) instanceof Affine affine
          && Affines.uniform(affine)
          && affine.scale().get(0) != 0
          && neighbours.maker(activation.input()).orElse(null) instanceof Layer.Weighted weighted
          && neighbours.onlyReader(weighted.name()).isPresent()) {
        Clip clip = moved(activation.function().asClip().orElseThrow(), affine);
        Activation clipped = new Activation(activation.name(), activation.input(), clip);
        return Optional.of(Rewiring.exchange(graph, activation, affine, affine, clipped));
      }
    }
    return Optional.empty();
  }

  private static Clip moved(Clip clip, Affine affine) {
    double lo = affine.scale().get(0) * clip.lo() + affine.offset().get(0);
    double hi = affine.scale().get(0) * clip.hi() + affine.offset().get(0);
    return new Clip(Math.min(lo, hi), Math.max(lo, hi));
  }
}

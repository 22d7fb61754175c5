// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress;

import java.util.Optional;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.graph.Layer.Affine;
import org.sparsil.graph.Neighbours;
import org.sparsil.tensor.FloatTensor;

/**
 * Makes one affine layer of two in a row: {@code t·(s·x + o) + p = (t·s)·x + (t·o + p)}. Expects
 * vectors.
 *
 * <pre>
 * before:  a = affine(x, 1/255, 0);  b = affine(a, 2, -1)
 * after:   a = affine(x, 2/255, -1)
 * </pre>
 */
public final class MergeAffines {

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
      if (layer instanceof Affine first
          && neighbours.onlyReader(first.name()).orElse(null) instanceof Affine second) {
        return Optional.of(
            new Rewiring(graph)
                .replace(first, merge(first, second))
                .remove(second, first.name())
                .apply());
      }
    }
    return Optional.empty();
  }

  private static Affine merge(Affine first, Affine second) {
    int size = Math.max(first.scale().size(), second.scale().size());
    float[] scale = new float[size];
    float[] offset = new float[size];
    for (int i = 0; i < size; i++) {
      double outer = Affines.at(second.scale(), i);
      scale[i] = (float) (outer * Affines.at(first.scale(), i));
      offset[i] = (float) (outer * Affines.at(first.offset(), i) + Affines.at(second.offset(), i));
    }
    return new Affine(
        first.name(), first.input(), FloatTensor.vector(scale), FloatTensor.vector(offset), 0);
  }
}

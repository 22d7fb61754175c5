// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress;

import java.util.Optional;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.graph.Layer.Affine;
import org.sparsil.graph.Layer.Dense;
import org.sparsil.tensor.FloatTensor;

/**
 * Folds an affine layer into the weights and the bias of the dense layer behind it. Not if the
 * affine layer itself stands behind a dense layer, where it belongs to that one. A weight scale
 * survives a scale that is the same for all inputs; else the weights no longer stand for integers
 * and it is dropped. Expects vectors.
 *
 * <pre>
 * before:  a = affine(x, scale s, offset t);  b = dense(a, W, bias c)
 * after:   b = dense(x, W·diag(s), bias c + W·t)
 * </pre>
 */
public final class FoldAffineIntoNextDense {

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
      if (layer instanceof Affine affine
          && neighbours.onlyReader(affine.name()).orElse(null) instanceof Dense dense
          && !(neighbours.maker(affine.input()).orElse(null) instanceof Dense)) {
        return Optional.of(
            new Rewiring(graph)
                .remove(affine, affine.input())
                .replace(dense, fold(affine, dense))
                .apply());
      }
    }
    return Optional.empty();
  }

  private static Dense fold(Affine affine, Dense dense) {
    float[] weights = dense.weights().toArray();
    float[] bias = new float[dense.outputs()];
    for (int output = 0; output < dense.outputs(); output++) {
      double sum = dense.bias().get(output);
      for (int input = 0; input < dense.inputs(); input++) {
        int position = output * dense.inputs() + input;
        sum += (double) weights[position] * Affines.at(affine.offset(), input);
        weights[position] = Affines.product(weights[position], Affines.at(affine.scale(), input));
      }
      bias[output] = (float) sum;
    }
    Optional<FloatTensor> weightScale =
        Affines.uniformScale(affine)
            ? dense.weightScale().map(scale -> Affines.scaled(scale, affine.scale()))
            : Optional.empty();
    return new Dense(
        dense.name(),
        affine.input(),
        FloatTensor.adopt(dense.weights().shape(), weights),
        FloatTensor.vector(bias),
        weightScale);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress;

import java.util.Optional;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.graph.Layer.Affine;
import org.sparsil.graph.Layer.Dense;
import org.sparsil.graph.WeightCodebook;
import org.sparsil.tensor.FloatTensor;

/**
 * Folds an affine layer, such as batch normalization, into the dense layer before it. A weight
 * scale takes the factors up, one per output. Weights that are a codebook keep their few values:
 * there a scale that differs from output to output stays outside, behind the accumulator.
 *
 * <pre>
 * before:  a = dense(x, W, bias c);  b = affine(a, scale s, offset t)
 * after:   a = dense(x, diag(s)·W, bias s·c + t)
 * </pre>
 */
public final class FoldAffineIntoPreviousDense {

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
      if (layer instanceof Dense dense
          && neighbours.onlyReader(dense.name()).orElse(null) instanceof Affine affine
          && !spoilsCodebook(dense, affine)) {
        return Optional.of(
            new Rewiring(graph)
                .replace(dense, fold(dense, affine))
                .remove(affine, dense.name())
                .apply());
      }
    }
    return Optional.empty();
  }

  private static boolean spoilsCodebook(Dense dense, Affine affine) {
    return !Affines.uniformScale(affine)
        && dense.weightScale().isEmpty()
        && WeightCodebook.find(dense.weights()).isPresent();
  }

  private static Dense fold(Dense dense, Affine affine) {
    float[] weights = dense.weights().toArray();
    float[] bias = new float[dense.outputs()];
    for (int output = 0; output < dense.outputs(); output++) {
      float scale = Affines.at(affine.scale(), output);
      bias[output] =
          (float) ((double) scale * dense.bias().get(output) + Affines.at(affine.offset(), output));
      for (int input = 0; input < dense.inputs(); input++) {
        int position = output * dense.inputs() + input;
        weights[position] = Affines.product(weights[position], scale);
      }
    }
    return new Dense(
        dense.name(),
        dense.input(),
        FloatTensor.adopt(dense.weights().shape(), weights),
        FloatTensor.vector(bias),
        dense.weightScale().map(scale -> Affines.scaled(scale, affine.scale())));
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress;

import java.util.Optional;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.graph.Layer.Affine;
import org.sparsil.graph.Layer.Weighted;
import org.sparsil.graph.Neighbours;
import org.sparsil.graph.WeightCodebook;
import org.sparsil.tensor.FloatTensor;

/**
 * Folds an affine layer, such as batch normalization, into the dense layer or the convolution
 * before it. A weight scale takes the factors up, one per output. Weights that are a codebook keep
 * their few values: there a scale that differs from output to output stays outside, behind the
 * accumulator.
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
      if (layer instanceof Weighted weighted
          && neighbours.onlyReader(weighted.name()).orElse(null) instanceof Affine affine
          && !spoilsCodebook(weighted, affine)) {
        return Optional.of(
            new Rewiring(graph)
                .replace(weighted, fold(weighted, affine))
                .remove(affine, weighted.name())
                .apply());
      }
    }
    return Optional.empty();
  }

  private static boolean spoilsCodebook(Weighted weighted, Affine affine) {
    return !Affines.uniformScale(affine)
        && weighted.weightScale().isEmpty()
        && WeightCodebook.find(weighted.weights()).isPresent();
  }

  private static Weighted fold(Weighted weighted, Affine affine) {
    float[] weights = weighted.weights().toArray();
    float[] bias = new float[weighted.outputs()];
    for (int output = 0; output < weighted.outputs(); output++) {
      float scale = Affines.at(affine.scale(), output);
      bias[output] =
          (float)
              ((double) scale * weighted.bias().get(output) + Affines.at(affine.offset(), output));
      for (int input = 0; input < weighted.weightsPerOutput(); input++) {
        int position = output * weighted.weightsPerOutput() + input;
        weights[position] = Affines.product(weights[position], scale);
      }
    }
    return weighted.withParameters(
        FloatTensor.adopt(weighted.weights().shape(), weights),
        FloatTensor.vector(bias),
        weighted.weightScale().map(scale -> Affines.scaled(scale, affine.scale())));
  }
}

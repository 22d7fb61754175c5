// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress;

import java.util.Optional;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.graph.Layer.Affine;
import org.sparsil.graph.Layer.Conv;
import org.sparsil.graph.Layer.Weighted;
import org.sparsil.graph.Neighbours;
import org.sparsil.tensor.FloatTensor;

/**
 * Folds an affine layer into the weights and the bias of the dense layer or the convolution behind
 * it. Not if the affine layer itself stands behind such a layer, where it belongs to that one, and
 * not with an offset before padding, which it would have to reach too. A weight scale survives a
 * scale that is the same for all inputs; else the weights no longer stand for integers and it is
 * dropped.
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
          && neighbours.onlyReader(affine.name()).orElse(null) instanceof Weighted next
          && !Affines.belongsToMaker(affine, neighbours)
          && !Affines.seenByPadding(affine, next)) {
        return Optional.of(
            new Rewiring(graph)
                .remove(affine, affine.input())
                .replace(next, fold(affine, next).withInput(affine.input()))
                .apply());
      }
    }
    return Optional.empty();
  }

  private static Weighted fold(Affine affine, Weighted layer) {
    float[] weights = layer.weights().toArray();
    float[] bias = new float[layer.outputs()];
    int inputs = layer.weightsPerOutput();
    for (int output = 0; output < layer.outputs(); output++) {
      double sum = layer.bias().get(output);
      for (int i = 0; i < inputs; i++) {
        int position = output * inputs + i;
        int input = input(layer, output, i);
        sum += (double) weights[position] * Affines.at(affine.offset(), input);
        weights[position] = Affines.product(weights[position], Affines.at(affine.scale(), input));
      }
      bias[output] = (float) sum;
    }
    Optional<FloatTensor> weightScale =
        Affines.uniformScale(affine)
            ? layer.weightScale().map(scale -> Affines.scaled(scale, affine.scale()))
            : Optional.empty();
    return layer.withParameters(
        FloatTensor.adopt(layer.weights().shape(), weights), FloatTensor.vector(bias), weightScale);
  }

  /** The element, or the channel, that a weight multiplies. */
  private static int input(Weighted layer, int output, int weight) {
    return layer instanceof Conv conv
        ? output / conv.outputsPerGroup() * conv.channelsPerGroup() + weight / conv.window().taps()
        : weight;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress;

import java.util.Optional;
import org.sparsil.graph.ActivationFunction.Clip;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.graph.Layer.Activation;
import org.sparsil.graph.Layer.FakeQuantize;
import org.sparsil.graph.Neighbours;

/**
 * Lets a clip change places with the fake quantization before it, so that the format is fixed where
 * the layer's output leaves and the clip is part of its output stage. Only when the bounds are
 * numbers of the format: then both orders give equal results, as rounding is monotone.
 *
 * <pre>
 * before:  a = dense(x);  q = fakeQuantize(a, 0.1, zero 0, s8);  b = relu(q)
 * after:   a = dense(x);  b = relu(a);  q = fakeQuantize(b, 0.1, zero 0, s8)
 * </pre>
 */
public final class MoveClipBeforeFakeQuantize {

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
      if (layer instanceof FakeQuantize quantize
          && neighbours.onlyReader(quantize.name()).orElse(null) instanceof Activation clip
          && followsComputation(neighbours, quantize)
          && clip.function().asClip().filter(bounds -> onGrid(bounds, quantize)).isPresent()) {
        return Optional.of(Rewiring.exchange(graph, quantize, clip, clip, quantize));
      }
    }
    return Optional.empty();
  }

  /** A fake quantization of the network's input fixes the input's format: it stays in front. */
  private static boolean followsComputation(Neighbours neighbours, FakeQuantize quantize) {
    return neighbours
        .maker(quantize.input())
        .filter(maker -> !(maker instanceof FakeQuantize))
        .isPresent();
  }

  private static boolean onGrid(Clip clip, FakeQuantize format) {
    return onGrid(clip.lo(), format) && onGrid(clip.hi(), format);
  }

  private static boolean onGrid(double bound, FakeQuantize format) {
    double integer = Math.rint(bound / format.scale()) + format.zeroPoint();
    double min = format.signed() ? -Math.scalb(1.0, format.widthBits() - 1) : 0;
    double max = min + Math.scalb(1.0, format.widthBits()) - 1;
    return Double.isInfinite(bound)
        || (integer >= min
            && integer <= max
            && (float) (format.scale() * (integer - format.zeroPoint())) == (float) bound);
  }
}

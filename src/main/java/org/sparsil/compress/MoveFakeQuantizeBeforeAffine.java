// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress;

import java.util.Optional;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.graph.Layer.Affine;
import org.sparsil.graph.Layer.FakeQuantize;
import org.sparsil.graph.Neighbours;

/**
 * Lets a fake quantization change places with the affine layer before it, so that the integers that
 * a quantized network reads stay what they are and the affine layer reaches the dense layer behind.
 * Only if the offset is a whole number of steps. Not behind a layer with weights, which takes the
 * affine layer up itself. Nor before padding, which would keep the affine layer from being folded.
 *
 * <pre>
 * before:  a = affine(x, 0.5, 64);  q = fakeQuantize(a, 0.5, zero -128, s8)
 * after:   q = fakeQuantize(x, 1, zero 0, s8);  a = affine(q, 0.5, 64)
 * </pre>
 */
public final class MoveFakeQuantizeBeforeAffine {
  /** Steps are quotients of {@code float} numbers. */
  private static final double WHOLE = 1e-4;

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
          && neighbours.onlyReader(affine.name()).orElse(null) instanceof FakeQuantize quantize
          && !Affines.belongsToMaker(affine, neighbours)
          && neighbours
              .onlyReader(quantize.name())
              .filter(next -> Affines.seenByPadding(affine, next))
              .isEmpty()
          && keepsIntegers(affine, quantize)) {
        return Optional.of(
            Rewiring.exchange(graph, affine, quantize, moved(affine, quantize), affine));
      }
    }
    return Optional.empty();
  }

  /** Whether the integers behind are those in front, but for what they stand for. */
  static boolean keepsIntegers(Affine affine, FakeQuantize quantize) {
    return Affines.uniform(affine) && affine.scale().get(0) > 0 && isWhole(steps(affine, quantize));
  }

  private static double steps(Affine affine, FakeQuantize quantize) {
    return affine.offset().get(0) / quantize.scale();
  }

  private static boolean isWhole(double steps) {
    return Math.abs(steps) < 1 << 30 && Math.abs(steps - Math.rint(steps)) <= WHOLE;
  }

  /** The fake quantization as it is in front of the affine layer. */
  static FakeQuantize moved(Affine affine, FakeQuantize quantize) {
    return new FakeQuantize(
        quantize.name(),
        affine.input(),
        (float) (quantize.scale() / affine.scale().get(0)),
        Math.toIntExact(quantize.zeroPoint() + Math.round(steps(affine, quantize))),
        quantize.signed(),
        quantize.widthBits());
  }
}

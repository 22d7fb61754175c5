// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.graph.Layer.AveragePool;
import org.sparsil.graph.Layer.Conv;
import org.sparsil.graph.Neighbours;
import org.sparsil.graph.Pad;
import org.sparsil.graph.ShapeInference;
import org.sparsil.tensor.Shape;
import org.sparsil.tensor.Window;

/**
 * Folds zeros around an image into the padding of the convolutions that read it, or of average
 * pooling that counts its padding. Other readers keep the padded image. Max pooling is one of them:
 * a zero may be larger than what is around, while padding is nothing at all.
 *
 * <pre>
 * before:  a = pad(x, 1 around, 0);  b = conv(a, 3x3)
 * after:   b = conv(x, 3x3 pads 1 1 1 1)
 * </pre>
 */
public final class FoldPadIntoWindow {

  public Graph apply(Graph graph) {
    Graph current = graph;
    for (Optional<Graph> next = step(current); next.isPresent(); next = step(current)) {
      current = next.get();
    }
    return new DropUnused().apply(current);
  }

  private static Optional<Graph> step(Graph graph) {
    Neighbours neighbours = new Neighbours(graph);
    Map<String, Shape> shapes = ShapeInference.infer(graph);
    for (Layer layer : graph.layers()) {
      if (layer instanceof Layer.Unary reader
          && neighbours.maker(reader.input()).orElse(null) instanceof Pad pad
          && pad.value() == 0
          && pad.before().size() == 3
          && pad.before().get(0) + pad.after().get(0) == 0) {
        Shape image = Objects.requireNonNull(shapes.get(pad.input()));
        Optional<Layer> folded = fold(pad, reader, image);
        if (folded.isPresent()) {
          return Optional.of(new Rewiring(graph).replace(reader, folded.get()).apply());
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Layer> fold(Pad pad, Layer.Unary reader, Shape image) {
    if (reader instanceof Conv conv) {
      return padded(conv.window(), pad)
          .map(
              window ->
                  new Conv(
                      conv.name(),
                      pad.input(),
                      conv.weights(),
                      conv.bias(),
                      conv.weightScale(),
                      window,
                      conv.groups()));
    }
    if (reader instanceof AveragePool pool
        && (pool.divisor() == Window.Divisor.KERNEL || !pool.window().isPadded())) {
      return padded(pool.window(), pad)
          .filter(window -> reachesImage(window, image))
          .map(window -> new AveragePool(pool.name(), pad.input(), window, Window.Divisor.KERNEL));
    }
    return Optional.empty();
  }

  private static Optional<Window> padded(Window window, Pad pad) {
    Optional<Window.Axis> rows = padded(window.rows(), pad, 1);
    Optional<Window.Axis> columns = padded(window.columns(), pad, 2);
    return rows.isPresent() && columns.isPresent()
        ? Optional.of(new Window(rows.get(), columns.get()))
        : Optional.empty();
  }

  private static Optional<Window.Axis> padded(Window.Axis window, Pad pad, int axis) {
    long before = (long) window.padBefore() + pad.before().get(axis);
    long after = (long) window.padAfter() + pad.after().get(axis);
    return Math.max(before, after) > Window.LARGEST
        ? Optional.empty()
        : Optional.of(
            new Window.Axis(
                window.kernel(), window.stride(), window.dilation(), (int) before, (int) after));
  }

  /** Pooling has no windows that lie in the padding entirely. */
  private static boolean reachesImage(Window window, Shape image) {
    return reachesImage(window.rows(), image.extent(1))
        && reachesImage(window.columns(), image.extent(2));
  }

  private static boolean reachesImage(Window.Axis window, int extent) {
    for (int output = 0; output < window.outputs(extent); output++) {
      if (window.tapsInImage(output, extent) == 0) {
        return false;
      }
    }
    return true;
  }
}

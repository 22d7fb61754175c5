// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.sparsil.compress.StreamForm.Stream;
import org.sparsil.graph.DepthToSpace;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.graph.Pad;
import org.sparsil.graph.Resize;
import org.sparsil.tensor.Shape;

/** How the input of a graph is first read: that decides in which order its elements arrive. */
final class FirstReading {
  private final Graph graph;
  private final Map<String, Shape> shapes;

  /**
   * @param shapes of all values of the graph
   */
  FirstReading(Graph graph, Map<String, Shape> shapes) {
    this.graph = graph;
    this.shapes = shapes;
  }

  /** The first layer that reads the input as an image, with the order in which it does. */
  Optional<Stream> asImage() {
    Map<String, ElementOrder> orders = new HashMap<>();
    orders.put(graph.input(), ElementOrder.kept(graph.inputShape().size()));
    for (Layer layer : graph.layers()) {
      ElementOrder order = orders.get(layer.inputs().get(0));
      if (order != null && layer instanceof Layer.Unary reader) {
        Optional<Stream> found = asImage(reader, order);
        if (found.isPresent()) {
          return found;
        }
        if (reader instanceof Layer.Transpose transpose) {
          orders.put(reader.name(), order.transposed(inputShape(reader), transpose.permutation()));
        } else if (reader instanceof Layer.Reshape || isElementwise(reader)) {
          orders.put(reader.name(), order);
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Stream> asImage(Layer.Unary reader, ElementOrder order) {
    Shape shape = inputShape(reader);
    if (reader instanceof Pad pad) {
      return PixelAxes.padded(pad)
          .map(
              axes ->
                  new Stream(
                      reader.name(),
                      Optional.of(axes.image(shape)),
                      order.transposed(shape, axes.ofImage())));
    }
    return worksOnImages(reader)
        ? Optional.of(new Stream(reader.name(), Optional.of(shape), order))
        : Optional.empty();
  }

  private static boolean worksOnImages(Layer layer) {
    return layer instanceof Layer.Conv
        || layer instanceof Layer.MaxPool
        || layer instanceof Layer.AveragePool
        || layer instanceof Resize
        || layer instanceof DepthToSpace;
  }

  private static boolean isElementwise(Layer layer) {
    return layer instanceof Layer.Activation
        || layer instanceof Layer.Affine
        || layer instanceof Layer.FakeQuantize;
  }

  private Shape inputShape(Layer.Unary layer) {
    return Objects.requireNonNull(shapes.get(layer.input()), layer.input());
  }
}

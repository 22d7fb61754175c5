// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.sparsil.diag.Code;
import org.sparsil.diag.UserException;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.graph.Layer.Affine;
import org.sparsil.graph.Layer.Conv;
import org.sparsil.graph.Layer.Dense;
import org.sparsil.graph.Neighbours;
import org.sparsil.graph.ShapeInference;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.Shape;
import org.sparsil.tensor.Window;

/**
 * Makes a diagonal dense layer of an affine layer that differs from element to element and could
 * not be folded away; a depthwise convolution of one that differs from channel to channel. Uniform
 * ones stay, since an output stage computes them, and so do those behind a dense layer.
 *
 * <pre>
 * before:  a = affine(x, scale (2, 3), offset (0, 1));  b = fakeQuantize(a)
 * after:   a = dense(x, W ((2, 0), (0, 3)), bias (0, 1));  b = fakeQuantize(a)
 * </pre>
 */
public final class AffineToDense {
  /** The matrix of a longer vector would be larger than any layer that people draw. */
  private static final int MAX_ELEMENTS = 4096;

  public Graph apply(Graph graph) {
    Neighbours neighbours = new Neighbours(graph);
    Map<String, Shape> shapes = ShapeInference.infer(graph);
    List<Layer> layers =
        graph.layers().stream()
            .map(
                layer -> {
                  Shape shape = Objects.requireNonNull(shapes.get(layer.name()));
                  return step(graph, neighbours, layer, shape.rank() == 3).orElse(layer);
                })
            .toList();
    return graph.withLayers(layers, graph.output());
  }

  private static Optional<Layer> step(
      Graph graph, Neighbours neighbours, Layer layer, boolean isImage) {
    return layer instanceof Affine affine
            && !Affines.uniform(affine)
            && !Affines.belongsToMaker(affine, neighbours)
        ? Optional.of(isImage ? depthwise(affine) : diagonal(graph, affine))
        : Optional.empty();
  }

  private static Conv depthwise(Affine affine) {
    int channels = affine.scale().size();
    return new Conv(
        affine.name(),
        affine.input(),
        affine.scale().reshape(Shape.of(channels, 1, 1, 1)),
        affine.offset(),
        Optional.empty(),
        Window.of(1, 1),
        channels);
  }

  private static Dense diagonal(Graph graph, Affine affine) {
    int size = affine.scale().size();
    if (size > MAX_ELEMENTS) {
      throw new UserException(
          "%s: layer '%s'".formatted(graph.name(), affine.name()),
          Code.QUANT_002,
          "scales %d elements one by one, at most %d are supported where no dense layer can take it up"
              .formatted(size, MAX_ELEMENTS));
    }
    float[] weights = new float[size * size];
    for (int i = 0; i < size; i++) {
      weights[i * size + i] = affine.scale().get(i);
    }
    return new Dense(
        affine.name(),
        affine.input(),
        FloatTensor.adopt(Shape.of(size, size), weights),
        affine.offset(),
        Optional.empty());
  }
}

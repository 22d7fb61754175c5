// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sparsil.diag.Code;
import org.sparsil.diag.Diagnostics;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.Shape;

/**
 * The vector form of each layer of a graph, asked for in execution order: one layer, or none for
 * layout.
 */
final class VectorForm implements Layer.Visitor<List<Layer>> {
  /** The name of a value's vector form and where its elements are in it. */
  private record Vector(String name, ElementOrder order) {}

  private final Graph graph;
  private final Map<String, Shape> shapes;
  private final Diagnostics errors;
  private final Map<String, Vector> vectors = new LinkedHashMap<>();

  VectorForm(Graph graph, Map<String, Shape> shapes, Diagnostics errors) {
    this.graph = graph;
    this.shapes = shapes;
    this.errors = errors;
    String name =
        graph.inputShape().rank() == 1
            ? graph.input()
            : Rewiring.freshName(graph, graph.input() + "_vector");
    vectors.put(graph.input(), new Vector(name, ElementOrder.kept(graph.inputShape().size())));
  }

  String vectorInput() {
    return vector(graph.input()).name();
  }

  /** The name of the network's output; an error if its elements are out of order. */
  String output() {
    Vector output = vector(graph.output());
    if (!output.order().isKept()) {
      error(graph.output(), "is an output whose elements would have to leave in another order");
    }
    return output.name();
  }

  @Override
  public List<Layer> dense(Layer.Dense layer) {
    if (inputShape(layer).size() != layer.inputs()) {
      error(
          layer.name(),
          "is applied to a value of shape %s, row by row; only vectors of its %d inputs are supported"
              .formatted(inputShape(layer), layer.inputs()));
      return List.of(); // What follows sees the shapes only.
    }
    ElementOrder order = vector(layer.input()).order();
    Layer.Dense dense =
        new Layer.Dense(
            layer.name(),
            vector(layer.input()).name(),
            order.permuteColumns(layer.weights()),
            layer.bias(),
            layer.weightScale());
    return made(dense, ElementOrder.kept(layer.outputs()));
  }

  @Override
  public List<Layer> conv(Layer.Conv layer) {
    return worksOnImages(layer, "a convolution");
  }

  @Override
  public List<Layer> maxPool(Layer.MaxPool layer) {
    return worksOnImages(layer, "a max pooling");
  }

  @Override
  public List<Layer> averagePool(Layer.AveragePool layer) {
    return worksOnImages(layer, "an average pooling");
  }

  private List<Layer> worksOnImages(Layer layer, String what) {
    error(layer.name(), "is %s; hardware is made of fully connected layers so far".formatted(what));
    return List.of(); // What follows sees the shapes only.
  }

  @Override
  public List<Layer> affine(Layer.Affine layer) {
    Shape shape = inputShape(layer);
    ElementOrder order = vector(layer.input()).order();
    FloatTensor scale = order.spread(layer.scale(), shape, axis(layer.axis(), shape));
    FloatTensor offset = order.spread(layer.offset(), shape, axis(layer.axis(), shape));
    return made(
        new Layer.Affine(layer.name(), vector(layer.input()).name(), scale, offset, 0), order);
  }

  @Override
  public List<Layer> activation(Layer.Activation layer) {
    return sameElements(layer);
  }

  @Override
  public List<Layer> fakeQuantize(Layer.FakeQuantize layer) {
    return sameElements(layer);
  }

  @Override
  public List<Layer> reshape(Layer.Reshape layer) {
    vectors.put(layer.name(), vector(layer.input()));
    return List.of();
  }

  @Override
  public List<Layer> transpose(Layer.Transpose layer) {
    Vector before = vector(layer.input());
    ElementOrder order = before.order().transposed(inputShape(layer), layer.permutation());
    vectors.put(layer.name(), new Vector(before.name(), order));
    return List.of();
  }

  @Override
  public List<Layer> softmax(Layer.Softmax layer) {
    requireWhole(layer, layer.axis(), "softmax");
    Layer vector =
        new Layer.Softmax(layer.name(), vector(layer.input()).name(), 0, layer.logarithm());
    return made(vector, vector(layer.input()).order());
  }

  @Override
  public List<Layer> argMax(Layer.ArgMax layer) {
    requireWhole(layer, layer.axis(), "arg-max");
    if (!vector(layer.input()).order().isKept()) {
      error(layer.name(), "is an arg-max of transposed values, which is not supported");
    }
    Layer vector =
        new Layer.ArgMax(layer.name(), vector(layer.input()).name(), 0, true, layer.selectLast());
    return made(vector, ElementOrder.kept(1));
  }

  private List<Layer> sameElements(Layer layer) {
    Vector input = vector(layer.input());
    return made(layer.withInput(input.name()), input.order());
  }

  private List<Layer> made(Layer layer, ElementOrder order) {
    vectors.put(layer.name(), new Vector(layer.name(), order));
    return List.of(layer);
  }

  private void requireWhole(Layer layer, int axis, String kind) {
    Shape shape = inputShape(layer);
    if (shape.extent(axis(axis, shape)) != shape.size()) {
      error(
          layer.name(),
          "is %s over axis %d of shape %s; only one over all elements is supported"
              .formatted(kind, axis, shape));
    }
  }

  private static int axis(int axis, Shape shape) {
    return axis < 0 ? axis + shape.rank() : axis;
  }

  private Shape inputShape(Layer layer) {
    return layer.input().equals(graph.input())
        ? graph.inputShape()
        : Optional.ofNullable(shapes.get(layer.input())).orElseThrow();
  }

  /** After an error, a stand-in: the graph is thrown away, further errors are still found. */
  private Vector vector(String value) {
    return vectors.computeIfAbsent(
        value,
        name ->
            new Vector(
                name,
                ElementOrder.kept(Optional.ofNullable(shapes.get(name)).orElseThrow().size())));
  }

  private void error(String value, String message) {
    errors.error("%s: layer '%s'".formatted(graph.name(), value), Code.QUANT_002, message);
  }
}

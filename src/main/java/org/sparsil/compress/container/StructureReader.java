// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.container;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sparsil.graph.Add;
import org.sparsil.graph.Concat;
import org.sparsil.graph.DepthToSpace;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.graph.LayerWeights;
import org.sparsil.graph.Pad;
import org.sparsil.graph.Resize;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.Shape;
import org.sparsil.tensor.Window;

/** Reads what {@link StructureWriter} wrote. */
final class StructureReader {
  private final ByteReader in;
  private final ParameterSource parameters;
  private final List<String> made = new ArrayList<>();

  /** Gives the tensors of a layer, in the order in which they were written. */
  interface ParameterSource {
    LayerWeights weights(String layer, Shape shape, Optional<FloatTensor> scale);

    FloatTensor tensor(String layer, Shape shape);
  }

  private StructureReader(ByteReader in, ParameterSource parameters) {
    this.in = in;
    this.parameters = parameters;
  }

  /**
   * The network.
   *
   * @throws IllegalArgumentException if its parts do not fit each other
   */
  static Graph read(ByteReader in, ParameterSource parameters) {
    return new StructureReader(in, parameters).graph();
  }

  private Graph graph() {
    String name = in.string();
    String input = in.string();
    Shape inputShape = shape();
    made.add(input);
    int count = in.varint();
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Layer layer = layer();
      layers.add(layer);
      made.add(layer.name());
    }
    String output = back();
    in.requireEnd("the structure");
    return new Graph(name, input, inputShape, layers, output);
  }

  private Layer layer() {
    LayerKind kind = LayerKind.read(in);
    String name = in.string();
    return switch (kind) {
      case ADD -> new Add(name, back(), back());
      case CONCAT -> new Concat(name, backs(), in.signed());
      case DENSE -> dense(name, back());
      case AFFINE -> affine(name, back());
      case ACTIVATION -> new Layer.Activation(name, back(), FunctionReader.read(in));
      case FAKE_QUANTIZE ->
          new Layer.FakeQuantize(name, back(), in.real(), in.signed(), in.flag(), in.signed());
      case RESHAPE -> new Layer.Reshape(name, back(), shape());
      case TRANSPOSE -> new Layer.Transpose(name, back(), integers());
      case SOFTMAX -> new Layer.Softmax(name, back(), in.signed(), in.flag());
      case ARG_MAX -> new Layer.ArgMax(name, back(), in.signed(), in.flag(), in.flag());
      case CONV -> conv(name, back());
      case MAX_POOL -> new Layer.MaxPool(name, back(), window());
      case AVERAGE_POOL -> new Layer.AveragePool(name, back(), window(), divisor());
      case PAD -> new Pad(name, back(), integers(), integers(), (float) in.real());
      case RESIZE -> new Resize(name, back(), in.signed(), in.signed());
      case DEPTH_TO_SPACE -> new DepthToSpace(name, back(), in.signed(), order());
    };
  }

  private Layer dense(String name, String input) {
    LayerWeights weights = weights(name);
    FloatTensor bias = bias(name, weights);
    return new Layer.Dense(name, input, weights.values(), bias, weights.scale());
  }

  private Layer conv(String name, String input) {
    LayerWeights weights = weights(name);
    FloatTensor bias = bias(name, weights);
    return new Layer.Conv(
        name, input, weights.values(), bias, weights.scale(), window(), in.signed());
  }

  private FloatTensor bias(String name, LayerWeights weights) {
    int outputs = weights.values().shape().extents().stream().findFirst().orElse(1);
    return tensor(name, Shape.of(outputs));
  }

  private Window window() {
    return new Window(windowAxis(), windowAxis());
  }

  private Window.Axis windowAxis() {
    return new Window.Axis(in.signed(), in.signed(), in.signed(), in.signed(), in.signed());
  }

  private Window.Divisor divisor() {
    return in.flag() ? Window.Divisor.IMAGE : Window.Divisor.KERNEL;
  }

  private DepthToSpace.Order order() {
    return in.flag() ? DepthToSpace.Order.CRD : DepthToSpace.Order.DCR;
  }

  private List<String> backs() {
    int count = in.varint();
    List<String> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add(back());
    }
    return values;
  }

  private Layer affine(String name, String input) {
    FloatTensor scale = tensor(name, Shape.of(1));
    FloatTensor offset = tensor(name, scale.shape());
    return new Layer.Affine(name, input, scale, offset, in.signed());
  }

  private String back() {
    return made.get(made.size() - 1 - in.below(made.size(), "value"));
  }

  private List<Integer> integers() {
    int count = in.varint();
    List<Integer> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add(in.signed());
    }
    return values;
  }

  private Shape shape() {
    return new Shape(integers());
  }

  private LayerWeights weights(String layer) {
    Shape shape = shape();
    Optional<FloatTensor> scale =
        in.flag() ? Optional.of(tensor(layer, Shape.of(1))) : Optional.empty();
    return parameters.weights(layer, shape, scale);
  }

  private FloatTensor tensor(String layer, Shape usual) {
    return parameters.tensor(layer, in.flag() ? shape() : usual);
  }
}

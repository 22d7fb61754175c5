// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.sparsil.diag.Code;
import org.sparsil.diag.Diagnostics;
import org.sparsil.graph.Add;
import org.sparsil.graph.Concat;
import org.sparsil.graph.DepthToSpace;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.graph.Pad;
import org.sparsil.graph.Resize;
import org.sparsil.graph.ShapeInference;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.Shape;

/** Brings the layers of a graph, one after the other, into the form in which values stream. */
final class StreamForm implements Layer.Visitor<StreamForm.Stream> {
  private static final List<Integer> CHANNELS_LAST = List.of(1, 2, 0);
  private static final List<Integer> CHANNELS_FIRST = List.of(2, 0, 1);

  /**
   * A value of the graph as it streams.
   *
   * @param name of the layer that holds it: a vector in the order of the stream, or an image
   * @param image channels, rows and columns, if it is held as an image
   * @param order where in the stream the value's elements are
   */
  record Stream(String name, Optional<Shape> image, ElementOrder order) {}

  private final Graph graph;
  private final Map<String, Shape> shapes;
  private final Diagnostics notes;
  private final Diagnostics errors = new Diagnostics();
  private final Map<String, Stream> streams = new LinkedHashMap<>();
  private final List<Layer> layers = new ArrayList<>();
  private final Set<String> names = new HashSet<>();

  StreamForm(Graph graph, Diagnostics notes) {
    this.graph = graph;
    this.shapes = ShapeInference.infer(graph);
    this.notes = notes;
    names.addAll(shapes.keySet());
  }

  Graph apply() {
    streams.put(graph.input(), inputStream());
    for (Layer layer : graph.layers()) {
      streams.put(layer.name(), layer.accept(this));
    }
    String output = output();
    errors.throwIfErrors();
    return graph.withLayers(layers, output);
  }

  /** A vector, unless it is read as an image: then an image from the start. */
  private Stream inputStream() {
    String input = graph.input();
    Shape shape = graph.inputShape();
    Optional<Stream> read = new FirstReading(graph, shapes).asImage();
    if (read.isEmpty()) {
      ElementOrder kept = ElementOrder.kept(shape.size());
      String name = shape.rank() == 1 ? input : reshape(input, "_vector", Shape.of(shape.size()));
      return new Stream(name, Optional.empty(), kept);
    }
    Shape image = read.get().image().orElseThrow();
    ElementOrder raster = ElementOrder.raster(image);
    if (read.get().order().isKept()) {
      String name = shape.equals(image) ? input : reshape(input, "_image", image);
      return new Stream(name, Optional.of(image), raster);
    }
    if (!read.get().order().equals(raster)) {
      error(read.get().name(), "reads the input in an order in which its elements do not arrive");
    }
    Shape pixels = Shape.of(image.extent(1), image.extent(2), image.extent(0));
    String name = shape.equals(pixels) ? input : reshape(input, "_pixels", pixels);
    return new Stream(
        transpose(name, "_image", CHANNELS_FIRST),
        Optional.of(image),
        ElementOrder.kept(shape.size()));
  }

  /** The name of the network's output; an error if its elements are out of order. */
  private String output() {
    Stream output = stream(graph.output());
    Shape shape = shape(graph.output());
    if (output.image().equals(Optional.of(shape)) && isRaster(output, shape)) {
      if (output.order().isKept()) {
        return output.name();
      }
      notes.note(
          place(graph.output()),
          Code.ONNX_007,
          "the output leaves pixel by pixel, %dx%dx%d, channels last"
              .formatted(shape.extent(1), shape.extent(2), shape.extent(0)));
      return transpose(output.name(), "_raster", CHANNELS_LAST);
    }
    if (!output.order().isKept()) {
      error(graph.output(), "is an output whose elements would have to leave in another order");
    }
    return vector(graph.output());
  }

  @Override
  public Stream dense(Layer.Dense layer) {
    if (inputShape(layer).size() != layer.columns()) {
      error(
          layer.name(),
          "is applied to a value of shape %s, row by row; only vectors of its %d inputs are supported"
              .formatted(inputShape(layer), layer.columns()));
      return standIn(layer.name());
    }
    ElementOrder order = stream(layer.input()).order();
    FloatTensor weights = order.permuteColumns(layer.weights());
    Layer dense =
        layer
            .withParameters(weights, layer.bias(), layer.weightScale())
            .withInput(vector(layer.input()));
    return vectorMadeBy(dense, layer.outputs());
  }

  @Override
  public Stream conv(Layer.Conv layer) {
    return imageMadeBy(layer.withInput(image(layer)));
  }

  @Override
  public Stream maxPool(Layer.MaxPool layer) {
    return imageMadeBy(layer.withInput(image(layer)));
  }

  @Override
  public Stream averagePool(Layer.AveragePool layer) {
    return imageMadeBy(layer.withInput(image(layer)));
  }

  @Override
  public Stream affine(Layer.Affine layer) {
    Shape shape = inputShape(layer);
    Stream input = stream(layer.input());
    int axis = axis(layer.axis(), shape);
    FloatTensor scale = input.order().spread(layer.scale(), shape, axis);
    FloatTensor offset = input.order().spread(layer.offset(), shape, axis);
    if (input.image().isPresent()) {
      int channels = input.image().get().extent(0);
      if (!repeats(scale, channels) || !repeats(offset, channels)) {
        error(layer.name(), "scales the pixels of an image one by one, which is not supported");
      }
      scale = first(scale, channels);
      offset = first(offset, channels);
    }
    layers.add(new Layer.Affine(layer.name(), input.name(), scale, offset, 0));
    return new Stream(layer.name(), input.image(), input.order());
  }

  private static boolean repeats(FloatTensor values, int period) {
    for (int i = period; i < values.size(); i++) {
      if (values.get(i) != values.get(i - period)) {
        return false;
      }
    }
    return true;
  }

  private static FloatTensor first(FloatTensor values, int count) {
    float[] first = new float[Math.min(count, values.size())];
    values.copyTo(0, first, 0, first.length);
    return FloatTensor.vector(first);
  }

  @Override
  public Stream activation(Layer.Activation layer) {
    return sameElements(layer);
  }

  @Override
  public Stream fakeQuantize(Layer.FakeQuantize layer) {
    return sameElements(layer);
  }

  @Override
  public Stream reshape(Layer.Reshape layer) {
    return stream(layer.input());
  }

  @Override
  public Stream transpose(Layer.Transpose layer) {
    Stream before = stream(layer.input());
    ElementOrder order = before.order().transposed(inputShape(layer), layer.permutation());
    return new Stream(before.name(), before.image(), order);
  }

  @Override
  public Stream softmax(Layer.Softmax layer) {
    requireWhole(layer, layer.axis(), "softmax");
    ElementOrder order = stream(layer.input()).order();
    layers.add(new Layer.Softmax(layer.name(), vector(layer.input()), 0, layer.logarithm()));
    return new Stream(layer.name(), Optional.empty(), order);
  }

  @Override
  public Stream argMax(Layer.ArgMax layer) {
    requireWhole(layer, layer.axis(), "arg-max");
    if (!stream(layer.input()).order().isKept()) {
      error(layer.name(), "is an arg-max of transposed values, which is not supported");
    }
    return vectorMadeBy(
        new Layer.ArgMax(layer.name(), vector(layer.input()), 0, true, layer.selectLast()), 1);
  }

  @Override
  public Stream add(Add layer) {
    Stream left = stream(layer.left());
    Stream right = stream(layer.right());
    if (!left.order().equals(right.order())) {
      error(layer.name(), "adds values whose elements stream in different orders");
      return standIn(layer.name());
    }
    boolean alike = left.image().equals(right.image());
    String leftName = alike ? left.name() : vector(layer.left());
    String rightName = alike ? right.name() : vector(layer.right());
    layers.add(new Add(layer.name(), leftName, rightName));
    return new Stream(layer.name(), alike ? left.image() : Optional.empty(), left.order());
  }

  /** Along whatever axis, the channels of a pixel come together; the order says what is where. */
  @Override
  public Stream concat(Concat layer) {
    List<Stream> parts = layer.inputs().stream().map(this::stream).toList();
    List<Shape> partShapes = layer.inputs().stream().map(this::shape).toList();
    Optional<Shape> pixels = parts.get(0).image().map(StreamForm::pixels);
    boolean images =
        parts.stream().allMatch(part -> part.image().map(StreamForm::pixels).equals(pixels))
            && pixels.isPresent();
    List<Integer> channels = new ArrayList<>();
    List<String> read = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      int size = partShapes.get(i).size();
      channels.add(images ? size / pixels.orElseThrow().size() : size);
      read.add(images ? parts.get(i).name() : vector(layer.inputs().get(i)));
    }
    layers.add(new Concat(layer.name(), read, 0));
    ElementOrder order =
        ElementOrder.joined(
            parts.stream().map(Stream::order).toList(), channels, partShapes, layer.axis());
    int all = channels.stream().mapToInt(Integer::intValue).sum();
    Optional<Shape> image =
        pixels
            .filter(shape -> images)
            .map(shape -> Shape.of(all, shape.extent(0), shape.extent(1)));
    return new Stream(layer.name(), image, order);
  }

  private static Shape pixels(Shape image) {
    return Shape.of(image.extent(1), image.extent(2));
  }

  @Override
  public Stream pad(Pad layer) {
    Shape shape = inputShape(layer);
    Optional<PixelAxes> known = PixelAxes.padded(layer);
    if (known.isEmpty()) {
      error(
          layer.name(),
          "pads shape %s by %s and %s; only rows and columns of images can be padded"
              .formatted(shape, layer.before(), layer.after()));
      return standIn(layer.name());
    }
    PixelAxes axes = known.get();
    Shape image = axes.image(shape);
    Stream input = stream(layer.input());
    ElementOrder asImage = input.order().transposed(shape, axes.ofImage());
    String read =
        image(layer, layer.input(), new Stream(input.name(), input.image(), asImage), image);
    layers.add(
        new Pad(
            layer.name(), read, axes.of(layer.before()), axes.of(layer.after()), layer.value()));
    Shape padded = axes.image(shape(layer.name()));
    ElementOrder order = ElementOrder.raster(padded).transposed(padded, axes.ofValue());
    return new Stream(layer.name(), Optional.of(padded), order);
  }

  @Override
  public Stream resize(Resize layer) {
    return imageMadeBy(layer.withInput(image(layer)));
  }

  @Override
  public Stream depthToSpace(DepthToSpace layer) {
    return imageMadeBy(layer.withInput(image(layer)));
  }

  private Stream sameElements(Layer.Unary layer) {
    Stream input = stream(layer.input());
    layers.add(layer.withInput(input.name()));
    return new Stream(layer.name(), input.image(), input.order());
  }

  private Stream vectorMadeBy(Layer layer, int size) {
    layers.add(layer);
    return new Stream(layer.name(), Optional.empty(), ElementOrder.kept(size));
  }

  private Stream imageMadeBy(Layer layer) {
    layers.add(layer);
    Shape image = shape(layer.name());
    return new Stream(layer.name(), Optional.of(image), ElementOrder.raster(image));
  }

  /** The name of a layer that holds the value as a vector in the order of its stream. */
  private String vector(String value) {
    Stream stream = stream(value);
    if (stream.image().isEmpty()) {
      return stream.name();
    }
    Shape image = stream.image().get();
    String raster =
        ElementOrder.raster(image).isKept()
            ? stream.name()
            : transpose(stream.name(), "_raster", CHANNELS_LAST);
    return reshape(raster, stream.name(), "_vector", Shape.of(image.size()));
  }

  /** The name of a layer that holds what a layer reads as the image that it wants. */
  private String image(Layer.Unary layer) {
    return image(layer, layer.input(), stream(layer.input()), inputShape(layer));
  }

  private String image(Layer layer, String value, Stream stream, Shape image) {
    if (!isRaster(stream, image)) {
      error(
          layer.name(),
          "reads an image of %s whose elements do not stream pixel by pixel".formatted(image));
    }
    if (stream.image().equals(Optional.of(image))) {
      return stream.name();
    }
    String vector = vector(value);
    if (ElementOrder.raster(image).isKept()) {
      return reshape(vector, "_image", image);
    }
    Shape pixels = Shape.of(image.extent(1), image.extent(2), image.extent(0));
    return transpose(reshape(vector, "_pixels", pixels), "_image", CHANNELS_FIRST);
  }

  private static boolean isRaster(Stream stream, Shape image) {
    return stream.order().equals(ElementOrder.raster(image));
  }

  private String reshape(String value, String suffix, Shape shape) {
    return reshape(value, value, suffix, shape);
  }

  private String reshape(String value, String stem, String suffix, Shape shape) {
    String name = freshName(stem + suffix);
    layers.add(new Layer.Reshape(name, value, shape));
    return name;
  }

  private String transpose(String value, String suffix, List<Integer> order) {
    String name = freshName(value + suffix);
    layers.add(new Layer.Transpose(name, value, order));
    return name;
  }

  private String freshName(String wanted) {
    String name = wanted;
    for (int i = 2; !names.add(name); i++) {
      name = wanted + "_" + i;
    }
    return name;
  }

  private void requireWhole(Layer.Unary layer, int axis, String kind) {
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

  private Shape inputShape(Layer.Unary layer) {
    return shape(layer.input());
  }

  private Shape shape(String value) {
    return Objects.requireNonNull(shapes.get(value), value);
  }

  private Stream stream(String value) {
    return Objects.requireNonNull(streams.get(value), value);
  }

  /** After an error: the graph is thrown away, further errors are still found. */
  private Stream standIn(String value) {
    return new Stream(value, Optional.empty(), ElementOrder.kept(shape(value).size()));
  }

  private void error(String value, String message) {
    errors.error(place(value), Code.QUANT_002, message);
  }

  private String place(String value) {
    return "%s: layer '%s'".formatted(graph.name(), value);
  }
}

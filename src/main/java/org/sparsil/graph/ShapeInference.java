// SPDX-License-Identifier: Apache-2.0
package org.sparsil.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sparsil.diag.Code;
import org.sparsil.diag.UserException;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.Shape;
import org.sparsil.tensor.Window;

/** Finds the shape of every value of a float network, and thereby checks that the layers fit. */
public final class ShapeInference implements Layer.Visitor<Shape> {
  private final String network;
  private final Map<String, Shape> shapes = new LinkedHashMap<>();

  private ShapeInference(String network) {
    this.network = network;
  }

  /**
   * The shape that one layer makes.
   *
   * @param network for messages
   * @param read the shapes of what it reads
   * @throws UserException if the layer does not fit them
   */
  public static Shape made(String network, Layer layer, Map<String, Shape> read) {
    ShapeInference inference = new ShapeInference(network);
    inference.shapes.putAll(read);
    return layer.accept(inference);
  }

  /**
   * The shape of the input and of each layer's output, in execution order.
   *
   * @throws UserException if a layer does not fit the shape that it reads
   */
  public static Map<String, Shape> infer(Graph graph) {
    ShapeInference inference = new ShapeInference(graph.name());
    inference.shapes.put(graph.input(), graph.inputShape());
    for (Layer layer : graph.layers()) {
      inference.shapes.put(layer.name(), layer.accept(inference));
    }
    return Collections.unmodifiableMap(inference.shapes);
  }

  @Override
  public Shape dense(Layer.Dense layer) {
    Shape read = read(layer);
    int inputs = layer.columns();
    if (read.rank() == 0 || read.extent(read.rank() - 1) != inputs) {
      throw misfit(
          layer, "reads shape %s, its weights are %s".formatted(read, layer.weights().shape()));
    }
    int rows = inputs == 0 ? 0 : read.size() / inputs;
    if ((long) rows * layer.outputs() > Integer.MAX_VALUE) {
      throw misfit(layer, "makes %d outputs for each of %d rows".formatted(layer.outputs(), rows));
    }
    return with(read, read.rank() - 1, layer.outputs());
  }

  @Override
  public Shape conv(Layer.Conv layer) {
    Shape image = image(layer);
    long channels = (long) layer.channelsPerGroup() * layer.groups();
    if (image.extent(0) != channels) {
      throw misfit(
          layer,
          "reads %d channels (shape %s), its weights %s in %d groups take %d"
              .formatted(
                  image.extent(0), image, layer.weights().shape(), layer.groups(), channels));
    }
    return windows(layer, image, layer.window(), layer.outputs());
  }

  @Override
  public Shape maxPool(Layer.MaxPool layer) {
    return pool(layer, layer.window());
  }

  @Override
  public Shape averagePool(Layer.AveragePool layer) {
    return pool(layer, layer.window());
  }

  private Shape pool(Layer.Unary layer, Window window) {
    Shape image = image(layer);
    Shape made = windows(layer, image, window, image.extent(0));
    requireTapsInImage(layer, "rows", window.rows(), image.extent(1), made.extent(1));
    requireTapsInImage(layer, "columns", window.columns(), image.extent(2), made.extent(2));
    return made;
  }

  private Shape image(Layer.Unary layer) {
    Shape read = read(layer);
    if (read.rank() != 3) {
      throw misfit(
          layer, "reads shape %s, an image has channels, rows and columns".formatted(read));
    }
    return read;
  }

  private Shape windows(Layer layer, Shape image, Window window, int channels) {
    Window.Axis rows = window.rows();
    Window.Axis columns = window.columns();
    int madeRows = rows.outputs(image.extent(1));
    int madeColumns = columns.outputs(image.extent(2));
    if (madeRows == 0 || madeColumns == 0) {
      throw misfit(
          layer,
          "its kernel spans %dx%d pixels, the image with its padding has %dx%d"
              .formatted(
                  rows.effectiveKernel(),
                  columns.effectiveKernel(),
                  rows.paddedExtent(image.extent(1)),
                  columns.paddedExtent(image.extent(2))));
    }
    if ((double) channels * madeRows * madeColumns > Integer.MAX_VALUE) {
      throw misfit(
          layer,
          "makes %d channels of %dx%d pixels, together more than %d elements"
              .formatted(channels, madeRows, madeColumns, Integer.MAX_VALUE));
    }
    return Shape.of(channels, madeRows, madeColumns);
  }

  /** Nothing can be pooled where there is only padding. */
  private void requireTapsInImage(
      Layer layer, String axis, Window.Axis window, int extent, int outputs) {
    for (int output = 0; output < outputs; output++) {
      if (window.tapsInImage(output, extent) == 0) {
        throw misfit(
            layer,
            "window %d along the %s lies in the padding of %d and %d; the image has %d"
                .formatted(output, axis, window.padBefore(), window.padAfter(), extent));
      }
    }
  }

  @Override
  public Shape affine(Layer.Affine layer) {
    Shape read = read(layer);
    FloatTensor scale = layer.scale();
    if (scale.size() != 1 && scale.size() != extent(layer, read, layer.axis())) {
      throw misfit(
          layer,
          "reads shape %s, but has %d scales along axis %d"
              .formatted(read, scale.size(), layer.axis()));
    }
    return read;
  }

  @Override
  public Shape activation(Layer.Activation layer) {
    return read(layer);
  }

  @Override
  public Shape fakeQuantize(Layer.FakeQuantize layer) {
    return read(layer);
  }

  @Override
  public Shape reshape(Layer.Reshape layer) {
    Shape read = read(layer);
    if (read.size() != layer.shape().size()) {
      throw misfit(
          layer,
          "reads shape %s of %d elements, but makes shape %s of %d"
              .formatted(read, read.size(), layer.shape(), layer.shape().size()));
    }
    return layer.shape();
  }

  @Override
  public Shape transpose(Layer.Transpose layer) {
    Shape read = read(layer);
    List<Integer> order = layer.permutation();
    List<Integer> sorted = order.stream().sorted().toList();
    List<Integer> extents = new ArrayList<>();
    for (int axis = 0; axis < read.rank(); axis++) {
      if (sorted.size() != read.rank() || sorted.get(axis) != axis) {
        throw misfit(layer, "reads shape %s, but orders its axes as %s".formatted(read, order));
      }
      extents.add(read.extent(order.get(axis)));
    }
    return new Shape(extents);
  }

  @Override
  public Shape softmax(Layer.Softmax layer) {
    Shape read = read(layer);
    extent(layer, read, layer.axis());
    return read;
  }

  @Override
  public Shape argMax(Layer.ArgMax layer) {
    Shape read = read(layer);
    if (extent(layer, read, layer.axis()) == 0) {
      throw misfit(layer, "axis %d of shape %s is empty".formatted(layer.axis(), read));
    }
    if (layer.keepAxis()) {
      return with(read, layer.axis(), 1);
    }
    List<Integer> extents = new ArrayList<>(read.extents());
    extents.remove(layer.axis());
    return new Shape(extents);
  }

  @Override
  public Shape add(Add layer) {
    Shape left = read(layer.left());
    if (!left.equals(read(layer.right()))) {
      throw misfit(layer, "adds shapes %s and %s".formatted(left, read(layer.right())));
    }
    return left;
  }

  @Override
  public Shape concat(Concat layer) {
    Shape first = read(layer.inputs().get(0));
    extent(layer, first, layer.axis());
    long total = 0;
    for (String input : layer.inputs()) {
      Shape shape = read(input);
      boolean fits =
          shape.rank() == first.rank()
              && with(shape, layer.axis(), 1).equals(with(first, layer.axis(), 1));
      if (!fits) {
        throw misfit(
            layer, "joins shapes %s and %s along axis %d".formatted(first, shape, layer.axis()));
      }
      total += shape.extent(layer.axis());
    }
    return enlarged(layer, with(first, layer.axis(), 1), layer.axis(), total);
  }

  @Override
  public Shape pad(Pad layer) {
    Shape shape = read(layer);
    if (shape.rank() != layer.before().size()) {
      throw misfit(
          layer, "reads shape %s, but pads %d axes".formatted(shape, layer.before().size()));
    }
    for (int axis = 0; axis < shape.rank(); axis++) {
      long padding = (long) layer.before().get(axis) + layer.after().get(axis);
      shape = enlarged(layer, shape, axis, padding + shape.extent(axis));
    }
    return shape;
  }

  @Override
  public Shape resize(Resize layer) {
    Shape image = image(layer);
    Shape tall = enlarged(layer, image, 1, (long) image.extent(1) * layer.rowFactor());
    return enlarged(layer, tall, 2, (long) image.extent(2) * layer.columnFactor());
  }

  @Override
  public Shape depthToSpace(DepthToSpace layer) {
    Shape image = image(layer);
    long pixels = (long) layer.block() * layer.block();
    if (image.extent(0) < pixels || image.extent(0) % pixels != 0) {
      throw misfit(
          layer,
          "makes blocks of %dx%d pixels of %d channels"
              .formatted(layer.block(), layer.block(), image.extent(0)));
    }
    return Shape.of(
        Math.toIntExact(image.extent(0) / pixels),
        image.extent(1) * layer.block(),
        image.extent(2) * layer.block());
  }

  private Shape enlarged(Layer layer, Shape shape, int axis, long extent) {
    double others = (double) shape.size() / Math.max(1, shape.extent(axis));
    if (extent > Integer.MAX_VALUE || others * extent > Integer.MAX_VALUE) {
      throw misfit(
          layer,
          "makes axis %d of shape %s %d long, more than %d elements"
              .formatted(axis, shape, extent, Integer.MAX_VALUE));
    }
    return with(shape, axis, (int) extent);
  }

  private Shape read(Layer.Unary layer) {
    return read(layer.input());
  }

  private Shape read(String value) {
    Shape shape = shapes.get(value);
    if (shape == null) {
      throw new IllegalStateException("no value '" + value + "'");
    }
    return shape;
  }

  private int extent(Layer layer, Shape shape, int axis) {
    if (axis < 0 || axis >= shape.rank()) {
      throw misfit(layer, "shape %s has no axis %d".formatted(shape, axis));
    }
    return shape.extent(axis);
  }

  private static Shape with(Shape shape, int axis, int extent) {
    List<Integer> extents = new ArrayList<>(shape.extents());
    extents.set(axis, extent);
    return new Shape(extents);
  }

  private UserException misfit(Layer layer, String message) {
    return new UserException(
        "%s: layer '%s'".formatted(network, layer.name()), Code.GRAPH_001, message);
  }
}

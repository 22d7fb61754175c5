// SPDX-License-Identifier: Apache-2.0
package org.sparsil.qgraph;

import java.util.HashMap;
import java.util.Map;
import org.sparsil.tensor.Shape;
import org.sparsil.tensor.Window;

/**
 * Checks what a network's records cannot check one by one: that each layer fits the values it
 * reads, and that no accumulator and no step of an output stage exceeds 63 bits, whatever the
 * input.
 */
public final class QGraphCheck implements QLayer.Visitor<Void> {
  /** More elements than this in one value are taken for a mistake. */
  static final int MAX_ELEMENTS = 1 << 26;

  /** What layers have been checked and can be read; found at once, however many they are. */
  private final Map<String, Value> values = new HashMap<>();

  private record Value(Shape shape, FixedPoint format, Interval range) {}

  private QGraphCheck(QGraph.QInput input) {
    values.put(input.name(), new Value(input.shape(), input.format(), input.format().range()));
  }

  /**
   * Returns if the network can be computed exactly.
   *
   * @throws IllegalArgumentException naming the first layer that does not fit, and why
   */
  public static void require(QGraph graph) {
    QGraphCheck check = new QGraphCheck(graph.input());
    requireSize(graph.input().name(), graph.input().shape());
    for (QLayer layer : graph.layers()) {
      try {
        layer.accept(check);
      } catch (ArithmeticException e) {
        throw new IllegalArgumentException(
            "layer '" + layer.name() + "' needs more than 63 bits", e);
      }
      requireSize(layer.name(), layer.shape());
      check.values.put(layer.name(), new Value(layer.shape(), layer.format(), layer.range()));
    }
  }

  private Value value(String name) {
    Value value = values.get(name);
    if (value == null) {
      throw new IllegalStateException("'" + name + "' is not checked yet");
    }
    return value;
  }

  @Override
  public Void dense(QDense layer) {
    requireElements(layer, layer.inputElements());
    FixedPoint format = value(layer.input()).format();
    Interval accumulators =
        RangeAnalysis.accumulator(layer, value(layer.input()).range(), format.zeroPoint());
    requireStage(layer, layer.stage(), accumulators);
    return null;
  }

  @Override
  public Void conv(QConv layer) {
    requireImage(layer, layer.image(), layer.window());
    FixedPoint format = value(layer.input()).format();
    if (layer.window().isPadded() && !format.range().contains(Interval.of(format.zeroPoint()))) {
      throw new IllegalArgumentException(
          "layer '%s' pads with %d, its input holds %s"
              .formatted(layer.name(), format.zeroPoint(), format.range()));
    }
    Interval accumulators =
        RangeAnalysis.accumulator(layer, value(layer.input()).range(), format.zeroPoint());
    requireStage(layer, layer.stage(), accumulators);
    return null;
  }

  @Override
  public Void maxPool(QMaxPool layer) {
    requireImage(layer, layer.image(), layer.window());
    requireTapsInImage(layer, layer.image(), layer.window());
    requirePassedOn(layer, layer.input());
    return null;
  }

  @Override
  public Void averagePool(QAveragePool layer) {
    requireImage(layer, layer.image(), layer.window());
    requireTapsInImage(layer, layer.image(), layer.window());
    Interval accumulators =
        RangeAnalysis.accumulator(
            layer, value(layer.input()).range(), value(layer.input()).format().zeroPoint());
    requireStage(layer, layer.stage(), accumulators);
    return null;
  }

  private void requireImage(QUnary layer, Shape image) {
    Shape read = value(layer.input()).shape();
    if (!read.equals(image)) {
      throw new IllegalArgumentException(
          "layer '%s' reads an image of %s, '%s' has %s"
              .formatted(layer.name(), image, layer.input(), read));
    }
  }

  private void requireImage(QUnary layer, Shape image, Window window) {
    requireImage(layer, image);
    if (window.rows().outputs(image.extent(0)) == 0
        || window.columns().outputs(image.extent(1)) == 0) {
      throw new IllegalArgumentException(
          "layer '%s': window %s exceeds the image %s".formatted(layer.name(), window, image));
    }
  }

  private static void requireTapsInImage(QLayer layer, Shape image, Window window) {
    requireTapsInImage(layer, window.rows(), image.extent(0));
    requireTapsInImage(layer, window.columns(), image.extent(1));
  }

  private static void requireTapsInImage(QLayer layer, Window.Axis axis, int extent) {
    for (int output = 0; output < axis.outputs(extent); output++) {
      if (axis.tapsInImage(output, extent) == 0) {
        throw new IllegalArgumentException(
            "layer '%s': window %d lies in the padding".formatted(layer.name(), output));
      }
    }
  }

  @Override
  public Void elementwise(QElementwise layer) {
    requireElements(layer, layer.shape().size());
    long zeroPoint = value(layer.input()).format().zeroPoint();
    requireStage(layer, layer.stage(), value(layer.input()).range().plus(Interval.of(-zeroPoint)));
    return null;
  }

  @Override
  public Void add(QAdd layer) {
    for (String read : layer.inputs()) {
      requireElements(layer, read, layer.shape().size());
    }
    Interval accumulators =
        RangeAnalysis.accumulator(
            layer,
            value(layer.left()).range(),
            value(layer.left()).format().zeroPoint(),
            value(layer.right()).range(),
            value(layer.right()).format().zeroPoint());
    requireStage(layer, layer.stage(), accumulators);
    return null;
  }

  @Override
  public Void concat(QConcat layer) {
    requireSize(layer.name(), layer.shape());
    int pixels = pixels(layer.shape());
    long channels = 0;
    for (String read : layer.inputs()) {
      requirePassedOn(layer, read);
      if (pixels(value(read).shape()) != pixels) {
        throw new IllegalArgumentException(
            "layer '%s' makes %d pixels, '%s' has %d"
                .formatted(layer.name(), pixels, read, pixels(value(read).shape())));
      }
      channels += channels(value(read).shape());
    }
    if (channels != channels(layer.shape())) {
      throw new IllegalArgumentException(
          "layer '%s' makes %d channels of %d"
              .formatted(layer.name(), channels(layer.shape()), channels));
    }
    return null;
  }

  @Override
  public Void pad(QPad layer) {
    requireImage(layer, layer.image());
    requirePassedOn(layer, layer.input());
    if (!layer.range().contains(Interval.of(layer.value()))) {
      throw new IllegalArgumentException(
          "layer '%s' pads with %d, it makes %s"
              .formatted(layer.name(), layer.value(), layer.range()));
    }
    return null;
  }

  @Override
  public Void gather(QGather layer) {
    requireElements(layer, layer.inputElements());
    requirePassedOn(layer, layer.input());
    return null;
  }

  @Override
  public Void argMax(QArgMax layer) {
    requireElements(layer, layer.elements());
    return null;
  }

  private void requireElements(QUnary layer, int expected) {
    requireElements(layer, layer.input(), expected);
  }

  private void requireElements(QLayer layer, String read, int expected) {
    int actual = value(read).shape().size();
    if (actual != expected) {
      throw new IllegalArgumentException(
          "layer '%s' reads %d elements, '%s' has %d"
              .formatted(layer.name(), expected, read, actual));
    }
  }

  /** The integers that a layer reads are those that it makes: same format, within its range. */
  private void requirePassedOn(QLayer layer, String read) {
    FixedPoint format = value(read).format();
    if (format.signed() != layer.format().signed()
        || format.widthBits() != layer.format().widthBits()
        || format.zeroPoint() != layer.format().zeroPoint()) {
      throw new IllegalArgumentException(
          "layer '%s' makes %s of %s, which is '%s'"
              .formatted(layer.name(), layer.format(), format, read));
    }
    Interval range = value(read).range();
    if (!layer.range().contains(range) || !format.range().contains(layer.range())) {
      throw new IllegalArgumentException(
          "layer '%s' makes %s of %s, which is '%s'"
              .formatted(layer.name(), layer.range(), range, read));
    }
  }

  private static int channels(Shape shape) {
    return shape.rank() == 0 ? 1 : shape.extent(shape.rank() - 1);
  }

  private static int pixels(Shape shape) {
    return shape.size() / channels(shape);
  }

  /** Stages are monotonic up to their table, so that the ends of the range prove all of it. */
  private static void requireStage(QLayer layer, OutputStage stage, Interval accumulators) {
    if (accumulators.signedBits() > 63) {
      throw new ArithmeticException(accumulators + " exceeds 63 bits");
    }
    stage.accept(new StageCheck(layer.name(), channels(layer.shape()), accumulators));
  }

  private static void requireSize(String value, Shape shape) {
    if (shape.size() < 1 || shape.size() > MAX_ELEMENTS) {
      throw new IllegalArgumentException(
          "'%s' has %d elements, expected 1 to %d".formatted(value, shape.size(), MAX_ELEMENTS));
    }
  }

  private record StageCheck(String layer, int channels, Interval accumulators)
      implements OutputStage.Visitor<Void> {
    @Override
    public Void requantize(Requantize stage) {
      if (stage.perChannel() && stage.multiplier().size() != channels) {
        throw new IllegalArgumentException(
            "layer '%s' has %d multipliers for %d channels"
                .formatted(layer, stage.multiplier().size(), channels));
      }
      for (int channel = 0; channel < stage.multiplier().size(); channel++) {
        stage.apply(accumulators.min(), channel);
        stage.apply(accumulators.max(), channel);
      }
      return null;
    }

    @Override
    public Void lookUpTable(LookUpTable stage) {
      return requantize(stage.index());
    }

    @Override
    public Void accumulator(Accumulator stage) {
      if (!stage.range().contains(accumulators)) {
        throw new IllegalArgumentException(
            "layer '%s': accumulators %s exceed the output format %s"
                .formatted(layer, accumulators, stage.format()));
      }
      return null;
    }
  }
}

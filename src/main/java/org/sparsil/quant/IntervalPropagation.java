// SPDX-License-Identifier: Apache-2.0
package org.sparsil.quant;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sparsil.graph.Add;
import org.sparsil.graph.Concat;
import org.sparsil.graph.DepthToSpace;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.graph.Pad;
import org.sparsil.graph.Resize;
import org.sparsil.graph.ShapeInference;
import org.sparsil.tensor.Shape;
import org.sparsil.tensor.Window;

/**
 * The ranges that values can have at most, for networks without calibration data. They are safe and
 * wide: interval arithmetic takes every input for independent of the others. The network's input is
 * taken to be within {@link #INPUT}, unless a fake quantization behind it says less.
 */
final class IntervalPropagation implements Layer.Visitor<Range> {
  /** The range assumed of an input that nothing is known about. */
  static final Range INPUT = new Range(-1, 1);

  private static final int SAMPLES = 1024;
  private static final double BEND = 8;

  private final Map<String, Range> ranges = new LinkedHashMap<>();
  private final Map<String, Shape> shapes;

  private IntervalPropagation(Graph graph) {
    this.shapes = ShapeInference.infer(graph);
    ranges.put(graph.input(), INPUT);
    graph.layers().forEach(layer -> ranges.put(layer.name(), layer.accept(this)));
  }

  static Map<String, Range> ranges(Graph graph) {
    return new IntervalPropagation(graph).ranges;
  }

  @Override
  public Range dense(Layer.Dense layer) {
    return weighted(layer, input(layer));
  }

  @Override
  public Range conv(Layer.Conv layer) {
    return weighted(layer, withPadding(input(layer), layer.window()));
  }

  private static Range weighted(Layer.Weighted layer, Range input) {
    Range all = new Range(layer.bias().get(0), layer.bias().get(0));
    int inputs = layer.weightsPerOutput();
    for (int output = 0; output < layer.outputs(); output++) {
      double min = layer.bias().get(output);
      double max = min;
      for (int i = output * inputs; i < (output + 1) * inputs; i++) {
        Range term = input.times(layer.weights().get(i));
        min += term.min();
        max += term.max();
      }
      all = all.hull(bounded(min, max));
    }
    return all;
  }

  private static Range withPadding(Range image, Window window) {
    return window.isPadded() ? image.hull(new Range(0, 0)) : image;
  }

  @Override
  public Range maxPool(Layer.MaxPool layer) {
    return input(layer);
  }

  @Override
  public Range averagePool(Layer.AveragePool layer) {
    return switch (layer.divisor()) {
      case KERNEL -> withPadding(input(layer), layer.window());
      case IMAGE -> input(layer);
    };
  }

  @Override
  public Range affine(Layer.Affine layer) {
    Range all = affine(layer, 0);
    for (int i = 1; i < layer.scale().size(); i++) {
      all = all.hull(affine(layer, i));
    }
    return all;
  }

  private Range affine(Layer.Affine layer, int index) {
    Range scaled = input(layer).times(layer.scale().get(index));
    double offset = layer.offset().get(index);
    return bounded(scaled.min() + offset, scaled.max() + offset);
  }

  /** By trying: evenly over the input's range, and closely near 0, where functions bend. */
  @Override
  public Range activation(Layer.Activation layer) {
    Range input = input(layer);
    Range near = new Range(-BEND, BEND).intersect(input);
    double first = layer.function().apply(input.min());
    Range all = bounded(first, first);
    for (int i = 0; i <= SAMPLES; i++) {
      for (Range range : List.of(input, near)) {
        double x = range.min() + (range.max() - range.min()) * i / SAMPLES;
        double y = layer.function().apply(Math.max(input.min(), Math.min(input.max(), x)));
        all = all.hull(bounded(y, y));
      }
    }
    return all;
  }

  @Override
  public Range fakeQuantize(Layer.FakeQuantize layer) {
    double lowest = layer.signed() ? -Math.scalb(1.0, layer.widthBits() - 1) : 0;
    double highest = lowest + Math.scalb(1.0, layer.widthBits()) - 1;
    Range format =
        new Range(lowest - layer.zeroPoint(), highest - layer.zeroPoint()).times(layer.scale());
    // In front, the format is all that is known about the input.
    return input(layer).equals(INPUT) ? format : input(layer).intersect(format);
  }

  @Override
  public Range reshape(Layer.Reshape layer) {
    return input(layer);
  }

  @Override
  public Range transpose(Layer.Transpose layer) {
    return input(layer);
  }

  @Override
  public Range softmax(Layer.Softmax layer) {
    Range input = input(layer);
    return layer.logarithm()
        ? new Range(input.min() - input.max() - Math.log(size(layer)), 0)
        : new Range(0, 1);
  }

  @Override
  public Range argMax(Layer.ArgMax layer) {
    return new Range(0, size(layer));
  }

  @Override
  public Range add(Add layer) {
    Range left = range(layer.left());
    Range right = range(layer.right());
    return bounded(left.min() + right.min(), left.max() + right.max());
  }

  @Override
  public Range concat(Concat layer) {
    return layer.inputs().stream().map(this::range).reduce(Range::hull).orElseThrow();
  }

  @Override
  public Range pad(Pad layer) {
    return input(layer).hull(bounded(layer.value(), layer.value()));
  }

  @Override
  public Range resize(Resize layer) {
    return input(layer);
  }

  @Override
  public Range depthToSpace(DepthToSpace layer) {
    return input(layer);
  }

  private Range input(Layer.Unary layer) {
    return range(layer.input());
  }

  private Range range(String value) {
    Range range = ranges.get(value);
    if (range == null) {
      throw new IllegalStateException("no range of '" + value + "'");
    }
    return range;
  }

  private int size(Layer.Unary layer) {
    Shape shape = shapes.get(layer.input());
    return shape == null ? 1 : shape.size();
  }

  /** As far as numbers of the float network reach. */
  private static Range bounded(double min, double max) {
    return new Range(clamp(min), clamp(max));
  }

  private static double clamp(double value) {
    return Double.isNaN(value) ? 0 : Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, value));
  }
}

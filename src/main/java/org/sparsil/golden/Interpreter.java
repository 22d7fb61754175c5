// SPDX-License-Identifier: Apache-2.0
package org.sparsil.golden;

import java.util.LinkedHashMap;
import java.util.Map;
import org.sparsil.qgraph.QAdd;
import org.sparsil.qgraph.QArgMax;
import org.sparsil.qgraph.QAveragePool;
import org.sparsil.qgraph.QConcat;
import org.sparsil.qgraph.QConv;
import org.sparsil.qgraph.QDense;
import org.sparsil.qgraph.QElementwise;
import org.sparsil.qgraph.QGather;
import org.sparsil.qgraph.QGraph;
import org.sparsil.qgraph.QLayer;
import org.sparsil.qgraph.QMaxPool;
import org.sparsil.qgraph.QPad;
import org.sparsil.qgraph.QUnary;
import org.sparsil.qgraph.QWeighted;
import org.sparsil.tensor.IntTensor;
import org.sparsil.tensor.Shape;

/** The specification: one frame, layer by layer, each formula as its record states it. */
final class Interpreter implements QLayer.Visitor<IntTensor> {
  private final QGraph graph;
  private final Products products;
  private final Map<String, IntTensor> values = new LinkedHashMap<>();

  private Interpreter(QGraph graph, IntTensor frame, Products products) {
    this.graph = graph;
    this.products = products;
    values.put(graph.input().name(), frame);
  }

  /** Every value by name, the input first. */
  static Map<String, IntTensor> run(QGraph graph, IntTensor frame, Products products) {
    Interpreter interpreter = new Interpreter(graph, frame, products);
    for (QLayer layer : graph.layers()) {
      interpreter.values.put(layer.name(), layer.accept(interpreter));
    }
    return interpreter.values;
  }

  @Override
  public IntTensor dense(QDense layer) {
    IntTensor input = input(layer);
    int zeroPoint = zeroPoint(layer);
    long[] centered = new long[input.size()];
    for (int i = 0; i < centered.length; i++) {
      centered[i] = (long) input.get(i) - zeroPoint;
    }
    int[] output = new int[layer.outputs()];
    sums(layer, 0, output.length, centered, output, 0);
    return IntTensor.adopt(layer.shape(), output);
  }

  @Override
  public IntTensor conv(QConv layer) {
    IntTensor input = input(layer);
    int zeroPoint = zeroPoint(layer);
    WindowReader reader = new WindowReader(layer.window(), layer.image());
    int channels = layer.channelsPerGroup();
    int perGroup = layer.outputsPerGroup();
    long[] centered = new long[layer.weights().columns()];
    int[] output = new int[layer.shape().size()];
    for (int at = 0; at < output.length; at += perGroup) {
      int pixel = at / layer.outputs();
      int firstRow = at % layer.outputs();
      int firstChannel = firstRow / perGroup * channels;
      for (int i = 0; i < centered.length; i++) {
        int position = reader.position(pixel, i / channels, firstChannel + i % channels);
        centered[i] = position < 0 ? 0 : (long) input.get(position) - zeroPoint;
      }
      sums(layer, firstRow, perGroup, centered, output, at);
    }
    return IntTensor.adopt(layer.shape(), output);
  }

  /** The outputs of some rows of a layer's matrix, from {@code output[at]} on. */
  private void sums(
      QWeighted layer, int firstRow, int rows, long[] centered, int[] output, int at) {
    long[] sums = products.of(layer, firstRow, rows, centered);
    for (int row = 0; row < rows; row++) {
      long accumulator = Math.addExact(layer.bias().get(firstRow + row), sums[row]);
      output[at + row] = layer.stage().apply(accumulator, firstRow + row);
    }
  }

  @Override
  public IntTensor maxPool(QMaxPool layer) {
    IntTensor input = input(layer);
    WindowReader reader = new WindowReader(layer.window(), layer.image());
    int channels = Channels.of(layer.shape());
    int[] output = new int[layer.shape().size()];
    for (int i = 0; i < output.length; i++) {
      output[i] = layer.format().min();
      for (int tap = 0; tap < layer.window().taps(); tap++) {
        int position = reader.position(i / channels, tap, i % channels);
        if (position >= 0) {
          output[i] = Math.max(output[i], input.get(position));
        }
      }
    }
    return IntTensor.adopt(layer.shape(), output);
  }

  @Override
  public IntTensor averagePool(QAveragePool layer) {
    IntTensor input = input(layer);
    int zeroPoint = zeroPoint(layer);
    IntTensor factors = layer.factors();
    WindowReader reader = new WindowReader(layer.window(), layer.image());
    int channels = Channels.of(layer.shape());
    int[] output = new int[layer.shape().size()];
    for (int i = 0; i < output.length; i++) {
      long sum = 0;
      for (int tap = 0; tap < layer.window().taps(); tap++) {
        int position = reader.position(i / channels, tap, i % channels);
        if (position >= 0) {
          sum = Math.addExact(sum, (long) input.get(position) - zeroPoint);
        }
      }
      long accumulator = Math.multiplyExact(sum, (long) factors.get(i / channels));
      output[i] = layer.stage().apply(accumulator, i % channels);
    }
    return IntTensor.adopt(layer.shape(), output);
  }

  @Override
  public IntTensor elementwise(QElementwise layer) {
    IntTensor input = input(layer);
    int zeroPoint = zeroPoint(layer);
    int channels = Channels.of(layer.shape());
    int[] output = new int[input.size()];
    for (int i = 0; i < output.length; i++) {
      output[i] = layer.stage().apply((long) input.get(i) - zeroPoint, i % channels);
    }
    return IntTensor.adopt(layer.shape(), output);
  }

  @Override
  public IntTensor add(QAdd layer) {
    IntTensor left = value(layer.left());
    IntTensor right = value(layer.right());
    int leftZeroPoint = zeroPoint(layer.left());
    int rightZeroPoint = zeroPoint(layer.right());
    int channels = Channels.of(layer.shape());
    int[] output = new int[layer.shape().size()];
    for (int i = 0; i < output.length; i++) {
      long l = layer.leftScale().apply((long) left.get(i) - leftZeroPoint);
      long r = layer.rightScale().apply((long) right.get(i) - rightZeroPoint);
      output[i] = layer.stage().apply(Math.addExact(l, r), i % channels);
    }
    return IntTensor.adopt(layer.shape(), output);
  }

  @Override
  public IntTensor concat(QConcat layer) {
    int[] output = new int[layer.shape().size()];
    int pixels = output.length / Channels.of(layer.shape());
    int next = 0;
    for (int pixel = 0; pixel < pixels; pixel++) {
      for (String read : layer.inputs()) {
        IntTensor value = value(read);
        int channels = Channels.of(value.shape());
        value.copyTo(pixel * channels, output, next, channels);
        next += channels;
      }
    }
    return IntTensor.adopt(layer.shape(), output);
  }

  @Override
  public IntTensor pad(QPad layer) {
    IntTensor input = input(layer);
    Shape image = layer.image();
    Shape padded = layer.shape();
    int channels = image.extent(2);
    int[] output = new int[padded.size()];
    for (int i = 0; i < output.length; i++) {
      int row = i / channels / padded.extent(1) - layer.top();
      int column = i / channels % padded.extent(1) - layer.left();
      boolean inside = row >= 0 && row < image.extent(0) && column >= 0 && column < image.extent(1);
      output[i] =
          inside
              ? input.get((row * image.extent(1) + column) * channels + i % channels)
              : layer.value();
    }
    return IntTensor.adopt(padded, output);
  }

  @Override
  public IntTensor gather(QGather layer) {
    IntTensor input = input(layer);
    int[] output = new int[layer.shape().size()];
    for (int i = 0; i < output.length; i++) {
      int rest = i % layer.stripOutputs();
      int position = i / layer.stripOutputs() * layer.stripElements();
      for (int k = layer.loops().size() - 1; k >= 0; k--) {
        QGather.Loop loop = layer.loops().get(k);
        position += rest % loop.count() * loop.stride();
        rest /= loop.count();
      }
      output[i] = input.get(position);
    }
    return IntTensor.adopt(layer.shape(), output);
  }

  @Override
  public IntTensor argMax(QArgMax layer) {
    IntTensor input = input(layer);
    int best = 0;
    for (int i = 1; i < layer.elements(); i++) {
      if (input.get(i) > input.get(best)) {
        best = i;
      }
    }
    return IntTensor.of(layer.shape(), best);
  }

  private IntTensor input(QUnary layer) {
    return value(layer.input());
  }

  private IntTensor value(String name) {
    IntTensor value = values.get(name);
    if (value == null) {
      throw new IllegalStateException("'" + name + "' is not computed yet");
    }
    return value;
  }

  private int zeroPoint(QUnary layer) {
    return zeroPoint(layer.input());
  }

  private int zeroPoint(String value) {
    return graph.format(value).zeroPoint();
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.golden;

import java.util.LinkedHashMap;
import java.util.Map;
import org.sparsil.qgraph.CodedMatrix;
import org.sparsil.qgraph.QGraph;
import org.sparsil.qgraph.QLayer;
import org.sparsil.qgraph.QLayer.QArgMax;
import org.sparsil.qgraph.QLayer.QAveragePool;
import org.sparsil.qgraph.QLayer.QConv;
import org.sparsil.qgraph.QLayer.QDense;
import org.sparsil.qgraph.QLayer.QElementwise;
import org.sparsil.qgraph.QLayer.QMaxPool;
import org.sparsil.tensor.IntTensor;

/** The specification: one frame, layer by layer, each formula as its record states it. */
final class Interpreter implements QLayer.Visitor<IntTensor> {
  private final QGraph graph;
  private final Map<String, IntTensor> values = new LinkedHashMap<>();

  private Interpreter(QGraph graph, IntTensor frame) {
    this.graph = graph;
    values.put(graph.input().name(), frame);
  }

  /** Every value by name, the input first. */
  static Map<String, IntTensor> run(QGraph graph, IntTensor frame) {
    Interpreter interpreter = new Interpreter(graph, frame);
    for (QLayer layer : graph.layers()) {
      interpreter.values.put(layer.name(), layer.accept(interpreter));
    }
    return interpreter.values;
  }

  @Override
  public IntTensor dense(QDense layer) {
    IntTensor input = input(layer);
    int zeroPoint = zeroPoint(layer);
    CodedMatrix weights = layer.weights();
    int[] output = new int[layer.outputs()];
    for (int row = 0; row < output.length; row++) {
      long accumulator = layer.bias().get(row);
      for (int entry = weights.start(row); entry < weights.end(row); entry++) {
        long centered = (long) input.get(weights.column(entry)) - zeroPoint;
        long product = Math.multiplyExact(centered, (long) weights.level(entry));
        accumulator = Math.addExact(accumulator, product);
      }
      output[row] = layer.stage().apply(accumulator, row);
    }
    return IntTensor.adopt(layer.shape(), output);
  }

  @Override
  public IntTensor conv(QConv layer) {
    IntTensor input = input(layer);
    int zeroPoint = zeroPoint(layer);
    CodedMatrix weights = layer.weights();
    WindowReader reader = new WindowReader(layer.window(), layer.image());
    int channels = layer.channelsPerGroup();
    int[] output = new int[layer.shape().size()];
    for (int i = 0; i < output.length; i++) {
      int pixel = i / layer.outputs();
      int row = i % layer.outputs();
      int firstChannel = row / layer.outputsPerGroup() * channels;
      long accumulator = layer.bias().get(row);
      for (int entry = weights.start(row); entry < weights.end(row); entry++) {
        int tap = weights.column(entry) / channels;
        int channel = firstChannel + weights.column(entry) % channels;
        int position = reader.position(pixel, tap, channel);
        long centered = position < 0 ? 0 : (long) input.get(position) - zeroPoint;
        long product = Math.multiplyExact(centered, (long) weights.level(entry));
        accumulator = Math.addExact(accumulator, product);
      }
      output[i] = layer.stage().apply(accumulator, row);
    }
    return IntTensor.adopt(layer.shape(), output);
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

  private IntTensor input(QLayer layer) {
    IntTensor input = values.get(layer.input());
    if (input == null) {
      throw new IllegalStateException("'" + layer.input() + "' is not computed yet");
    }
    return input;
  }

  private int zeroPoint(QLayer layer) {
    return graph.format(layer.input()).zeroPoint();
  }
}

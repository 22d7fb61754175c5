// SPDX-License-Identifier: Apache-2.0
package org.sparsil.quant;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.sparsil.diag.Diagnostics;
import org.sparsil.golden.GoldenModel;
import org.sparsil.graph.ActivationFunction;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.qgraph.QGraph;
import org.sparsil.reference.ReferenceModel;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.IntTensor;
import org.sparsil.tensor.Shape;
import org.sparsil.testing.SampleGraphs;

/** A float network, calibrated and quantized, with both evaluated side by side. */
record QuantizedMlp(Graph graph, List<FloatTensor> frames, QGraph integers, Diagnostics notes) {

  static QuantizedMlp of(Graph graph, List<FloatTensor> frames, QuantizeOptions options) {
    Diagnostics notes = new Diagnostics();
    QGraph integers = new Quantize(options, notes).apply(graph, Calibration.measure(graph, frames));
    return new QuantizedMlp(graph, frames, integers, notes);
  }

  /** A random multilayer perceptron with 200 random frames. */
  static QuantizedMlp mlp(long seed, ActivationFunction function, QuantizeOptions options) {
    Random random = new Random(seed);
    Graph graph = random(random, function, 20, 30, 10, 5);
    return of(graph, frames(random, 20, 200), options);
  }

  /** The error of every integer value, by name. */
  Map<String, SignalError> errors() {
    ReferenceModel reference = ReferenceModel.of(graph);
    GoldenModel golden = GoldenModel.of(integers);
    InputQuantizer quantizer = InputQuantizer.of(integers.input());
    Map<String, SignalError> errors = new LinkedHashMap<>();
    for (FloatTensor frame : frames) {
      Map<String, FloatTensor> expected = reference.trace(frame);
      Map<String, IntTensor> actual = golden.trace(quantizer.quantize(frame));
      Quantize.origins(graph)
          .forEach(
              (value, origin) ->
                  errors
                      .computeIfAbsent(value, name -> new SignalError())
                      .add(
                          streamed(known(expected, origin), integers.shape(value)),
                          Dequantizer.of(integers.format(value)).dequantize(known(actual, value))));
    }
    return errors;
  }

  /** An image, channels first, in the order in which it streams: channels last. */
  private static FloatTensor streamed(FloatTensor value, Shape streams) {
    if (value.shape().rank() != 3 || value.shape().equals(streams)) {
      return value;
    }
    int channels = value.shape().extent(0);
    int pixels = value.size() / channels;
    float[] moved = new float[value.size()];
    for (int i = 0; i < moved.length; i++) {
      moved[i % pixels * channels + i / pixels] = value.get(i);
    }
    return FloatTensor.adopt(streams, moved);
  }

  private static <T> T known(Map<String, T> values, String name) {
    return Optional.ofNullable(values.get(name)).orElseThrow();
  }

  SignalError outputError() {
    return known(errors(), integers.output().name());
  }

  /** Dense layers of the given sizes, scaled so that values stay near 1, a function behind each. */
  static Graph random(Random random, ActivationFunction function, int... sizes) {
    List<Layer> layers = new ArrayList<>();
    String value = "x";
    for (int i = 1; i < sizes.length; i++) {
      FloatTensor weights = SampleGraphs.random(random, Shape.of(sizes[i], sizes[i - 1]));
      Layer dense = scaled("fc" + i, value, weights, random);
      layers.add(dense);
      value = dense.name();
      if (i < sizes.length - 1) {
        layers.add(new Layer.Activation("act" + i, value, function));
        value = "act" + i;
      }
    }
    return new Graph("random", "x", Shape.of(sizes[0]), layers, value);
  }

  private static Layer scaled(String name, String input, FloatTensor weights, Random random) {
    float scale = (float) (1 / Math.sqrt(weights.shape().extent(1)));
    float[] values = weights.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] *= scale;
    }
    return new Layer.Dense(
        name,
        input,
        FloatTensor.adopt(weights.shape(), values),
        SampleGraphs.dense(name, input, weights, random).bias(),
        Optional.empty());
  }

  static List<FloatTensor> frames(Random random, int elements, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> SampleGraphs.random(random, Shape.of(elements)))
        .toList();
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.quant;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sparsil.golden.GoldenModel;
import org.sparsil.graph.ActivationFunction.Relu;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.graph.Layer.FakeQuantize;
import org.sparsil.qgraph.Rounding;
import org.sparsil.reference.ReferenceModel;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.IntTensor;
import org.sparsil.tensor.Shape;
import org.sparsil.testing.SharedData;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** A published 8-bit network of TensorFlow Lite Micro, sin(x), as a QDQ network. */
class TfliteNetworkTest {
  private static final String FOLDER = "tflite-int8-graphs/tflm_hello_world_int8/";

  @Test
  void halfUpRoundingIsWithinOneStepOfTheFloatNetworkAndMostlyEqual() throws IOException {
    Graph graph = network();
    int different = 0;
    for (int x = -128; x < 128; x++) {
      int expected = floatOutput(graph, x);
      int actual = integerOutput(graph, QuantizeOptions.defaults(), x);
      assertThat(actual).as("input %d", x).isBetween(expected - 1, expected + 1);
      different += actual == expected ? 0 : 1;
    }
    assertThat(different).isLessThanOrEqualTo(3);
  }

  @Test
  void tfliteRoundingGivesThePublishedIntegers() throws IOException {
    QuantizeOptions options =
        Options.of(QuantizeOptions.defaults()).rounding(Rounding.TFLITE).build();
    Graph graph = network();
    JsonNode sets = json("io.json").get("sets");
    assertThat(sets.size()).isPositive();
    for (JsonNode set : sets) {
      int x = set.get("input").get(0).intValue();
      assertThat(integerOutput(graph, options, x))
          .isEqualTo(set.get("output_int").get(0).intValue());
      assertThat(floatOutput(graph, x)).isEqualTo(set.get("output_ort_qdq").get(0).intValue());
    }
  }

  private static int floatOutput(Graph graph, int x) {
    FakeQuantize out = (FakeQuantize) graph.layers().get(graph.layers().size() - 1);
    float y = ReferenceModel.of(graph).run(real(graph, x)).get(0);
    return Math.round(y / (float) out.scale()) + out.zeroPoint();
  }

  private static int integerOutput(Graph graph, QuantizeOptions options, int x) {
    QuantizedMlp mlp = QuantizedMlp.of(graph, List.of(), options);
    assertThat(mlp.notes().all()).isEmpty();
    IntTensor frame = InputQuantizer.of(mlp.integers().input()).quantize(real(graph, x));
    assertThat(frame.get(0)).isEqualTo(x);
    return GoldenModel.of(mlp.integers()).run(frame).get(0);
  }

  private static FloatTensor real(Graph graph, int x) {
    FakeQuantize in = (FakeQuantize) graph.layers().get(0);
    return FloatTensor.vector((float) in.scale() * (x - in.zeroPoint()));
  }

  private static Graph network() throws IOException {
    JsonNode graph = json("graph.json");
    ByteBuffer bytes =
        ByteBuffer.wrap(Files.readAllBytes(SharedData.require(FOLDER + "tensors.bin")))
            .order(ByteOrder.LITTLE_ENDIAN);
    JsonNode tensors = graph.get("tensors");
    List<Layer> layers = new ArrayList<>();
    layers.add(format("in", "x", tensors.get(0)));
    String value = "in";
    for (JsonNode op : graph.get("ops")) {
      String name = "fc" + layers.size();
      JsonNode inputs = op.get("inputs");
      layers.add(
          dense(
              name,
              value,
              bytes,
              tensors.get(inputs.get(1).intValue()),
              tensors.get(inputs.get(2).intValue())));
      if (op.get("FusedActivationFunction").asString().equals("RELU")) {
        layers.add(new Layer.Activation(name + "_relu", name, new Relu()));
        name += "_relu";
      }
      value = name + "_out";
      layers.add(format(value, name, tensors.get(op.get("outputs").get(0).intValue())));
    }
    return new Graph("hello_world", "x", Shape.of(1), layers, value);
  }

  private static Layer format(String name, String input, JsonNode tensor) {
    return new FakeQuantize(name, input, scale(tensor), zeroPoint(tensor), true, 8);
  }

  private static Layer dense(
      String name, String input, ByteBuffer bytes, JsonNode weights, JsonNode bias) {
    int outputs = weights.get("shape").get(0).intValue();
    int inputs = weights.get("shape").get(1).intValue();
    float[] w = new float[outputs * inputs];
    for (int i = 0; i < w.length; i++) {
      w[i] = scale(weights) * bytes.get(weights.get("data_offset").intValue() + i);
    }
    float[] b = new float[outputs];
    for (int i = 0; i < b.length; i++) {
      b[i] = scale(bias) * bytes.getInt(bias.get("data_offset").intValue() + 4 * i);
    }
    return new Layer.Dense(
        name,
        input,
        FloatTensor.adopt(Shape.of(outputs, inputs), w),
        FloatTensor.adopt(Shape.of(outputs), b),
        Optional.of(FloatTensor.vector(scale(weights))));
  }

  private static float scale(JsonNode tensor) {
    return (float) tensor.get("scale").get(0).doubleValue();
  }

  private static int zeroPoint(JsonNode tensor) {
    return tensor.get("zero_point").get(0).intValue();
  }

  private static JsonNode json(String file) {
    Path path = SharedData.require(FOLDER + file);
    return new ObjectMapper().readTree(path);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.frontend;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.sparsil.testing.Tolerance.assertClose;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.proto.ModelProto;
import org.sparsil.proto.NodeProto;
import org.sparsil.reference.ReferenceModel;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.Shape;
import org.sparsil.testing.OnnxRuntime;
import org.sparsil.testing.SampleGraphs;

class OnnxWriterTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void every_value_of_a_written_network_is_what_onnx_runtime_computes(long seed) {
    compareWithRuntime(SampleGraphs.everyKind(seed), seed);
    compareWithRuntime(SampleGraphs.images(seed), seed);
  }

  private static void compareWithRuntime(Graph graph, long seed) {
    ModelProto model = OnnxRuntime.withAllValues(OnnxWriter.toModel(graph));
    FloatTensor frame = SampleGraphs.random(new Random(seed), graph.inputShape());
    Map<String, FloatTensor> actualValues = ReferenceModel.of(graph).trace(frame);
    try (OnnxRuntime runtime = new OnnxRuntime(model)) {
      Map<String, FloatTensor> expected = runtime.run("x", withBatch(frame));
      for (Layer layer : graph.layers()) {
        FloatTensor actual = requireNonNull(actualValues.get(layer.name()));
        FloatTensor wanted = requireNonNull(expected.get(layer.name()));
        assertClose("seed " + seed + ", " + layer.name(), actual, wanted, 1e-4);
      }
    }
  }

  @Test
  void a_written_network_takes_several_frames_at_once() {
    Graph graph = SampleGraphs.everyKind(4);
    FloatTensor frames = SampleGraphs.random(new Random(4), Shape.of(7, 3, 4));
    try (OnnxRuntime runtime = new OnnxRuntime(OnnxWriter.toModel(graph))) {
      FloatTensor answers = requireNonNull(runtime.run("x", frames).get("answer"));
      assertThat(answers.shape()).isEqualTo(Shape.of(7, 1));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 7, 8, 12, 16})
  void every_integer_width_up_to_16_bits_is_written(int widthBits) {
    boolean signed = widthBits % 2 == 0;
    Layer quantize = new Layer.FakeQuantize("q", "x", 0.0625, signed ? -1 : 2, signed, widthBits);
    Graph graph = new Graph("quantize", "x", Shape.of(4001), List.of(quantize), "q");
    float[] ramp = new float[4001];
    for (int i = 0; i < ramp.length; i++) {
      ramp[i] = (i - 2000) * 0.03125f * (1 << Math.max(0, widthBits - 8));
    }
    FloatTensor frame = FloatTensor.adopt(graph.inputShape(), ramp);
    try (OnnxRuntime runtime = new OnnxRuntime(OnnxWriter.toModel(graph))) {
      FloatTensor expected = requireNonNull(runtime.run("x", withBatch(frame)).get("q"));
      assertThat(ReferenceModel.of(graph).run(frame).toArray()).isEqualTo(expected.toArray());
    }
  }

  @Test
  void weights_of_few_values_are_written_as_a_codebook_of_bytes() {
    Random random = new Random(5);
    FloatTensor weights = SampleGraphs.shared(random, Shape.of(100, 300), 16);
    Layer dense = SampleGraphs.dense("fc", "x", weights, random);
    ModelProto model =
        OnnxWriter.toModel(new Graph("shared", "x", Shape.of(300), List.of(dense), "fc"));
    assertThat(operators(model)).containsExactly("Cast", "Gather", "Gemm");
    assertThat(model.getSerializedSize()).isLessThan(100 * 300 + 1500);
  }

  @Test
  void a_convolution_whose_weights_are_few_values_is_written_as_a_codebook_of_bytes() {
    ModelProto model = OnnxWriter.toModel(SampleGraphs.images(1));
    assertThat(operators(model))
        .containsSequence("Conv", "Tanh", "Cast", "Gather", "Conv", "MaxPool");
  }

  @Test
  void a_network_without_layers_is_an_identity() {
    Graph graph = new Graph("nothing", "x", Shape.of(3), List.of(), "x");
    FloatTensor frame = FloatTensor.vector(1, -2, 3);
    try (OnnxRuntime runtime = new OnnxRuntime(OnnxWriter.toModel(graph))) {
      FloatTensor output = runtime.run("x", withBatch(frame)).values().iterator().next();
      assertThat(output.toArray()).isEqualTo(frame.toArray());
    }
  }

  @Test
  void writing_twice_gives_the_same_bytes(@TempDir Path folder) throws Exception {
    Graph graph = SampleGraphs.everyKind(6);
    OnnxWriter.write(graph, folder.resolve("a.onnx"));
    OnnxWriter.write(graph, folder.resolve("b.onnx"));
    assertThat(folder.resolve("a.onnx")).hasSameBinaryContentAs(folder.resolve("b.onnx"));
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(2);
    }
  }

  private static List<String> operators(ModelProto model) {
    return model.getGraph().getNodeList().stream().map(NodeProto::getOpType).toList();
  }

  private static FloatTensor withBatch(FloatTensor frame) {
    List<Integer> extents = new ArrayList<>(List.of(1));
    extents.addAll(frame.shape().extents());
    return frame.reshape(new Shape(extents));
  }
}

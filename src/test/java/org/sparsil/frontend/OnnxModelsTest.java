// SPDX-License-Identifier: Apache-2.0
package org.sparsil.frontend;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.sparsil.testing.Tolerance.assertClose;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparsil.diag.Code;
import org.sparsil.diag.Diagnostics;
import org.sparsil.graph.Graph;
import org.sparsil.graph.GraphPrinter;
import org.sparsil.graph.Layer;
import org.sparsil.proto.ModelProto;
import org.sparsil.proto.TensorProto;
import org.sparsil.reference.ReferenceModel;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.testing.OnnxRuntime;
import org.sparsil.testing.SharedData;

/** Published networks: every value is what ONNX Runtime computes, and what was published. */
class OnnxModelsTest {
  private static final double TOLERANCE = 1e-5;

  /**
   * Sums that differ in the last bit by the order of their terms may be rounded to neighbouring
   * integers, and what is computed from these differs too: by so much of the largest element.
   */
  private static final Map<String, Double> ROUNDED_OTHERWISE =
      Map.of("mlperf_ic_resnet8_int8", 0.1);

  private static final double ROUNDED_OTHERWISE_SHARE = 0.001;

  @ParameterizedTest
  @CsvSource({
    "onnx2c_lesson9_mlp, 4",
    "tflm_hello_world_fp32, 5",
    "tflm_hello_world_int8, 6",
    "mlperf_ad_ae_fp32, 19",
    "mnist8_cntk, 8",
    "mlperf_ic_resnet8_fp32, 20",
    "mlperf_ic_resnet8_int8, 20",
    "qonnx_residual_block, 7",
    "espcn_nn_resize_fp32, 10",
    "super_resolution_10, 8",
    "tflm_micro_speech_int8, 5",
    "mnist8_quantized, 8"
  })
  void every_value_of_a_published_model_is_what_onnx_runtime_computes(
      String name, int comparedAtLeast) throws Exception {
    Path folder = SharedData.require("onnx-models/" + name);
    ModelProto proto = ModelProto.parseFrom(Files.readAllBytes(folder.resolve("model.onnx")));
    ImportedModel model = new OnnxReader(new Diagnostics()).readModel(folder.resolve("model.onnx"));
    ReferenceModel reference = ReferenceModel.of(model.graph());
    try (OnnxRuntime runtime = new OnnxRuntime(OnnxRuntime.withAllValues(proto))) {
      for (int set = 0; Files.exists(folder.resolve("test_data_set_" + set)); set++) {
        FloatTensor input = tensor(folder.resolve("test_data_set_" + set + "/input_0.pb"));
        Map<String, FloatTensor> expected = runtime.run(model.graph().input(), input);
        Map<String, FloatTensor> actual = reference.trace(input);
        Map<String, String> compared = new LinkedHashMap<>(model.layerOfValue());
        compared.keySet().retainAll(expected.keySet());
        assertThat(compared).hasSizeGreaterThanOrEqualTo(comparedAtLeast);
        int elements = 0;
        int different = 0;
        for (Map.Entry<String, String> value : compared.entrySet()) {
          FloatTensor got = requireNonNull(actual.get(value.getValue()));
          FloatTensor wanted = requireNonNull(expected.get(value.getKey()));
          assertClose(
              "%s, set %d, value '%s'".formatted(name, set, value.getKey()),
              got,
              wanted,
              ROUNDED_OTHERWISE.getOrDefault(name, TOLERANCE));
          elements += got.size();
          different += ROUNDED_OTHERWISE.containsKey(name) ? differences(got, wanted) : 0;
        }
        assertThat((double) different / elements)
            .as("%s, set %d", name, set)
            .isLessThanOrEqualTo(ROUNDED_OTHERWISE_SHARE);
        FloatTensor published =
            real(model.graph(), tensor(folder.resolve("test_data_set_" + set + "/output_0.pb")));
        assertClose(name + ", set " + set, reference.run(input), published, TOLERANCE);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "onnx2c_lesson9_mlp",
        "tflm_hello_world_fp32",
        "tflm_hello_world_int8",
        "mlperf_ad_ae_fp32",
        "mnist8_cntk",
        "mlperf_ic_resnet8_fp32",
        "mlperf_ic_resnet8_int8",
        "qonnx_residual_block",
        "espcn_nn_resize_fp32",
        "super_resolution_10",
        "tflm_micro_speech_int8",
        "mnist8_quantized"
      })
  void a_published_model_that_is_written_and_read_again_is_the_same(
      String name, @TempDir Path folder) {
    Path file = SharedData.require("onnx-models/" + name + "/model.onnx");
    Graph graph = new OnnxReader(new Diagnostics()).read(file);
    Path copy = folder.resolve("model.onnx");
    OnnxWriter.write(graph, copy);
    Graph again = new OnnxReader(new Diagnostics()).read(copy);
    assertThat(GraphPrinter.print(again)).isEqualTo(GraphPrinter.print(graph));
    assertThat(again).isEqualTo(graph);
  }

  private static int differences(FloatTensor actual, FloatTensor expected) {
    int different = 0;
    for (int i = 0; i < actual.size(); i++) {
      double bound = TOLERANCE * Math.max(1, Math.abs(expected.get(i)));
      different += Math.abs(actual.get(i) - expected.get(i)) > bound ? 1 : 0;
    }
    return different;
  }

  /** What integers at the output of a quantized model mean. */
  private static FloatTensor real(Graph graph, FloatTensor published) {
    Layer last = graph.layers().get(graph.layers().size() - 1);
    float[] values = published.toArray();
    if (last instanceof Layer.FakeQuantize quantize) {
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (quantize.scale() * (values[i] - quantize.zeroPoint()));
      }
    }
    return FloatTensor.adopt(published.shape(), values);
  }

  private static FloatTensor tensor(Path file) throws Exception {
    TensorProto proto = TensorProto.parseFrom(Files.readAllBytes(file));
    ExternalData external = new ExternalData(file.resolveSibling("none"));
    Value.Constant constant =
        new TensorDecoder(external, MemoryBudget.ofHeap(Code.ONNX_003))
            .decode(proto, file.toString());
    return Optional.of(constant).map(ConstantArithmetic::reals).get().tensor();
  }
}

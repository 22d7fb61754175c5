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
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparsil.compress.OutputKind;
import org.sparsil.compress.Passes;
import org.sparsil.diag.Diagnostics;
import org.sparsil.frontend.OnnxReader;
import org.sparsil.graph.Graph;
import org.sparsil.proto.TensorProto;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.testing.SharedData;

/** Published perceptrons through reader, passes and quantization. */
class PublishedModelsTest {

  @ParameterizedTest
  @CsvSource({
    "onnx2c_lesson9_mlp, 0.02",
    "tflm_hello_world_fp32, 0.02",
    "tflm_hello_world_int8, 0.0001",
    "mlperf_ad_ae_fp32, 0.02"
  })
  void eightBitsKeepTheAnswers(String name, double bound) throws IOException {
    Path folder = SharedData.require("onnx-models/" + name);
    Diagnostics notes = new Diagnostics();
    Graph model = new OnnxReader(notes).read(folder.resolve("model.onnx"));
    Graph graph = Passes.toHardwareForm(OutputKind.MODEL, notes).apply(model);
    List<FloatTensor> inputs = new ArrayList<>();
    for (int set = 0; set < 3; set++) {
      inputs.add(tensor(folder.resolve("test_data_set_" + set + "/input_0.pb")));
    }
    QuantizedMlp mlp =
        QuantizedMlp.of(graph, calibrationFrames(inputs), QuantizeOptions.defaults());
    QuantizedMlp tested = new QuantizedMlp(graph, inputs, mlp.integers(), mlp.notes());
    assertThat(tested.outputError().relativeRms()).as(name).isLessThan(bound);
  }

  /** The inputs themselves, and others with elements from anywhere in their range. */
  private static List<FloatTensor> calibrationFrames(List<FloatTensor> inputs) {
    List<FloatTensor> frames = new ArrayList<>(inputs);
    Random random = new Random(1);
    for (int i = 0; i < 30; i++) {
      float[] mixed = inputs.get(0).toArray();
      for (int element = 0; element < mixed.length; element++) {
        mixed[element] = inputs.get(random.nextInt(inputs.size())).get(element);
      }
      frames.add(FloatTensor.adopt(inputs.get(0).shape(), mixed));
    }
    return frames;
  }

  /** Float or 8-bit integer data, as raw bytes. */
  private static FloatTensor tensor(Path file) throws IOException {
    TensorProto proto = TensorProto.parseFrom(Files.readAllBytes(file));
    ByteBuffer bytes = proto.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    boolean real = proto.getDataType() == TensorProto.DataType.FLOAT_VALUE;
    float[] values = new float[bytes.remaining() / (real ? 4 : 1)];
    for (int i = 0; i < values.length; i++) {
      values[i] = real ? bytes.getFloat() : bytes.get();
    }
    return FloatTensor.vector(values);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.quant;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparsil.compress.OutputKind;
import org.sparsil.compress.Passes;
import org.sparsil.diag.Diagnostics;
import org.sparsil.frontend.DataReader;
import org.sparsil.frontend.OnnxReader;
import org.sparsil.golden.GoldenModel;
import org.sparsil.graph.Graph;
import org.sparsil.proto.TensorProto;
import org.sparsil.qgraph.QAdd;
import org.sparsil.qgraph.QGraph;
import org.sparsil.qgraph.QGraphCheck;
import org.sparsil.qgraph.Rounding;
import org.sparsil.reference.ReferenceModel;
import org.sparsil.tensor.Dataset;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.IntTensor;
import org.sparsil.tensor.Shape;
import org.sparsil.testing.IntegerVectors;
import org.sparsil.testing.SharedData;
import org.sparsil.testing.TfliteNetworks;

/** Published networks of images, with branches or larger outputs than inputs, in integers. */
class PublishedBranchesTest {
  /** The error of the output beside the output: root mean squares. */
  @ParameterizedTest
  @CsvSource({
    "mlperf_ic_resnet8_fp32, 0.02",
    "mlperf_ic_resnet8_int8, 0.05",
    "qonnx_residual_block, 0.01",
    "tflm_micro_speech_int8, 0.01",
    "mnist8_cntk, 0.01",
    "mnist8_quantized, 0.001"
  })
  void eight_bits_keep_the_answers(String name, double bound) throws IOException {
    Graph graph = read(name, OutputKind.MODEL);
    QuantizedMlp network = QuantizedMlp.of(graph, inputs(name), QuantizeOptions.defaults());
    QGraphCheck.require(network.integers());
    assertThat(network.outputError().relativeRms()).as(name).isLessThan(bound);
  }

  /** Networks that enlarge a picture, on a part of it. */
  @ParameterizedTest
  @CsvSource({"super_resolution_10, 0.025", "espcn_nn_resize_fp32, 0.015"})
  void eight_bits_keep_an_enlarged_picture(String name, double bound) throws IOException {
    Graph whole = read(name, OutputKind.MODEL);
    Shape image = whole.inputShape();
    Shape part = Shape.of(image.extent(0), 40, 48);
    Graph graph = new Graph(whole.name(), whole.input(), part, whole.layers(), whole.output());
    FloatTensor input = cut(inputs(name).get(0), image, part);
    QuantizedMlp network = QuantizedMlp.of(graph, List.of(input), QuantizeOptions.defaults());
    QGraphCheck.require(network.integers());
    assertThat(network.outputError().relativeRms()).as(name).isLessThan(bound);
  }

  /** The upper left of each plane. */
  private static FloatTensor cut(FloatTensor image, Shape whole, Shape part) {
    float[] values = new float[part.size()];
    for (int i = 0; i < values.length; i++) {
      int column = i % part.extent(2);
      int row = i / part.extent(2) % part.extent(1);
      int plane = i / part.extent(2) / part.extent(1);
      values[i] = image.get((plane * whole.extent(1) + row) * whole.extent(2) + column);
    }
    return FloatTensor.adopt(part, values);
  }

  /** TensorFlow Lite's own integers, of a network that arrives as pairs of quantizations. */
  @Test
  void tflite_rounding_gives_the_published_integers() {
    IntegerVectors published = TfliteNetworks.read("tflm_micro_speech_int8");
    List<IntTensor> outputs =
        GoldenModel.of(tflite("tflm_micro_speech_int8")).runAll(published.frames());
    for (int i = 0; i < outputs.size(); i++) {
      assertThat(outputs.get(i).toArray())
          .as("set %d", i)
          .isEqualTo(published.expected().get(i).toArray());
    }
  }

  /** Theirs rounds the integers in average pooling, ours the numbers that they stand for. */
  @Test
  void tflite_rounding_gives_the_published_integers_up_to_average_pooling() {
    IntegerVectors published = TfliteNetworks.read("mlperf_ic_resnet8_int8");
    QGraph integers = tflite("mlperf_ic_resnet8_int8");
    for (int i = 0; i < published.frames().size(); i++) {
      IntTensor frame = published.frames().get(i);
      Map<String, IntTensor> ours = GoldenModel.of(integers).trace(frame);
      Map<String, IntTensor> theirs = GoldenModel.of(published.graph()).trace(frame);
      assertThat(sums(integers, ours)).as("set %d", i).hasSize(3);
      assertThat(sums(integers, ours)).isEqualTo(sums(published.graph(), theirs));
      int[] logits = requireNonNull(ours.get(integers.output().name())).toArray();
      for (int c = 0; c < logits.length; c++) {
        int expected = published.expected().get(i).get(c);
        assertThat(logits[c]).isBetween(expected - 3, expected + 3);
      }
    }
  }

  /** What each addition makes. */
  private static List<IntTensor> sums(QGraph graph, Map<String, IntTensor> values) {
    return graph.layers().stream()
        .filter(layer -> layer instanceof QAdd)
        .map(layer -> requireNonNull(values.get(layer.name())))
        .toList();
  }

  /** Without calibration data: the network brings all formats. */
  private static QGraph tflite(String name) {
    QuantizeOptions options =
        Options.of(QuantizeOptions.defaults()).rounding(Rounding.TFLITE).build();
    Graph graph = read(name, OutputKind.MODEL);
    Diagnostics notes = new Diagnostics();
    QGraph integers =
        new Quantize(options, notes).apply(graph, Calibration.measure(graph, List.of()));
    assertThat(notes.all()).isEmpty();
    return integers;
  }

  @ParameterizedTest
  @CsvSource({"mlperf_ic_resnet8_fp32, 0", "mlperf_ic_resnet8_int8, -128"})
  void a_residual_network_classifies_as_its_float_form(String name, int offset) {
    Graph graph = read(name, OutputKind.ARGMAX);
    Dataset data =
        DataReader.read(
            SharedData.require("cifar10-jpeg/cifar10-jpeg-test-a.zip"), Shape.of(32, 32, 3));
    List<FloatTensor> calibration = every(data, 50, 1, offset).frames();
    Dataset test = every(data, 10, 0, offset);
    QGraph integers =
        new Quantize(QuantizeOptions.defaults(), new Diagnostics())
            .apply(graph, Calibration.measure(graph, calibration));
    ReferenceModel reference = ReferenceModel.of(graph);
    InputQuantizer quantizer = InputQuantizer.of(integers.input());
    List<Integer> floats =
        test.frames().parallelStream().map(frame -> (int) reference.run(frame).get(0)).toList();
    List<Integer> answers =
        GoldenModel.of(integers)
            .runAll(test.frames().stream().map(quantizer::quantize).toList())
            .stream()
            .map(answer -> answer.get(0))
            .toList();
    IntTensor labels = test.labels().orElseThrow();
    long floatCorrect = correct(floats, labels);
    long correct = correct(answers, labels);
    long alike =
        IntStream.range(0, answers.size())
            .filter(i -> answers.get(i).equals(floats.get(i)))
            .count();
    assertThat(floatCorrect).isGreaterThanOrEqualTo(380);
    assertThat(correct).isGreaterThanOrEqualTo(floatCorrect - 5);
    assertThat(alike).isGreaterThanOrEqualTo(485);
  }

  private static long correct(List<Integer> answers, IntTensor labels) {
    return IntStream.range(0, answers.size()).filter(i -> answers.get(i) == labels.get(i)).count();
  }

  private static Dataset every(Dataset data, int step, int from, int offset) {
    List<FloatTensor> frames = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (int i = from; i < data.frames().size(); i += step) {
      float[] pixels = data.frames().get(i).toArray();
      for (int pixel = 0; pixel < pixels.length; pixel++) {
        pixels[pixel] += offset;
      }
      frames.add(FloatTensor.adopt(data.frames().get(i).shape(), pixels));
      labels.add(data.labels().orElseThrow().get(i));
    }
    int[] numbers = labels.stream().mapToInt(Integer::intValue).toArray();
    return new Dataset(frames, Optional.of(IntTensor.vector(numbers)));
  }

  private static Graph read(String name, OutputKind output) {
    Path file = SharedData.require("onnx-models/" + name + "/model.onnx");
    Diagnostics notes = new Diagnostics();
    return Passes.toHardwareForm(output, notes).apply(new OnnxReader(notes).read(file));
  }

  private static List<FloatTensor> inputs(String name) throws IOException {
    Path folder = SharedData.require("onnx-models/" + name);
    List<FloatTensor> inputs = new ArrayList<>();
    for (int set = 0; Files.exists(folder.resolve("test_data_set_" + set)); set++) {
      inputs.add(tensor(folder.resolve("test_data_set_" + set + "/input_0.pb")));
    }
    return inputs;
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

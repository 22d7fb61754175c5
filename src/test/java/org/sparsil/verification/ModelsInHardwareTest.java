// SPDX-License-Identifier: Apache-2.0
package org.sparsil.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparsil.arch.CyclePrediction;
import org.sparsil.arch.HardwareOptions;
import org.sparsil.compress.FindDepthToSpace;
import org.sparsil.compress.OutputKind;
import org.sparsil.compress.Passes;
import org.sparsil.diag.Diagnostics;
import org.sparsil.frontend.DataReader;
import org.sparsil.frontend.OnnxReader;
import org.sparsil.frontend.Split;
import org.sparsil.golden.GoldenModel;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.graph.ShapeInference;
import org.sparsil.qgraph.QGraph;
import org.sparsil.qgraph.QWeighted;
import org.sparsil.quant.Calibration;
import org.sparsil.quant.Dequantizer;
import org.sparsil.quant.InputQuantizer;
import org.sparsil.quant.Quantize;
import org.sparsil.quant.QuantizeOptions;
import org.sparsil.sim.Simulator;
import org.sparsil.sim.VerificationResult;
import org.sparsil.sim.Verifier;
import org.sparsil.sim.VerifyOptions;
import org.sparsil.tensor.Dataset;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.IntTensor;
import org.sparsil.tensor.Shape;
import org.sparsil.testing.BundledModel;
import org.sparsil.testing.CompiledNetwork;
import org.sparsil.testing.RandomNetworks;
import org.sparsil.testing.SharedData;

/**
 * Trained networks, from the ONNX file to both simulators; and what their answers are worth at 8
 * bits.
 */
@Execution(ExecutionMode.CONCURRENT)
final class ModelsInHardwareTest {
  private static final int FRAMES = 16;

  /** Cycles of a frame from which Icarus is left out: it would take minutes. */
  private static final long SLOW_CYCLES = 20_000;

  /** Weights from which Icarus is left out. */
  private static final int MANY_WEIGHTS = 100_000;

  /** What 8 bits may cost; of probabilities more, since a softmax multiplies what logits lose. */
  private static final double ERROR = 0.02;

  private static final double ERROR_OF_PROBABILITIES = 0.05;

  @TempDir Path folder;

  static List<BundledModel> bundled() {
    return BundledModel.all().stream().filter(model -> model.settings().hardware()).toList();
  }

  @ParameterizedTest
  @MethodSource("bundled")
  void a_bundled_model_is_bit_exact_in_simulation(BundledModel model) {
    Graph graph = hardwareForm(new OnnxReader(new Diagnostics()).read(model.onnx()));
    Optional<Path> calibrate = model.find(model.settings().calibrate());
    List<FloatTensor> frames =
        calibrate
            .map(file -> DataReader.read(file, graph.inputShape(), Split.TRAIN).frames())
            .map(all -> all.subList(0, Math.min(all.size(), 1000)))
            .orElse(List.of());
    QGraph network = quantize(graph, frames);
    verify(network, frames);
    Optional<Dataset> data = model.testData(graph.inputShape());
    if (data.isPresent()) {
      assertThat(accuracy(network, data.get()))
          .isGreaterThanOrEqualTo(model.settings().minimumAccuracy().integerNetwork());
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
        "qonnx_residual_block",
        "mlperf_ic_resnet8_fp32",
        "tflm_micro_speech_int8"
      })
  void an_external_model_keeps_its_answers_and_is_bit_exact_in_simulation(String name)
      throws IOException {
    Path model = SharedData.require("onnx-models/" + name);
    Graph asPublished = new OnnxReader(new Diagnostics()).read(model.resolve("model.onnx"));
    Graph graph = hardwareForm(asPublished);
    List<FloatTensor> inputs = tensors(model, "input_0.pb", graph.inputShape());
    List<FloatTensor> expected =
        tensors(
            model,
            "output_0.pb",
            ShapeInference.infer(graph).getOrDefault(graph.output(), graph.inputShape()));
    QGraph network = quantize(graph, inputs);
    GoldenModel golden = GoldenModel.of(network);
    Dequantizer outputs = Dequantizer.of(network.output().format());
    InputQuantizer quantizer = InputQuantizer.of(network.input());
    UnaryOperator<FloatTensor> inRealNumbers = publishedNumbers(asPublished);
    boolean probabilities = asPublished.layers().stream().anyMatch(Layer.Softmax.class::isInstance);
    for (int i = 0; i < inputs.size(); i++) {
      FloatTensor logits = outputs.dequantize(golden.run(quantizer.quantize(inputs.get(i))));
      assertThat(
              relativeError(
                  probabilities ? softmax(logits) : logits, inRealNumbers.apply(expected.get(i))))
          .as("relative error")
          .isLessThan(probabilities ? ERROR_OF_PROBABILITIES : ERROR);
    }
    verify(network, inputs);
  }

  @ParameterizedTest
  @CsvSource({"espcn_nn_resize_fp32, 6, 5", "super_resolution_10, 7, 8"})
  void a_network_for_images_of_any_size_is_bit_exact_on_small_ones(
      String name, int rows, int columns) {
    Path model = SharedData.require("onnx-models/" + name);
    Graph read =
        new FindDepthToSpace()
            .apply(new OnnxReader(new Diagnostics()).read(model.resolve("model.onnx")));
    Shape size = Shape.of(read.inputShape().extent(0), rows, columns);
    Graph graph = hardwareForm(new Graph(name, read.input(), size, read.layers(), read.output()));
    verify(quantize(graph, List.of()), List.of());
  }

  /**
   * The real numbers of published answers: a network that ends with a quantization has integers.
   */
  private static UnaryOperator<FloatTensor> publishedNumbers(Graph graph) {
    return graph.layers().get(graph.layers().size() - 1) instanceof Layer.FakeQuantize format
        ? answer -> map(answer, value -> format.scale() * (value - format.zeroPoint()))
        : UnaryOperator.identity();
  }

  private static FloatTensor softmax(FloatTensor logits) {
    double sum = IntStream.range(0, logits.size()).mapToDouble(i -> Math.exp(logits.get(i))).sum();
    return map(logits, value -> Math.exp(value) / sum);
  }

  private static FloatTensor map(FloatTensor tensor, DoubleUnaryOperator function) {
    float[] values = new float[tensor.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) function.applyAsDouble(tensor.get(i));
    }
    return FloatTensor.of(tensor.shape(), values);
  }

  private static Graph hardwareForm(Graph graph) {
    return Passes.toHardwareForm(OutputKind.LOGITS, new Diagnostics()).apply(graph);
  }

  private static QGraph quantize(Graph graph, List<FloatTensor> frames) {
    return new Quantize(QuantizeOptions.defaults(), new Diagnostics())
        .apply(graph, Calibration.measure(graph, frames));
  }

  private void verify(QGraph network, List<FloatTensor> real) {
    CompiledNetwork compiled =
        CompiledNetwork.of(network, HardwareOptions.DEFAULT, folder.resolve("network"));
    boolean slow = compiled.prediction().latencyCycles() > SLOW_CYCLES;
    List<IntTensor> frames =
        new ArrayList<>(RandomNetworks.frames(network.input(), 1, slow ? 1 : FRAMES));
    InputQuantizer quantizer = InputQuantizer.of(network.input());
    real.stream().limit(slow ? 2 : FRAMES).map(quantizer::quantize).forEach(frames::add);
    verify(compiled, Simulator.VERILATOR, frames);
    if (!slow && survivors(network) < MANY_WEIGHTS) {
      // Icarus needs about a second for a frame of the large ones, and Verilator has seen them all.
      verify(compiled, Simulator.ICARUS, large(network) ? frames.subList(0, 1) : frames);
    }
  }

  private static void verify(
      CompiledNetwork compiled, Simulator simulator, List<IntTensor> frames) {
    CyclePrediction predicted = compiled.prediction();
    VerificationResult result =
        Verifier.verify(
                compiled.folder(),
                new VerifyOptions(List.of(simulator), OptionalLong.empty()),
                frames,
                compiled.architecture(),
                predicted)
            .get(0);
    assertThat(result.passed()).withFailMessage(result::toString).isTrue();
    assertThat(result.latency().simulated()).hasValue(predicted.latencyCycles());
    if (frames.size() > compiled.graph().layers().size() + 3) {
      assertThat(result.interval().simulated()).hasValue(predicted.intervalCycles());
    }
  }

  private static int survivors(QGraph network) {
    return network.layers().stream()
        .mapToInt(layer -> layer instanceof QWeighted some ? some.weights().survivors() : 0)
        .sum();
  }

  private static boolean large(QGraph network) {
    return network.input().shape().size() > 100;
  }

  private static double accuracy(QGraph network, Dataset data) {
    InputQuantizer quantizer = InputQuantizer.of(network.input());
    Dequantizer real = Dequantizer.of(network.output().format());
    List<IntTensor> outputs =
        GoldenModel.of(network).runAll(data.frames().stream().map(quantizer::quantize).toList());
    IntTensor labels = data.labels().orElseThrow();
    long right =
        IntStream.range(0, outputs.size())
            .filter(i -> predictedClass(real.dequantize(outputs.get(i))) == labels.get(i))
            .count();
    return (double) right / outputs.size();
  }

  /** The largest output, the first of equals; with one output, 1 from 0.5 on. */
  private static int predictedClass(FloatTensor output) {
    if (output.size() == 1) {
      return output.get(0) >= 0.5 ? 1 : 0;
    }
    return IntStream.range(0, output.size())
        .reduce((best, i) -> output.get(i) > output.get(best) ? i : best)
        .orElseThrow();
  }

  private static List<FloatTensor> tensors(Path model, String file, Shape shape)
      throws IOException {
    List<FloatTensor> tensors = new ArrayList<>();
    try (Stream<Path> sets = Files.list(model)) {
      for (Path set : sets.filter(path -> path.resolve(file).toFile().exists()).sorted().toList()) {
        tensors.addAll(DataReader.read(set.resolve(file), shape).frames());
      }
    }
    return tensors;
  }

  /** The root mean square of the difference, relative to that of the expected values. */
  private static double relativeError(FloatTensor got, FloatTensor expected) {
    double difference = 0;
    double size = 0;
    for (int i = 0; i < expected.size(); i++) {
      difference += Math.pow(got.get(i) - expected.get(i), 2);
      size += Math.pow(expected.get(i), 2);
    }
    return Math.sqrt(difference / size);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.quant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparsil.compress.OutputKind;
import org.sparsil.compress.Passes;
import org.sparsil.diag.Diagnostics;
import org.sparsil.diag.UserException;
import org.sparsil.frontend.DataReader;
import org.sparsil.frontend.OnnxReader;
import org.sparsil.golden.GoldenModel;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.qgraph.QConv;
import org.sparsil.qgraph.QGraph;
import org.sparsil.qgraph.QGraph.FrameLayout;
import org.sparsil.qgraph.QGraphCheck;
import org.sparsil.reference.ReferenceModel;
import org.sparsil.tensor.Dataset;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.IntTensor;
import org.sparsil.tensor.Shape;
import org.sparsil.tensor.Window;
import org.sparsil.testing.SampleGraphs;
import org.sparsil.testing.SharedData;

/** Networks of images from float to integer. */
class QuantizedImagesTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void every_value_is_near_the_float_networks(long seed) {
    QuantizedMlp network = images(seed, QuantizeOptions.defaults().withBits(12, 12, 20));
    QGraphCheck.require(network.integers());
    assertThat(network.integers().input().layout()).isEqualTo(FrameLayout.CHANNELS_FIRST);
    assertThat(network.integers().input().shape()).isEqualTo(Shape.of(9, 8, 4));
    assertThat(network.integers().input().frameShape()).isEqualTo(Shape.of(4, 9, 8));
    for (Map.Entry<String, SignalError> value : network.errors().entrySet()) {
      assertThat(value.getValue().relativeRms())
          .as("seed %d, '%s'", seed, value.getKey())
          .isLessThan(0.01);
    }
  }

  private static QuantizedMlp images(long seed, QuantizeOptions options) {
    Graph graph =
        Passes.toHardwareForm(OutputKind.MODEL, new Diagnostics()).apply(SampleGraphs.images(seed));
    Random random = new Random(seed);
    List<FloatTensor> frames =
        IntStream.range(0, 20)
            .mapToObj(i -> SampleGraphs.random(random, graph.inputShape()))
            .toList();
    return QuantizedMlp.of(graph, frames, options);
  }

  @Test
  void weights_of_few_values_stay_a_codebook() {
    QuantizedMlp network = images(1, QuantizeOptions.defaults());
    QConv depthwise = (QConv) network.integers().layer("depthwise");
    assertThat(depthwise.groups()).isEqualTo(6);
    assertThat(depthwise.weights().codebook().size()).isLessThanOrEqualTo(5);
  }

  @Test
  void bias_correction_makes_the_mean_of_each_channel_right() {
    QuantizeOptions coarse = QuantizeOptions.defaults().withBits(3, 12, 20);
    QuantizeOptions without = Options.of(coarse).biasCorrection(false).build();
    assertThat(largestMeanError(coarse)).isLessThan(0.2 * largestMeanError(without));
  }

  /** Over the channels of a convolution in two groups, whose inputs differ in their means. */
  private static double largestMeanError(QuantizeOptions options) {
    Random random = new Random(7);
    FloatTensor weights = SampleGraphs.random(random, Shape.of(6, 2, 2, 2));
    Layer conv = SampleGraphs.conv("c", "x", weights, Window.of(2, 1), 2, random);
    Graph graph = new Graph("net", "x", Shape.of(4, 4, 4), List.of(conv), "c");
    List<FloatTensor> frames = IntStream.range(0, 40).mapToObj(i -> shifted(random)).toList();
    QGraph integers = QuantizedMlp.of(graph, frames, options).integers();
    double[] errors = new double[6];
    for (FloatTensor frame : frames) {
      IntTensor read = InputQuantizer.of(integers.input()).quantize(frame);
      FloatTensor actual =
          Dequantizer.of(integers.output().format()).dequantize(GoldenModel.of(integers).run(read));
      FloatTensor expected = ReferenceModel.of(graph).run(frame);
      for (int i = 0; i < expected.size(); i++) {
        errors[i / 9] += expected.get(i);
        errors[i % 6] -= actual.get(i);
      }
    }
    return Arrays.stream(errors).map(Math::abs).max().orElseThrow();
  }

  /** Channel c is around c. */
  private static FloatTensor shifted(Random random) {
    float[] values = SampleGraphs.random(random, Shape.of(4, 4, 4)).toArray();
    for (int i = 0; i < values.length; i++) {
      int channel = i / 16;
      values[i] += channel;
    }
    return FloatTensor.adopt(Shape.of(4, 4, 4), values);
  }

  @Test
  void padding_that_the_input_format_does_not_hold_is_refused() {
    Window padded = new Window(new Window.Axis(1, 1, 1, 1, 0), Window.Axis.of(1, 1));
    FloatTensor weight = FloatTensor.of(Shape.of(1, 1, 1, 1), 1);
    List<Layer> layers =
        List.of(
            new Layer.FakeQuantize("q", "x", 1, -200, true, 8),
            SampleGraphs.conv("c", "q", weight, padded, 1, new Random(1)));
    Graph graph = new Graph("net", "x", Shape.of(1, 1, 1), layers, "c");
    Calibration calibration = Calibration.measure(graph, List.of());
    Quantize quantize = new Quantize(QuantizeOptions.defaults(), new Diagnostics());
    assertThatThrownBy(() -> quantize.apply(graph, calibration))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("layer 'c': error: pads with 0, which is the integer -200");
  }

  @Test
  void a_published_network_of_8_bits_reads_handwritten_digits() {
    Path file = SharedData.require("onnx-models/mnist8_cntk/model.onnx");
    Diagnostics notes = new Diagnostics();
    Graph graph =
        Passes.toHardwareForm(OutputKind.ARGMAX, notes).apply(new OnnxReader(notes).read(file));
    Dataset training = mnist("train", 200);
    QGraph integers =
        new Quantize(QuantizeOptions.defaults(), notes)
            .apply(graph, Calibration.measure(graph, training.frames()));
    Dataset test = mnist("t10k", 10_000);
    InputQuantizer quantizer = InputQuantizer.of(integers.input());
    List<IntTensor> answers =
        GoldenModel.of(integers).runAll(test.frames().stream().map(quantizer::quantize).toList());
    IntTensor labels = test.labels().orElseThrow();
    long correct =
        IntStream.range(0, answers.size())
            .filter(frame -> answers.get(frame).get(0) == labels.get(frame))
            .count();
    assertThat(correct).isGreaterThanOrEqualTo(9850);
  }

  private static Dataset mnist(String part, int count) {
    Path images = SharedData.require("mnist/" + part + "-images-idx3-ubyte.gz");
    Path labels = SharedData.require("mnist/" + part + "-labels-idx1-ubyte.gz");
    Dataset all = DataReader.read(images, Shape.of(1, 28, 28));
    return new Dataset(all.frames(), Optional.of(DataReader.readLabels(labels))).slice(0, count);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.quant;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.sparsil.graph.ActivationFunction;
import org.sparsil.graph.ActivationFunction.Clip;
import org.sparsil.graph.Add;
import org.sparsil.graph.Concat;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.graph.Pad;
import org.sparsil.qgraph.FixedPoint;
import org.sparsil.qgraph.QAdd;
import org.sparsil.qgraph.QGraph;
import org.sparsil.qgraph.QGraphCheck;
import org.sparsil.qgraph.QPad;
import org.sparsil.qgraph.Rescale;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.Shape;
import org.sparsil.tensor.Window;
import org.sparsil.testing.BranchedGraphs;
import org.sparsil.testing.SampleGraphs;

/** Networks whose values several layers read, from float to integer. */
class QuantizedBranchesTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void every_value_is_near_the_float_networks(long seed) {
    QuantizedMlp network = images(seed, QuantizeOptions.defaults().withBits(12, 12, 20));
    QGraphCheck.require(network.integers());
    for (Map.Entry<String, SignalError> value : network.errors().entrySet()) {
      assertThat(value.getValue().relativeRms())
          .as("seed %d, '%s'", seed, value.getKey())
          .isLessThan(0.01);
    }
  }

  private static QuantizedMlp images(long seed, QuantizeOptions options) {
    Graph graph =
        Passes.toHardwareForm(OutputKind.MODEL, new Diagnostics())
            .apply(BranchedGraphs.images(seed));
    Random random = new Random(seed);
    List<FloatTensor> frames =
        IntStream.range(0, 20)
            .mapToObj(i -> SampleGraphs.random(random, graph.inputShape()))
            .toList();
    return QuantizedMlp.of(graph, frames, options);
  }

  @Test
  void what_is_concatenated_gets_one_format_from_the_union_of_ranges() {
    Random random = new Random(1);
    List<Layer> layers =
        List.of(
            pointwise("small", "x", 0.5f),
            pointwise("large", "x", -4),
            new Concat("both", List.of("small", "large"), 0),
            new Concat("again", List.of("both", "small"), 0),
            pointwise("end", "again", 1, 6));
    QGraph integers = integers(layers, "end", random);
    assertThat(kinds(integers)).containsExactly("QConv", "QConv", "QConcat", "QConcat", "QConv");
    FixedPoint format = integers.format("large");
    assertThat(format.signed()).isTrue();
    assertThat(List.of("small", "both", "again"))
        .allSatisfy(value -> assertThat(integers.format(value)).isEqualTo(format));
  }

  @Test
  void operands_whose_formats_the_network_fixes_are_requantized() {
    List<Layer> layers =
        List.of(
            pointwise("a", "x", 0.5f),
            new Layer.FakeQuantize("fine", "a", 0.03125, 0, true, 8),
            pointwise("b", "x", -4),
            new Layer.FakeQuantize("coarse", "b", 0.25, 3, true, 8),
            pointwise("c", "x", 1),
            new Concat("all", List.of("fine", "coarse", "c", "fine"), 0),
            new Layer.FakeQuantize("out", "all", 0.25, 3, true, 8),
            pointwise("end", "out", 1, 8));
    QGraph integers = integers(layers, "end", new Random(1));
    assertThat(kinds(integers))
        .containsExactly("QConv", "QConv", "QConv", "QElementwise", "QConcat", "QConv");
    FixedPoint fixed = new FixedPoint(true, 8, 0.25, 3);
    assertThat(integers.format("all")).isEqualTo(fixed);
    assertThat(integers.format("c")).isEqualTo(fixed);
    assertThat(integers.layer("all").inputs()).containsExactly("a_for_all", "b", "c", "a_for_all");
  }

  @Test
  void operands_of_equal_scales_are_added_as_they_are() {
    List<Layer> layers =
        List.of(
            new Layer.FakeQuantize("q", "x", 0.03125, 0, true, 8),
            pointwise("a", "q", 0.5f),
            new Layer.FakeQuantize("fine", "a", 0.03125, 0, true, 8),
            new Add("sum", "fine", "q"),
            new Layer.Activation("relu", "sum", new ActivationFunction.Relu()),
            pointwise("end", "relu", 1));
    QGraph integers = integers(layers, "end", new Random(1));
    QAdd sum = (QAdd) integers.layer("sum");
    assertThat(sum.leftScale()).isEqualTo(Rescale.IDENTITY);
    assertThat(sum.rightScale()).isEqualTo(Rescale.IDENTITY);
    assertThat(sum.range().min()).isZero();
    assertThat(sum.format().signed()).isFalse();
  }

  @Test
  void a_border_that_the_format_does_not_hold_is_the_nearest_number_with_a_note() {
    List<Layer> layers =
        List.of(
            pointwise("a", "x", 1),
            new Pad("padded", "a", List.of(0, 1, 1), List.of(0, 1, 1), -100),
            new Layer.MaxPool("largest", "padded", Window.of(3, 1)),
            pointwise("end", "largest", 1));
    Graph graph = new Graph("net", "x", Shape.of(2, 4, 4), layers, "end");
    QuantizedMlp network =
        QuantizedMlp.of(graph, frames(graph, new Random(1)), QuantizeOptions.defaults());
    QPad pad = (QPad) network.integers().layer("padded");
    assertThat(pad.value()).isEqualTo(pad.format().min());
    assertThat(network.notes().all().toString()).contains("pads with -100.0, which its input's");
    assertThat(network.outputError().relativeRms()).isLessThan(0.02);
  }

  /** As a PRelu with a slope per channel is imported. */
  @Test
  void a_slope_per_channel_is_a_depthwise_convolution_beside_a_relu() {
    Clip below = new Clip(Double.NEGATIVE_INFINITY, 0);
    List<Layer> layers =
        List.of(
            pointwise("a", "x", 1),
            new Layer.Activation("negative", "a", below),
            new Layer.Affine(
                "slope", "negative", FloatTensor.vector(0.25f, -2), FloatTensor.vector(0, 0), 0),
            new Layer.Activation("positive", "a", new ActivationFunction.Relu()),
            new Add("prelu", "positive", "slope"));
    Graph before = new Graph("net", "x", Shape.of(2, 4, 4), layers, "prelu");
    Graph graph = Passes.toHardwareForm(OutputKind.MODEL, new Diagnostics()).apply(before);
    QuantizedMlp network =
        QuantizedMlp.of(
            graph, frames(graph, new Random(1)), QuantizeOptions.defaults().withBits(12, 12, 20));
    QGraphCheck.require(network.integers());
    assertThat(kinds(network.integers()))
        .containsExactly("QConv", "QElementwise", "QConv", "QElementwise", "QAdd");
    assertThat(network.outputError().relativeRms()).isLessThan(0.002);
  }

  private static QGraph integers(List<Layer> layers, String output, Random random) {
    Graph graph = new Graph("net", "x", Shape.of(2, 4, 4), layers, output);
    QuantizedMlp network =
        QuantizedMlp.of(graph, frames(graph, random), QuantizeOptions.defaults());
    QGraphCheck.require(network.integers());
    // Steps of 1/4, and ties that the float network rounds to even.
    assertThat(network.outputError().relativeRms()).isLessThan(0.08);
    return network.integers();
  }

  private static List<FloatTensor> frames(Graph graph, Random random) {
    return IntStream.range(0, 20)
        .mapToObj(i -> SampleGraphs.random(random, graph.inputShape()))
        .toList();
  }

  private static List<String> kinds(QGraph graph) {
    return graph.layers().stream().map(layer -> layer.getClass().getSimpleName()).toList();
  }

  private static Layer pointwise(String name, String input, float weight) {
    return pointwise(name, input, weight, 2);
  }

  /** Two outputs: of all channels, their sum and their alternating sum times a weight. */
  private static Layer pointwise(String name, String input, float weight, int channels) {
    float[] weights = new float[2 * channels];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = i < channels || i % 2 == 0 ? weight : -weight;
    }
    return new Layer.Conv(
        name,
        input,
        FloatTensor.of(Shape.of(2, channels, 1, 1), weights),
        FloatTensor.vector(0, 0.5f),
        Optional.empty(),
        Window.of(1, 1),
        1);
  }
}

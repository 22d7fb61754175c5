// SPDX-License-Identifier: Apache-2.0
package org.sparsil.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sparsil.qgraph.Accumulator;
import org.sparsil.qgraph.CodedMatrix;
import org.sparsil.qgraph.FixedPoint;
import org.sparsil.qgraph.LookUpTable;
import org.sparsil.qgraph.OutputStage;
import org.sparsil.qgraph.QArgMax;
import org.sparsil.qgraph.QAveragePool;
import org.sparsil.qgraph.QConv;
import org.sparsil.qgraph.QDense;
import org.sparsil.qgraph.QElementwise;
import org.sparsil.qgraph.QGraph;
import org.sparsil.qgraph.QGraph.QInput;
import org.sparsil.qgraph.QMaxPool;
import org.sparsil.qgraph.Requantize;
import org.sparsil.qgraph.Rounding;
import org.sparsil.tensor.IntTensor;
import org.sparsil.tensor.LongTensor;
import org.sparsil.tensor.Shape;
import org.sparsil.tensor.Window;
import org.sparsil.testing.RandomImageNetworks;
import org.sparsil.testing.RandomNetworks;

final class GoldenModelTest {
  private static final FixedPoint S8 = new FixedPoint(true, 8, 1, 0);

  @Test
  void a_dense_layer_subtracts_the_zero_point_of_its_input_and_adds_the_bias() {
    FixedPoint input = new FixedPoint(true, 8, 1, 3);
    CodedMatrix weights = CodedMatrix.ofDense(IntTensor.of(Shape.of(2, 3), 1, 0, -2, 0, 5, 0));
    QGraph graph =
        new QGraph(
            "net",
            new QInput("x", Shape.of(3), input),
            List.of(
                new QDense(
                    "fc",
                    "x",
                    weights,
                    LongTensor.vector(100, -7),
                    new Accumulator(new FixedPoint(true, 16, 1, 0)))));
    // 100 + (10 − 3) · 1 + (−4 − 3) · (−2) and −7 + (5 − 3) · 5
    assertOutput(graph, IntTensor.vector(10, 5, -4), 121, 3);
  }

  @Test
  void requantization_rounds_adds_the_zero_point_and_clamps() {
    FixedPoint output = new FixedPoint(false, 4, 1, 2);
    Requantize stage = Requantize.perTensor(3, 2, Rounding.HALF_UP, output, 1, 12);
    // 3/4 of −128, −2, 0, 2, 6, 127 is −96, −1.5, 0, 1.5, 4.5, 95.25
    assertOutput(
        elementwise(stage, 6), IntTensor.vector(-128, -2, 0, 2, 6, 127), 1, 1, 2, 4, 7, 12);
  }

  @Test
  void a_table_is_read_at_the_shifted_and_clamped_accumulator() {
    Requantize index =
        Requantize.perTensor(1, 5, Rounding.FLOOR, new FixedPoint(true, 3, 1, 0), -2, 1);
    LookUpTable stage = new LookUpTable(index, IntTensor.vector(70, 80, 90, 100), S8);
    assertOutput(
        elementwise(stage, 6),
        IntTensor.vector(-128, -33, -32, -1, 0, 127),
        70,
        70,
        80,
        80,
        90,
        100);
  }

  @Test
  void every_channel_has_its_own_scale() {
    Requantize stage =
        new Requantize(
            IntTensor.vector(1, 3), IntTensor.vector(0, 1), Rounding.FLOOR, S8, -128, 127);
    QGraph graph =
        new QGraph(
            "net",
            new QInput("x", Shape.of(2, 2), S8),
            List.of(new QElementwise("y", "x", Shape.of(2, 2), stage)));
    assertOutput(graph, IntTensor.of(Shape.of(2, 2), 9, 9, -9, -9), 9, 13, -9, -14);
  }

  @Test
  void a_convolution_adds_nothing_for_what_its_window_sees_of_the_padding() {
    FixedPoint input = new FixedPoint(true, 8, 1, 3);
    Window window = new Window(Window.Axis.of(1, 1), new Window.Axis(2, 1, 1, 1, 0));
    // Of the two channels, each seen by an output of its own, the left neighbour and the pixel.
    CodedMatrix weights = CodedMatrix.ofDense(IntTensor.of(Shape.of(2, 2), 10, 1, 20, 2));
    QGraph graph =
        new QGraph(
            "net",
            new QInput("x", Shape.of(1, 2, 2), input),
            List.of(
                new QConv(
                    "conv",
                    "x",
                    Shape.of(1, 2, 2),
                    window,
                    2,
                    weights,
                    LongTensor.vector(1000, 2000),
                    new Accumulator(new FixedPoint(true, 16, 1, 0)))));
    assertOutput(
        graph,
        IntTensor.of(Shape.of(1, 2, 2), 4, 5, 8, 9),
        1000 + 1,
        2000 + 2 * 2,
        1000 + 10 + 5,
        2000 + 20 * 2 + 2 * 6);
  }

  @Test
  void an_average_is_taken_over_the_kernel_or_over_what_is_within_the_image() {
    Window window = new Window(Window.Axis.of(1, 1), new Window.Axis(3, 2, 1, 1, 1));
    Shape image = Shape.of(1, 3, 1);
    IntTensor frame = IntTensor.of(image, 30, 60, 90);
    // Windows of (-, 30, 60) and (60, 90, -); the divisor is 3, then 2.
    Requantize third = Requantize.perTensor(43691, 17, Rounding.HALF_AWAY, S8, -128, 127);
    QAveragePool kernel = new QAveragePool("y", "x", image, window, Window.Divisor.KERNEL, third);
    assertThat(kernel.divisor()).isEqualTo(3);
    assertOutput(new QGraph("net", new QInput("x", image, S8), List.of(kernel)), frame, 30, 50);
    Requantize half = Requantize.perTensor(1, 1, Rounding.HALF_AWAY, S8, -128, 127);
    QAveragePool inside = new QAveragePool("y", "x", image, window, Window.Divisor.IMAGE, half);
    assertThat(inside.divisor()).isEqualTo(2);
    assertOutput(new QGraph("net", new QInput("x", image, S8), List.of(inside)), frame, 45, 75);
    assertOutput(
        new QGraph("net", new QInput("x", image, S8), List.of(inside)),
        IntTensor.of(image, -1, -2, -3),
        -2,
        -3);
  }

  @Test
  void the_largest_of_a_window_is_never_what_pads_it() {
    Window window = new Window(Window.Axis.of(1, 1), new Window.Axis(2, 1, 1, 1, 0));
    Shape image = Shape.of(1, 2, 1);
    QMaxPool pool = new QMaxPool("y", "x", image, window, S8, S8.range());
    assertOutput(
        new QGraph("net", new QInput("x", image, S8), List.of(pool)),
        IntTensor.of(image, -5, -7),
        -5,
        -5);
  }

  @Test
  void the_first_of_the_largest_wins() {
    QGraph graph =
        new QGraph("net", new QInput("x", Shape.of(5), S8), List.of(new QArgMax("class", "x", 5)));
    assertOutput(graph, IntTensor.vector(-5, 7, 3, 7, 7), 1);
    assertOutput(graph, IntTensor.vector(-128, -128, -128, -128, -128), 0);
  }

  @Test
  void the_fast_way_equals_the_specification_on_random_networks() {
    for (long seed = 0; seed < 200; seed++) {
      // More than a block, and not a multiple of one.
      assertFastEqualsSpecified(RandomNetworks.network(seed, 40), seed, 70);
    }
  }

  @Test
  void the_fast_way_equals_the_specification_on_random_networks_of_images() {
    for (long seed = 0; seed < 400; seed++) {
      assertFastEqualsSpecified(RandomImageNetworks.network(seed), seed, seed < 10 ? 70 : 5);
    }
  }

  private static void assertFastEqualsSpecified(QGraph graph, long seed, int count) {
    GoldenModel model = GoldenModel.of(graph);
    List<IntTensor> frames = RandomNetworks.frames(graph.input(), seed, count);
    List<Map<String, IntTensor>> specified = frames.stream().map(model::trace).toList();
    assertThat(model.traceAll(frames)).as("seed %d", seed).isEqualTo(specified);
    assertThat(model.runAll(frames))
        .as("seed %d", seed)
        .isEqualTo(specified.stream().map(trace -> trace.get(graph.output().name())).toList());
  }

  @Test
  void a_sum_of_exactly_32_bits_and_one_of_33_are_both_exact() {
    for (long bias : List.of((1L << 31) - 1 - 127, (1L << 31) - 127)) {
      CodedMatrix one = CodedMatrix.ofDense(IntTensor.of(Shape.of(1, 1), 1));
      Requantize half = Requantize.perTensor(1, 24, Rounding.FLOOR, S8, -128, 127);
      QGraph graph =
          new QGraph(
              "net",
              new QInput("x", Shape.of(1), S8),
              List.of(new QDense("fc", "x", one, LongTensor.vector(bias), half)));
      assertOutput(graph, IntTensor.vector(127), 127);
    }
  }

  @Test
  void a_frame_that_the_input_format_does_not_allow_is_refused() {
    QGraph graph =
        new QGraph("net", new QInput("x", Shape.of(2), S8), List.of(new QArgMax("class", "x", 2)));
    GoldenModel model = GoldenModel.of(graph);
    assertThatThrownBy(() -> model.run(IntTensor.vector(0, 128)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("element 1 is 128, the input 'x' holds -128…127");
    assertThatThrownBy(() -> model.trace(IntTensor.vector(0, 1, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a frame of shape 3, the input 'x' has 2");
  }

  private static QGraph elementwise(OutputStage stage, int elements) {
    return new QGraph(
        "net",
        new QInput("x", Shape.of(elements), S8),
        List.of(new QElementwise("y", "x", Shape.of(elements), stage)));
  }

  private static void assertOutput(QGraph graph, IntTensor frame, int... expected) {
    GoldenModel model = GoldenModel.of(graph);
    IntTensor output = IntTensor.of(graph.output().shape(), expected);
    assertThat(model.trace(frame).get(graph.output().name())).isEqualTo(output);
    assertThat(model.run(frame)).isEqualTo(output);
  }
}

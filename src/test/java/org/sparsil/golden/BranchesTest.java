// SPDX-License-Identifier: Apache-2.0
package org.sparsil.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sparsil.qgraph.Accumulator;
import org.sparsil.qgraph.FixedPoint;
import org.sparsil.qgraph.QAdd;
import org.sparsil.qgraph.QConcat;
import org.sparsil.qgraph.QElementwise;
import org.sparsil.qgraph.QGather;
import org.sparsil.qgraph.QGather.DepthOrder;
import org.sparsil.qgraph.QGather.Loop;
import org.sparsil.qgraph.QGraph;
import org.sparsil.qgraph.QGraph.QInput;
import org.sparsil.qgraph.QLayer;
import org.sparsil.qgraph.QPad;
import org.sparsil.qgraph.Requantize;
import org.sparsil.qgraph.Rescale;
import org.sparsil.qgraph.Rounding;
import org.sparsil.tensor.IntTensor;
import org.sparsil.tensor.Shape;

/** Layers that read several values, and those that only move elements. */
final class BranchesTest {
  private static final FixedPoint S8 = new FixedPoint(true, 8, 1, 0);
  private static final FixedPoint S16 = new FixedPoint(true, 16, 1, 0);

  @Test
  void an_addition_rescales_what_exceeds_each_zero_point_and_then_the_sum() {
    FixedPoint input = new FixedPoint(true, 8, 1, 2);
    FixedPoint half = new FixedPoint(true, 8, 1, -1);
    FixedPoint output = new FixedPoint(true, 8, 1, 10);
    QElementwise halved =
        new QElementwise(
            "halved",
            "x",
            Shape.of(3),
            Requantize.perTensor(1, 1, Rounding.FLOOR, half, -128, 127));
    QAdd sum =
        new QAdd(
            "sum",
            "x",
            "halved",
            Shape.of(3),
            new Rescale(4, 3, 2, Rounding.FLOOR),
            Rescale.IDENTITY,
            Requantize.perTensor(1, 1, Rounding.HALF_UP, output, -128, 127));
    // x − 2 = 5, −1, 98; halved down and −1 as its zero: 2 − 1, −1 − 1, 49 − 1.
    // 5 · 16 · 3 / 4 + 2 = 62; −12 − 1 = −13, whose half rounds to −6; 98 · 12 + 49 is clamped.
    assertOutput(
        graph(Shape.of(3), input, halved, sum), IntTensor.vector(7, 1, 100), 31 + 10, -6 + 10, 127);
  }

  @Test
  void a_value_can_be_added_to_itself() {
    QAdd twice =
        new QAdd(
            "twice",
            "x",
            "x",
            Shape.of(2),
            Rescale.IDENTITY,
            Rescale.IDENTITY,
            new Accumulator(S16));
    assertOutput(graph(Shape.of(2), S8, twice), IntTensor.vector(-128, 127), -256, 254);
  }

  @Test
  void channels_are_put_behind_one_another_pixel_by_pixel() {
    Shape image = Shape.of(1, 2, 2);
    QElementwise negative =
        new QElementwise(
            "more", "x", image, Requantize.perTensor(10, 0, Rounding.FLOOR, S8, -128, 127));
    QConcat all = new QConcat("all", List.of("x", "more", "x"), Shape.of(1, 2, 6), S8, S8.range());
    assertOutput(
        graph(image, S8, negative, all),
        IntTensor.of(image, 1, 2, 3, 4),
        1,
        2,
        10,
        20,
        1,
        2,
        3,
        4,
        30,
        40,
        3,
        4);
  }

  @Test
  void a_border_is_put_around_an_image() {
    Shape image = Shape.of(1, 2, 2);
    QPad pad = new QPad("framed", "x", image, 1, 0, 0, 1, -7, S8, S8.range());
    assertThat(pad.shape()).isEqualTo(Shape.of(2, 3, 2));
    assertOutput(
        graph(image, S8, pad),
        IntTensor.of(image, 1, 2, 3, 4),
        -7,
        -7,
        -7,
        -7,
        -7,
        -7,
        1,
        2,
        3,
        4,
        -7,
        -7);
  }

  @Test
  void a_gathering_runs_through_its_loops_in_each_strip() {
    // The second loop alone would be 0, 3; the first moves it by 1.
    QGather gather =
        new QGather(
            "y", "x", Shape.of(8), 5, List.of(new Loop(2, 1), new Loop(2, 3)), S8, S8.range());
    assertThat(gather.strips()).isEqualTo(2);
    assertThat(gather.inputElements()).isEqualTo(10);
    assertOutput(
        graph(Shape.of(10), S8, gather),
        IntTensor.of(Shape.of(10), 0, 1, 2, 3, 4, 5, 6, 7, 8, 9),
        0,
        3,
        1,
        4,
        5,
        8,
        6,
        9);
  }

  @Test
  void an_image_is_enlarged_by_repeating_its_pixels() {
    Shape image = Shape.of(3, 2, 4);
    QGather resized = QGather.resize("y", "x", image, 2, 3, S8, S8.range());
    assertThat(resized.shape()).isEqualTo(Shape.of(6, 6, 4));
    IntTensor frame = counted(image);
    assertElements(
        resized, frame, (row, column, channel) -> at(frame, row / 2, column / 3, channel));
  }

  @Test
  void channels_become_pixels_in_either_order() {
    Shape image = Shape.of(2, 3, 12);
    IntTensor frame = counted(image);
    assertElements(
        QGather.depthToSpace("y", "x", image, 2, DepthOrder.DCR, S8, S8.range()),
        frame,
        (row, column, channel) ->
            at(frame, row / 2, column / 2, (row % 2 * 2 + column % 2) * 3 + channel));
    assertElements(
        QGather.depthToSpace("y", "x", image, 2, DepthOrder.CRD, S8, S8.range()),
        frame,
        (row, column, channel) ->
            at(frame, row / 2, column / 2, channel * 4 + row % 2 * 2 + column % 2));
  }

  @Test
  void axes_are_exchanged() {
    Shape image = Shape.of(2, 3, 4);
    IntTensor frame = counted(image);
    QGather planes = QGather.transpose("y", "x", image, List.of(2, 0, 1), S8, S8.range());
    assertThat(planes.shape()).isEqualTo(Shape.of(4, 2, 3));
    assertElements(planes, frame, (channel, row, column) -> at(frame, row, column, channel));
  }

  private interface Expected {
    int at(int i, int j, int k);
  }

  private static void assertElements(QLayer layer, IntTensor frame, Expected expected) {
    Shape shape = layer.shape();
    int[] values =
        IntStream.range(0, shape.size())
            .map(
                i ->
                    expected.at(
                        i / (shape.extent(1) * shape.extent(2)),
                        i / shape.extent(2) % shape.extent(1),
                        i % shape.extent(2)))
            .toArray();
    assertOutput(graph(frame.shape(), S8, layer), frame, values);
  }

  private static IntTensor counted(Shape shape) {
    return IntTensor.of(shape, IntStream.range(0, shape.size()).toArray());
  }

  private static int at(IntTensor image, int row, int column, int channel) {
    Shape shape = image.shape();
    return image.get((row * shape.extent(1) + column) * shape.extent(2) + channel);
  }

  private static QGraph graph(Shape shape, FixedPoint format, QLayer... layers) {
    return new QGraph("net", new QInput("x", shape, format), List.of(layers));
  }

  private static void assertOutput(QGraph graph, IntTensor frame, int... expected) {
    GoldenModel model = GoldenModel.of(graph);
    IntTensor output = IntTensor.of(graph.output().shape(), expected);
    assertThat(model.trace(frame).get(graph.output().name())).isEqualTo(output);
    assertThat(model.run(frame)).isEqualTo(output);
  }
}

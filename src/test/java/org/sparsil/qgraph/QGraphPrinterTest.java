// SPDX-License-Identifier: Apache-2.0
package org.sparsil.qgraph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparsil.qgraph.QGather.DepthOrder;
import org.sparsil.tensor.IntTensor;
import org.sparsil.tensor.LongTensor;
import org.sparsil.tensor.Shape;
import org.sparsil.tensor.Window;

final class QGraphPrinterTest {
  private static final FixedPoint U1 = new FixedPoint(false, 1, 1, 0);
  private static final FixedPoint U8 = new FixedPoint(false, 8, 0.01, 3);
  private static final FixedPoint S3 = new FixedPoint(true, 3, 1, 0);

  @Test
  void a_small_network_is_printed_whole() {
    CodedMatrix weights = CodedMatrix.ofDense(IntTensor.of(Shape.of(2, 2), 1, -1, 0, 1));
    Requantize relu = Requantize.perTensor(5, 1, Rounding.HALF_UP, U8, 3, 255);
    Requantize index = Requantize.perTensor(1, 6, Rounding.FLOOR, S3, -1, 2);
    LookUpTable table = new LookUpTable(index, IntTensor.vector(0, 0, 1, 3), S3);
    QGraph graph =
        new QGraph(
            "xor",
            new QGraph.QInput("x", Shape.of(2), U1),
            List.of(
                new QDense("hidden", "x", weights, LongTensor.vector(0, -1), relu),
                new QElementwise("curve", "hidden", Shape.of(2), table),
                new QArgMax("answer", "curve", 2)));

    assertThat(QGraphPrinter.print(graph))
        .isEqualTo(
            """
            network 'xor'
              x : 2 of u1(scale=1.0, zero=0)
              hidden = dense(x) : 2 of u8(scale=0.01, zero=3)
                weights 2x2, 3 survivors (75.0 %), 2 levels of s2: -1 1
                  1 -1
                  . 1
                bias 0 -1
                accumulator s2: -1…1
                requantize HALF_UP · 5 / 2^1 + (3), clamp 3…255
              curve = elementwise(hidden) : 2 of s3(scale=1.0, zero=0)
                table of 4 entries: 0 0 1 3, index FLOOR · 1 / 2^6, clamp -1…2
              answer = argmax(curve) : 1 of u1(scale=1.0, zero=0)
            """);
  }

  @Test
  void of_a_large_layer_the_figures_are_printed() {
    int[] values = new int[100 * 50];
    values[7] = 4;
    CodedMatrix weights = CodedMatrix.ofDense(IntTensor.of(Shape.of(100, 50), values));
    QDense layer =
        new QDense(
            "fc",
            "x",
            weights,
            LongTensor.vector(new long[100]),
            new Accumulator(new FixedPoint(true, 8, 1, 0)));
    QGraph graph = new QGraph("large", new QGraph.QInput("x", Shape.of(50), U1), List.of(layer));

    assertThat(QGraphPrinter.print(graph))
        .isEqualTo(
            """
            network 'large'
              x : 50 of u1(scale=1.0, zero=0)
              fc = dense(x) : 100 of s8(scale=1.0, zero=0)
                weights 100x50, 1 survivors (0.0 %), 1 levels of s4: 4
                bias s1: 0…0
                accumulator s4: 0…4
                the accumulator itself
            """);
  }

  @Test
  void layers_that_work_on_images_are_printed_with_their_windows() {
    Shape image = Shape.of(4, 4, 2);
    Window window = new Window(new Window.Axis(2, 2, 1, 0, 1), new Window.Axis(1, 1, 1, 0, 0));
    CodedMatrix weights = CodedMatrix.ofDense(IntTensor.of(Shape.of(2, 2), 1, -1, 0, 1));
    Accumulator sums = new Accumulator(new FixedPoint(true, 9, 1, 0));
    QGraph graph =
        new QGraph(
            "image",
            new QGraph.QInput("x", image, U8, QGraph.FrameLayout.CHANNELS_FIRST),
            List.of(
                new QConv("c", "x", image, window, 2, weights, LongTensor.vector(0, -1), sums),
                new QMaxPool(
                    "m", "c", Shape.of(2, 4, 2), Window.of(2, 1), sums.format(), sums.range()),
                new QAveragePool(
                    "a",
                    "m",
                    Shape.of(1, 3, 2),
                    new Window(Window.Axis.of(1, 1), new Window.Axis(2, 2, 1, 0, 1)),
                    Window.Divisor.IMAGE,
                    Requantize.perTensor(1, 1, Rounding.HALF_AWAY, U8, 0, 255))));

    assertThat(QGraphPrinter.print(graph))
        .isEqualTo(
            """
            network 'image'
              x : 4x4x2 of u8(scale=0.01, zero=3), channels first in files
              c = conv(x) : 2x4x2 of s9(scale=1.0, zero=0)
                window 2x1 stride 2x1 pads 0 0 1 0, groups 2
                weights 2x2, 3 survivors (75.0 %), 2 levels of s2: -1 1
                  1 -1
                  . 1
                bias 0 -1
                accumulator s9: -255…255
                the accumulator itself
              m = max_pool(c) : 1x3x2 of s9(scale=1.0, zero=0)
                window 2x2
              a = average_pool(m) : 1x2x2 of u8(scale=0.01, zero=3)
                window 1x2 stride 1x2 pads 0 0 0 1 over image, divisor 2
                accumulator s10: -512…510
                requantize HALF_AWAY · 1 / 2^1 + (3), clamp 0…255
            """);
  }

  @Test
  void layers_that_join_and_move_are_printed_with_all_that_they_read() {
    Shape image = Shape.of(1, 2, 4);
    Rescale scale = new Rescale(20, 3, 2, Rounding.TFLITE);
    Requantize stage = Requantize.perTensor(1, 20, Rounding.HALF_UP, S3, -4, 3);
    QGraph graph =
        new QGraph(
            "branches",
            new QGraph.QInput("x", image, S3),
            List.of(
                new QAdd("s", "x", "x", image, Rescale.IDENTITY, Rescale.IDENTITY, stage),
                new QAdd("t", "s", "x", image, scale, Rescale.IDENTITY, stage),
                new QConcat("all", List.of("x", "t"), Shape.of(1, 2, 8), S3, S3.range()),
                new QPad("p", "all", Shape.of(1, 2, 8), 0, 1, 2, 3, -4, S3, S3.range()),
                QGather.depthToSpace(
                    "d", "p", Shape.of(3, 6, 8), 2, DepthOrder.DCR, S3, S3.range())));

    assertThat(QGraphPrinter.print(graph))
        .isEqualTo(
            """
            network 'branches'
              x : 1x2x4 of s3(scale=1.0, zero=0)
              s = add(x, x) : 1x2x4 of s3(scale=1.0, zero=0)
                left as it is
                right as it is
                accumulator s4: -8…6
                requantize HALF_UP · 1 / 2^20, clamp -4…3
              t = add(s, x) : 1x2x4 of s3(scale=1.0, zero=0)
                left TFLITE · 2^20 · 3 / 2^2
                right as it is
                accumulator s23: -3145732…2359299
                requantize HALF_UP · 1 / 2^20, clamp -4…3
              all = concat(x, t) : 1x2x8 of s3(scale=1.0, zero=0)
              p = pad(all) : 3x6x8 of s3(scale=1.0, zero=0)
                borders 0 1 2 3 of -4
              d = gather(p) : 6x12x2 of s3(scale=1.0, zero=0)
                from each 48 elements: 2 by 4, 6 by 8, 2 by 2, 2 by 1
            """);
  }
}

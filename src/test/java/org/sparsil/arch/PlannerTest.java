// SPDX-License-Identifier: Apache-2.0
package org.sparsil.arch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.sparsil.arch.HardwareOptions.LayerOptions;
import org.sparsil.arch.Stage.MultiplyAccumulate;
import org.sparsil.diag.UserException;
import org.sparsil.qgraph.CodedMatrix;
import org.sparsil.qgraph.FixedPoint;
import org.sparsil.qgraph.QConv;
import org.sparsil.qgraph.QGraph;
import org.sparsil.qgraph.QLayer;
import org.sparsil.qgraph.QMaxPool;
import org.sparsil.qgraph.Requantize;
import org.sparsil.qgraph.Rounding;
import org.sparsil.tensor.IntTensor;
import org.sparsil.tensor.LongTensor;
import org.sparsil.tensor.Shape;
import org.sparsil.tensor.Window;

final class PlannerTest {
  private static final FixedPoint S8 = new FixedPoint(true, 8, 1, 0);
  private static final Shape IMAGE = Shape.of(8, 8, 1);

  private static final QGraph GRAPH = graph(conv("c", "x", 3), pool("m", "c"));

  @Test
  void too_few_line_buffers_are_refused_for_every_layer_with_the_reason() {
    assertThatThrownBy(() -> plan(LayerOptions.DEFAULT.with(LineBuffers.of(1))))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(
            "net: layer 'c': error: 1 line buffers are too few: a row of windows 3x3 pads 1 1 1 1"
                + " spans 3 rows of the image, all of which must be held [ARCH-002]")
        .hasMessageContaining(
            "hint: give at least 3; from 4 on loading hides behind computing; or streaming")
        .hasMessageContaining("net: layer 'm': error: 1 line buffers are too few");
  }

  @Test
  void several_rows_at_once_need_more_line_buffers() {
    assertThatThrownBy(() -> plan(LayerOptions.DEFAULT.with(LineBuffers.of(3)).withRowsParallel(2)))
        .hasMessageContaining(
            "3 line buffers are too few: 2 rows of windows 3x3 pads 1 1 1 1 span 4 rows");
    assertThatThrownBy(() -> plan(LayerOptions.DEFAULT.withRowsParallel(2)))
        .hasMessageContaining(
            "streaming line buffers complete one row of windows at a time, not 2 [ARCH-002]")
        .hasMessageContaining("at least 4; from 6 on loading hides behind computing");
  }

  @Test
  void taps_per_cycle_must_divide_the_window() {
    assertThatThrownBy(
            () -> plan(LayerOptions.DEFAULT.folded(OptionalInt.empty(), OptionalInt.of(2))))
        .hasMessageContaining(
            "2 window elements per cycle do not divide the 9 of window 3x3 pads 1 1 1 1 [ARCH-002]")
        .hasMessageContaining("hint: possible are 1, 3, 9");
  }

  @Test
  void a_value_that_nothing_reads_is_refused() {
    QGraph graph = graph(conv("c", "x", 3), conv("d", "x", 3));
    assertThatThrownBy(() -> new Planner(HardwareOptions.DEFAULT).plan(graph))
        .hasMessageContaining("nothing reads 'c'; hardware would wait for it forever [ARCH-001]");
  }

  @Test
  void single_layers_may_have_their_own_line_buffers() {
    HardwareOptions options =
        new HardwareOptions(
            LayerOptions.DEFAULT, Map.of("c", LayerOptions.DEFAULT.with(LineBuffers.of(5))));
    MultiplyAccumulate conv = (MultiplyAccumulate) new Planner(options).plan(GRAPH).stages().get(0);
    assertThat(conv.lines().orElseThrow().buffers()).isEqualTo(LineBuffers.of(5));
    assertThat(conv.lines().orElseThrow().memoryBits(8)).isEqualTo(5 * 8 * 8);
  }

  @Test
  void rows_in_parallel_take_and_give_beats_of_as_many_elements() {
    Architecture architecture =
        new Planner(
                HardwareOptions.of(
                    LayerOptions.DEFAULT.with(LineBuffers.of(6)).withRowsParallel(2)))
            .plan(graph(conv("c", "x", 3)));
    assertThat(architecture.inputLanes()).isEqualTo(2);
    assertThat(architecture.outputLanes()).isEqualTo(2);
  }

  private static Architecture plan(LayerOptions everywhere) {
    return new Planner(HardwareOptions.of(everywhere)).plan(GRAPH);
  }

  private static QGraph graph(QLayer... layers) {
    return new QGraph("net", new QGraph.QInput("x", IMAGE, S8), List.of(layers));
  }

  /** Its windows reach one pixel into the padding. */
  private static QConv conv(String name, String input, int kernel) {
    Window.Axis axis = new Window.Axis(kernel, 1, 1, 1, 1);
    int[] weights = new int[kernel * kernel];
    weights[0] = 1;
    Requantize stage = Requantize.perTensor(1, 4, Rounding.HALF_UP, S8, -128, 127);
    return new QConv(
        name,
        input,
        IMAGE,
        new Window(axis, axis),
        1,
        CodedMatrix.ofDense(IntTensor.of(Shape.of(1, weights.length), weights)),
        LongTensor.vector(0),
        stage);
  }

  private static QMaxPool pool(String name, String input) {
    return new QMaxPool(name, input, IMAGE, Window.of(2, 2), S8, S8.range());
  }
}

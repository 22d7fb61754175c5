// SPDX-License-Identifier: Apache-2.0
package org.sparsil.qgraph;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparsil.qgraph.QGather.DepthOrder;
import org.sparsil.qgraph.QGather.Loop;
import org.sparsil.tensor.Shape;

/** What layers that join values or move elements may read. */
final class BranchCheckTest {
  private static final FixedPoint S8 = new FixedPoint(true, 8, 1, 0);
  private static final FixedPoint U4 = new FixedPoint(false, 4, 1, 0);
  private static final Shape IMAGE = Shape.of(2, 3, 4);

  @Test
  void the_operands_of_an_addition_have_as_many_elements_as_the_sum() {
    QGather row =
        new QGather("row", "x", Shape.of(12), 24, List.of(new Loop(12, 1)), S8, S8.range());
    assertRefused("layer 'sum' reads 24 elements, 'row' has 12", row, sum("x", "row", 0));
    assertRefused("layer 'sum' reads 24 elements, 'row' has 12", row, sum("row", "x", 0));
  }

  @Test
  void no_operand_of_an_addition_exceeds_63_bits() {
    Requantize large =
        Requantize.perTensor(
            1 << 23, 0, Rounding.HALF_UP, new FixedPoint(true, 31, 1, 0), -(1 << 30), 1 << 29);
    QElementwise wide = new QElementwise("wide", "x", IMAGE, large);
    assertAccepted(wide, sum("wide", "x", 30));
    assertRefused("layer 'sum' needs more than 63 bits", wide, sum("wide", "x", 31));
  }

  @Test
  void a_value_is_made_before_it_is_read() {
    assertThatThrownBy(() -> graph(sum("x", "later", 0)))
        .hasMessage("layer 'sum' reads 'later' before it is made");
  }

  @Test
  void what_is_concatenated_has_one_format_and_the_same_pixels() {
    QElementwise other =
        new QElementwise(
            "other", "x", IMAGE, Requantize.perTensor(1, 0, Rounding.FLOOR, U4, 0, 15));
    assertRefused(
        "layer 'all' makes s8(scale=1.0, zero=0) of u4(scale=1.0, zero=0), which is 'other'",
        other,
        concat(8, S8.range(), "x", "other"));
    QPad padded = new QPad("padded", "x", IMAGE, 0, 0, 0, 1, 0, S8, S8.range());
    assertRefused(
        "layer 'all' makes 6 pixels, 'padded' has 8", padded, concat(8, S8.range(), "x", "padded"));
    assertRefused("layer 'all' makes 9 channels of 8", concat(9, S8.range(), "x", "x"));
    assertAccepted(concat(8, S8.range(), "x", "x"));
  }

  @Test
  void what_is_passed_on_stays_in_the_range_that_is_stated() {
    assertRefused(
        "layer 'all' makes 0…127 of -128…127, which is 'x'", concat(4, new Interval(0, 127), "x"));
    assertRefused(
        "layer 'all' makes -129…127 of -128…127, which is 'x'",
        concat(4, new Interval(-129, 127), "x"));
  }

  @Test
  void a_border_is_a_value_of_the_format() {
    assertRefused(
        "layer 'p' pads with 128, it makes -128…127",
        new QPad("p", "x", IMAGE, 1, 1, 1, 1, 128, S8, S8.range()));
    assertRefused(
        "layer 'p' reads an image of 3x2x4, 'x' has 2x3x4",
        new QPad("p", "x", Shape.of(3, 2, 4), 1, 1, 1, 1, 0, S8, S8.range()));
    assertThatThrownBy(() -> new QPad("p", "x", IMAGE, 0, -1, 0, 0, 0, S8, S8.range()))
        .hasMessage("pad 'p': borders of 0, -1, 0 and 0");
  }

  @Test
  void a_gathering_stays_within_its_strips_and_takes_the_whole_frame() {
    assertThatThrownBy(() -> strip(12, new Loop(2, 8), new Loop(2, 4)))
        .hasMessage("gather 'y': 2 loops reach element 12 of strips of 12");
    assertThatThrownBy(() -> strip(12))
        .hasMessage("gather 'y': 0 loops reach element 0 of strips of 12");
    assertThatThrownBy(() -> strip(12, new Loop(5, 1)))
        .hasMessage("gather 'y': shape 8 is no multiple of the 5 elements of a strip");
    assertThatThrownBy(() -> new Loop(1, -1)).hasMessage("loop of 1 with stride -1");
    assertRefused(
        "layer 'y' reads 22 elements, 'x' has 24", strip(11, new Loop(2, 5), new Loop(2, 1)));
    assertAccepted(strip(12, new Loop(2, 5), new Loop(2, 1)));
  }

  @Test
  void channels_that_are_no_blocks_and_axes_that_are_no_permutation_are_refused() {
    assertThatThrownBy(
            () -> QGather.depthToSpace("y", "x", IMAGE, 3, DepthOrder.CRD, S8, S8.range()))
        .hasMessage("gather 'y': 4 channels for blocks of 3x3");
    assertThatThrownBy(() -> QGather.transpose("y", "x", IMAGE, List.of(0, 2, 2), S8, S8.range()))
        .hasMessage("gather 'y': axes [0, 2, 2] of shape 2x3x4");
    assertThatThrownBy(() -> QGather.resize("y", "x", IMAGE, 0, 1, S8, S8.range()))
        .hasMessage("loop of 0 with stride 0");
  }

  private static QAdd sum(String left, String right, int preShift) {
    Requantize stage = Requantize.perTensor(1, 0, Rounding.FLOOR, S8, -128, 127);
    return new QAdd(
        "sum",
        left,
        right,
        IMAGE,
        new Rescale(preShift, 2, 0, Rounding.HALF_UP),
        Rescale.IDENTITY,
        stage);
  }

  private static QConcat concat(int channels, Interval range, String... inputs) {
    return new QConcat("all", List.of(inputs), Shape.of(2, 3, channels), S8, range);
  }

  /** Makes 8 elements of strips. */
  private static QGather strip(int elements, Loop... loops) {
    return new QGather("y", "x", Shape.of(8), elements, List.of(loops), S8, S8.range());
  }

  private static QGraph graph(QLayer... layers) {
    return new QGraph("net", new QGraph.QInput("x", IMAGE, S8), List.of(layers));
  }

  private static void assertAccepted(QLayer... layers) {
    assertThatCode(() -> QGraphCheck.require(graph(layers))).doesNotThrowAnyException();
  }

  private static void assertRefused(String message, QLayer... layers) {
    assertThatThrownBy(() -> QGraphCheck.require(graph(layers)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}

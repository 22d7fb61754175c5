// SPDX-License-Identifier: Apache-2.0
package org.sparsil.arch;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparsil.diag.UserException;
import org.sparsil.qgraph.CodedMatrix;
import org.sparsil.qgraph.FixedPoint;
import org.sparsil.qgraph.QGraph;
import org.sparsil.qgraph.QLayer.QAdd;
import org.sparsil.qgraph.QLayer.QConv;
import org.sparsil.qgraph.QLayer.QElementwise;
import org.sparsil.qgraph.QLayer.QMaxPool;
import org.sparsil.qgraph.Requantize;
import org.sparsil.qgraph.Rescale;
import org.sparsil.qgraph.Rounding;
import org.sparsil.tensor.IntTensor;
import org.sparsil.tensor.LongTensor;
import org.sparsil.tensor.Shape;
import org.sparsil.tensor.Window;

final class PlannerTest {
  private static final FixedPoint S8 = new FixedPoint(true, 8, 1, 0);

  @Test
  void every_layer_without_an_engine_is_named() {
    Shape image = Shape.of(4, 4, 1);
    CodedMatrix weights = CodedMatrix.ofDense(IntTensor.of(Shape.of(1, 4), 1, 2, 3, 4));
    Requantize stage = Requantize.perTensor(1, 4, Rounding.HALF_UP, S8, -128, 127);
    QGraph graph =
        new QGraph(
            "net",
            new QGraph.QInput("x", image, S8),
            List.of(
                new QConv(
                    "c", "x", image, Window.of(2, 1), 1, weights, LongTensor.vector(0), stage),
                new QMaxPool("m", "c", Shape.of(3, 3, 1), Window.of(3, 1), S8, S8.range())));
    assertThatThrownBy(() -> new Planner(HardwareOptions.DEFAULT).plan(graph))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(
            "net: layer 'c': error: it is a convolution of 4x4x1, for which there is no engine yet")
        .hasMessageContaining("net: layer 'm': error: it is a max pooling of 3x3x1")
        .hasMessageContaining("[ARCH-001]");
  }

  @Test
  void branches_are_refused_with_all_that_a_layer_reads() {
    Shape shape = Shape.of(3);
    Requantize stage = Requantize.perTensor(1, 1, Rounding.HALF_UP, S8, -128, 127);
    QGraph graph =
        new QGraph(
            "net",
            new QGraph.QInput("x", shape, S8),
            List.of(
                new QElementwise("e", "x", shape, stage),
                new QAdd("s", "e", "x", shape, Rescale.IDENTITY, Rescale.IDENTITY, stage)));
    assertThatThrownBy(() -> new Planner(HardwareOptions.DEFAULT).plan(graph))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(
            "net: layer 's': error: it reads 'e', 'x', not 'e', which comes just before it");
  }
}

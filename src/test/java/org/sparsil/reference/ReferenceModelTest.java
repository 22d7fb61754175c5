// SPDX-License-Identifier: Apache-2.0
package org.sparsil.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sparsil.diag.UserException;
import org.sparsil.graph.ActivationFunction;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.Shape;

/** By hand; that ONNX Runtime computes the same is tested with the ONNX writer. */
class ReferenceModelTest {
  @Test
  void the_trace_has_every_value_and_run_the_last() {
    Layer dense =
        new Layer.Dense(
            "sum",
            "x",
            FloatTensor.of(Shape.of(2, 3), 1, 2, 3, -1, 0, 1),
            FloatTensor.vector(10, -10),
            Optional.empty());
    Layer relu = new Layer.Activation("y", "sum", new ActivationFunction.Relu());
    Graph graph = new Graph("net", "x", Shape.of(3), List.of(dense, relu), "y");
    ReferenceModel model = ReferenceModel.of(graph);
    FloatTensor frame = FloatTensor.vector(1, 0, 2);
    assertThat(model.trace(frame))
        .containsExactly(
            Map.entry("x", frame),
            Map.entry("sum", FloatTensor.vector(17, -9)),
            Map.entry("y", FloatTensor.vector(17, 0)));
    assertThat(model.run(frame)).isEqualTo(FloatTensor.vector(17, 0));
  }

  @Test
  void fake_quantization_rounds_half_to_even_and_clamps() {
    Layer layer = new Layer.FakeQuantize("y", "x", 0.5, 1, true, 4);
    assertThat(run(layer, 0.25f, 0.75f, -0.25f, -0.75f, 100, -100))
        .isEqualTo(FloatTensor.vector(0, 1, 0, -1, 3, -4.5f));
  }

  @Test
  void the_first_or_the_last_of_equals_is_the_largest() {
    assertThat(run(new Layer.ArgMax("y", "x", 0, true, false), 1, 5, 5, 2).get(0)).isEqualTo(1);
    assertThat(run(new Layer.ArgMax("y", "x", 0, true, true), 1, 5, 5, 2).get(0)).isEqualTo(2);
  }

  @Test
  void softmax_of_large_values_stays_finite() {
    assertThat(run(new Layer.Softmax("y", "x", 0, false), 1000, 1000))
        .isEqualTo(FloatTensor.vector(0.5f, 0.5f));
    assertThat(run(new Layer.Softmax("y", "x", 0, true), -1000, 1000))
        .isEqualTo(FloatTensor.vector(-2000, 0));
  }

  @Test
  void a_frame_of_another_size_is_refused_with_both_shapes() {
    Graph graph = new Graph("net", "x", Shape.of(2, 3), List.of(), "x");
    ReferenceModel model = ReferenceModel.of(graph);
    assertThat(model.run(FloatTensor.vector(1, 2, 3, 4, 5, 6)).shape()).isEqualTo(Shape.of(2, 3));
    assertThatThrownBy(() -> model.run(FloatTensor.vector(1, 2)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("a frame has shape 2, the network's input has 2x3 [DATA-002]");
  }

  private static FloatTensor run(Layer layer, float... values) {
    Graph graph = new Graph("net", "x", Shape.of(values.length), List.of(layer), "y");
    return ReferenceModel.of(graph).run(FloatTensor.vector(values));
  }
}

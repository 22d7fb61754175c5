// SPDX-License-Identifier: Apache-2.0
package org.sparsil.frontend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sparsil.testing.OnnxText.floats;
import static org.sparsil.testing.OnnxText.input;
import static org.sparsil.testing.OnnxText.integer;
import static org.sparsil.testing.OnnxText.integers;
import static org.sparsil.testing.OnnxText.longs;
import static org.sparsil.testing.OnnxText.model;
import static org.sparsil.testing.OnnxText.node;
import static org.sparsil.testing.OnnxText.real;
import static org.sparsil.testing.OnnxText.tensor;
import static org.sparsil.testing.Tolerance.assertClose;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparsil.diag.Diagnostics;
import org.sparsil.graph.Graph;
import org.sparsil.graph.GraphPrinter;
import org.sparsil.graph.Layer;
import org.sparsil.proto.ModelProto;
import org.sparsil.reference.ReferenceModel;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.Shape;
import org.sparsil.testing.OnnxRuntime;
import org.sparsil.testing.SampleGraphs;

class OnnxReaderTest {
  private static final String FRAME_OF_2 = input("x", "N", "2");
  private static final String WEIGHTS = floats("w", "2, 3", "1, 2, 3, 4, 5, 6");

  private final Diagnostics notes = new Diagnostics();

  @Test
  void a_matrix_product_and_its_bias_become_one_dense_layer() {
    assertImports(
        model(
            13,
            FRAME_OF_2,
            WEIGHTS,
            floats("b", "3", "7, 8, 9"),
            node("MatMul", "x w -> p", "name: 'fc'"),
            node("Add", "b p -> s"),
            node("Relu", "s -> y")),
        """
        network 'test'
        input x: 2
        fc: 3 = dense(x) weights 3x2 [1, 4, 2, 5, 3, 6] bias 3 [7, 8, 9]
        y: 3 = relu(fc)
        output y
        """);
  }

  @Test
  void gemm_scales_and_transposes() {
    assertLikeRuntime(
        model(
            11,
            FRAME_OF_2,
            floats("w", "3, 2", "1, 2, 3, 4, 5, 6"),
            floats("b", "1, 3", "7, 8, 9"),
            node("Gemm", "x w b -> y", integer("transB", 1), real("alpha", 0.5), real("beta", 3))));
    assertLikeRuntime(
        model(11, FRAME_OF_2, WEIGHTS, floats("b", "1", "7"), node("Gemm", "x w b -> y")));
    assertLikeRuntime(model(11, FRAME_OF_2, WEIGHTS, node("Gemm", "x w -> y")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Relu", "LeakyRelu", "Sigmoid", "Tanh", "HardSigmoid", "HardSwish", "Elu", "Selu",
        "Softplus", "Softsign", "Softmax", "LogSoftmax", "Identity", "Neg", "Flatten", "Dropout"
      })
  void operators_without_attributes_have_onnx_defaults(String operator) {
    assertLikeRuntime(model(15, input("x", "N", "5"), node(operator, "x -> y")));
  }

  @Test
  void clip_takes_its_bounds_from_attributes_or_inputs() {
    String x = input("x", "N", "5");
    assertLikeRuntime(model(7, x, node("Clip", "x -> y", real("min", -0.25), real("max", 0.5))));
    assertLikeRuntime(model(13, x, floats("hi", "", "0.25"), node("Clip", "x _ hi -> y")));
    Graph unbounded = read(model(7, x, node("Clip", "x -> y", real("max", 3.4028235e38))));
    assertThat(GraphPrinter.print(unbounded)).contains("clip[-Infinity, Infinity](x)");
  }

  @ParameterizedTest
  @CsvSource({"Add", "Sub", "Mul", "Div"})
  void constants_broadcast_over_frames(String operator) {
    String x = input("x", "N", "2", "3");
    String body = node(operator, "x c -> y");
    String swapped = node(operator, "c x -> y");
    for (String constant :
        List.of(
            floats("c", "", "2"),
            floats("c", "1, 1", "2"),
            floats("c", "3", "1, 2, 3"),
            floats("c", "2, 1", "1, 2"),
            floats("c", "1, 2, 1", "1, 2"),
            floats("c", "2, 3", "1, 2, 3, 4, 5, 6"))) {
      assertLikeRuntime(model(13, x, constant, body));
      if (!operator.equals("Div")) {
        assertLikeRuntime(model(13, x, constant, swapped));
      }
    }
  }

  @Test
  void batch_normalization_becomes_an_affine_layer() {
    assertLikeRuntime(
        model(
            14,
            input("x", "N", "2", "3"),
            floats("s", "2", "1.5, -2"),
            floats("b", "2", "0.5, 1"),
            floats("m", "2", "3, 4"),
            floats("v", "2", "0.25, 2"),
            node("BatchNormalization", "x s b m v -> y", real("epsilon", 0.001))));
  }

  @ParameterizedTest
  @CsvSource({"11, 1", "11, 2", "11, 3", "11, -1", "13, 1", "13, 2", "13, -1"})
  void softmax_goes_along_one_axis_or_before_version_13_along_several(int opset, int axis) {
    assertLikeRuntime(
        model(
            opset,
            input("x", "N", "2", "3", "4"),
            node("Softmax", "x -> y", integer("axis", axis))));
  }

  @Test
  void arg_max_and_a_cast_give_the_class() {
    assertLikeRuntime(
        model(
            13,
            input("x", "N", "5"),
            node("ArgMax", "x -> i", integer("axis", 1), integer("keepdims", 0)),
            node("Cast", "i -> y", integer("to", 1))));
  }

  @Test
  void axes_are_inserted_and_dropped_by_attribute_or_input() {
    String x = input("x", "N", "3");
    String scale = floats("c", "3, 1", "1, 2, 3");
    assertLikeRuntime(
        model(
            11,
            x,
            scale,
            node("Unsqueeze", "x -> u", integers("axes", "2")),
            node("Mul", "u c -> m"),
            node("Squeeze", "m -> y", integers("axes", "-1"))));
    assertLikeRuntime(
        model(
            13,
            x,
            scale,
            longs("a", "1", "2"),
            node("Unsqueeze", "x a -> u"),
            node("Mul", "u c -> m"),
            node("Squeeze", "m a -> y")));
  }

  @Test
  void the_shape_arithmetic_of_exporters_is_computed() {
    Graph graph =
        assertLikeRuntime(
            model(
                13,
                input("x", "N", "2", "3"),
                longs("zero", "", "0"),
                longs("axes", "1", "0"),
                longs("rest", "1", "-1"),
                node("Shape", "x -> s"),
                node("Gather", "s zero -> n"),
                node("Unsqueeze", "n axes -> n1"),
                node("Concat", "n1 rest -> t", integer("axis", 0)),
                node("Reshape", "x t -> y")));
    assertThat(graph.layers()).containsExactly(new Layer.Reshape("y", "x", Shape.of(6)));
  }

  @Test
  void constants_are_computed_from_constants() {
    assertLikeRuntime(
        model(
            13,
            FRAME_OF_2,
            longs("shape", "2", "2, 3"),
            longs("from", "1", "1"),
            longs("to", "1", "4"),
            floats("flat", "8", "0, 1, 2, 3, 4, 5, 6, 7"),
            floats("two", "", "2"),
            node("Slice", "flat from to -> middle"),
            node("Expand", "middle shape -> m"),
            node("Transpose", "m -> mt"),
            node("Transpose", "mt -> w"),
            node("Mul", "w two -> w2"),
            node("Sqrt", "w2 -> w3"),
            node("ConstantOfShape", "shape -> zeros"),
            node("Sub", "zeros w3 -> w4"),
            node("Neg", "w4 -> w5"),
            node("Relu", "w5 -> w6"),
            node("MatMul", "x w6 -> y")));
  }

  @Test
  void weights_by_codebook_and_indices_are_looked_up() {
    Graph graph =
        assertLikeRuntime(
            model(
                13,
                FRAME_OF_2,
                floats("codebook", "3", "-0.5, 0, 0.75"),
                tensor("indices", 2, "2, 3", "raw_data: '\\000\\001\\002\\002\\001\\000'"),
                node("Cast", "indices -> i", integer("to", 7)),
                node("Gather", "codebook i -> w"),
                node("MatMul", "x w -> y")));
    assertThat(((Layer.Dense) graph.layers().get(0)).weights())
        .isEqualTo(FloatTensor.of(Shape.of(3, 2), -0.5f, 0.75f, 0, 0, 0.75f, -0.5f));
  }

  @Test
  void quantized_weights_keep_their_scale_and_lose_their_zero_point() {
    Graph graph =
        assertLikeRuntime(
            model(
                13,
                FRAME_OF_2,
                tensor("q", 3, "2, 3", "int32_data: [1, 2, 3, 4, 5, 6]"),
                floats("s", "3", "0.5, 0.25, 2"),
                tensor("z", 3, "3", "int32_data: [1, 0, -1]"),
                node("DequantizeLinear", "q s z -> w", integer("axis", 1)),
                node("MatMul", "x w -> y")));
    Layer.Dense dense = (Layer.Dense) graph.layers().get(0);
    assertThat(dense.weights())
        .isEqualTo(FloatTensor.of(Shape.of(3, 2), 0, 1.5f, 0.5f, 1.25f, 8, 14));
    assertThat(dense.weightScale()).contains(FloatTensor.vector(0.5f, 0.25f, 2));
  }

  @Test
  void a_quantized_network_becomes_fake_quantization() {
    Graph graph =
        assertLikeRuntime(
            model(
                13,
                FRAME_OF_2,
                floats("s", "", "0.125"),
                tensor("z", 2, "", "int32_data: [100]"),
                tensor("bq", 6, "3", "int32_data: [100, -200, 300]"),
                floats("bs", "", "0.5"),
                WEIGHTS,
                tensor("wz", 3, "", "int32_data: [0]"),
                node("QuantizeLinear", "x s z -> xq", "name: 'format'"),
                node("DequantizeLinear", "xq s z -> xr"),
                node("QuantizeLinear", "w bs wz -> wq"),
                node("DequantizeLinear", "wq bs wz -> wr"),
                node("DequantizeLinear", "bq bs -> b"),
                node("Gemm", "xr wr b -> y")));
    assertThat(GraphPrinter.print(graph))
        .isEqualTo(
            """
            network 'test'
            input x: 2
            format: 2 = fake_quantize(x) uint8 scale 0.125 zero 100
            y: 3 = dense(format) weights 3x2 [1, 4, 2, 5, 3, 6] bias 3 [50, -100, 150] scale 1 [0.5]
            output y
            """);
  }

  @Test
  void layout_between_quantize_and_dequantize_stays() {
    assertLikeRuntime(
        model(
            13,
            input("x", "N", "2", "3"),
            floats("s", "", "0.125"),
            floats("s2", "", "0.25"),
            tensor("z", 3, "", "int32_data: [3]"),
            tensor("z2", 3, "", "int32_data: [-3]"),
            node("QuantizeLinear", "x s z -> q"),
            node("Flatten", "q -> f"),
            node("DequantizeLinear", "f s2 z2 -> y")));
  }

  @Test
  void blocked_scales_are_for_weights() {
    assertLikeRuntime(
        model(
            21,
            input("x", "N", "4"),
            tensor("q", 22, "4, 3", "raw_data: '\\021\\062\\367\\200\\022\\007'"),
            floats("s", "2, 3", "1, 0.5, 2, 0.25, 4, 8"),
            node("DequantizeLinear", "q s -> w", integer("axis", 0), integer("block_size", 2)),
            node("MatMul", "x w -> y")));
  }

  @Test
  void a_matrix_may_come_first() {
    assertLikeRuntime(
        model(
            13,
            input("x", "N", "2", "4"),
            floats("w", "3, 2", "1, 2, 3, 4, 5, 6"),
            node("MatMul", "w x -> y")));
    assertLikeRuntime(
        model(13, input("x", "N", "3", "2"), floats("v", "2", "5, 6"), node("MatMul", "x v -> y")));
  }

  @Test
  void transposes_that_only_move_ones_are_reshapes() {
    Graph graph =
        assertLikeRuntime(
            model(
                13,
                input("x", "N", "1", "2", "3"),
                node("Transpose", "x -> y", integers("perm", "0, 2, 1, 3"))));
    assertThat(graph.layers()).containsExactly(new Layer.Reshape("y", "x", Shape.of(2, 1, 3)));
    assertLikeRuntime(
        model(
            13,
            input("x", "N", "4", "2", "3"),
            node("Transpose", "x -> y", integers("perm", "0, 2, 3, 1"))));
  }

  @Test
  void a_batch_of_one_may_be_moved_away_and_back() {
    Graph graph =
        read(
            model(
                13,
                input("x", "1", "2"),
                floats("w", "3, 2", "1, 2, 3, 4, 5, 6"),
                node("Transpose", "x -> t"),
                node("MatMul", "w t -> p"),
                node("Transpose", "p -> y")));
    FloatTensor output = ReferenceModel.of(graph).run(FloatTensor.vector(1, 10));
    assertThat(output.toArray()).containsExactly(21, 43, 65);
  }

  @Test
  void a_fixed_batch_is_imported_as_one_frame() {
    String reshape = node("Reshape", "x shape -> y");
    Graph graph = read(model(13, input("x", "4", "2", "3"), longs("shape", "2", "4, 6"), reshape));
    assertThat(graph.inputShape()).isEqualTo(Shape.of(2, 3));
    assertThat(ReferenceModel.of(graph).run(FloatTensor.of(Shape.of(2, 3), 1, 2, 3, 4, 5, 6)))
        .isEqualTo(FloatTensor.vector(1, 2, 3, 4, 5, 6));
  }

  @Test
  void without_a_batch_axis_all_axes_are_the_frame() {
    ModelProto model =
        model(13, input("x", "4", "2"), node("Softmax", "x -> y", integer("axis", 0)));
    Graph graph =
        new OnnxReader(notes, BatchAxis.NONE)
            .importModel(model, Path.of("test.onnx"), new ExternalData(Path.of("none")))
            .graph();
    assertThat(graph.inputShape()).isEqualTo(Shape.of(4, 2));
  }

  @Test
  void layers_are_named_by_node_output_or_operator_and_never_twice() {
    Graph graph =
        read(
            model(
                13,
                input("x", "N", "2"),
                node("Relu", "x -> a", "name: 'x'"),
                node("Tanh", "a -> b"),
                node("Relu", "b -> ../../c", "name: 'a; $finish'"),
                node("Sigmoid", "../../c -> d", "name: 'b'"),
                node("Relu", "d -> y", "name: 'module'")));
    assertThat(graph.layers().stream().map(Layer::name))
        .containsExactly("x_2", "b", "a; $finish", "b_2", "module");
  }

  @Test
  void nodes_may_come_in_any_order_and_what_is_not_needed_is_left_out() {
    Graph graph =
        read(
            model(
                13,
                FRAME_OF_2,
                node("Tanh", "a -> y"),
                node("Relu", "x -> a"),
                node("Conv", "x nothing -> unused")));
    assertThat(graph.layers().stream().map(Layer::name)).containsExactly("a", "y");
  }

  @Test
  void the_user_hears_what_is_left_out() {
    read(
        model(
            22,
            FRAME_OF_2,
            floats("s", "", "0.5"),
            node("QuantizeLinear", "x s -> y"),
            "output { name: 'y' } output { name: 'z' }"));
    assertThat(notes.all().toString())
        .contains("operator set 22 is newer than the newest known, 21")
        .contains("the graph has 2 outputs; only the first, 'y', is computed")
        .contains("the output 'y' is integer in the file");
    assertThat(notes.hasErrors()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void a_network_that_is_written_and_read_again_is_the_same(long seed, @TempDir Path folder) {
    Graph graph = SampleGraphs.everyKind(seed);
    Path file = folder.resolve("every-kind.onnx");
    OnnxWriter.write(graph, file);
    assertThat(new OnnxReader(notes).read(file)).as("seed " + seed).isEqualTo(graph);
    assertThat(notes.all()).isEmpty();
  }

  private Graph read(ModelProto model) {
    return new OnnxReader(notes)
        .importModel(model, Path.of("test.onnx"), new ExternalData(Path.of("none")))
        .graph();
  }

  private void assertImports(ModelProto model, String printed) {
    assertThat(GraphPrinter.print(read(model))).isEqualTo(printed);
  }

  /** Three frames at once in ONNX Runtime, one by one here. */
  private Graph assertLikeRuntime(ModelProto model) {
    Graph graph = read(model);
    int size = graph.inputShape().size();
    List<Integer> extents = new ArrayList<>(List.of(3));
    extents.addAll(graph.inputShape().extents());
    FloatTensor frames = SampleGraphs.random(new Random(size), new Shape(extents));
    ReferenceModel reference = ReferenceModel.of(graph);
    float[] actual = new float[0];
    for (int frame = 0; frame < 3; frame++) {
      float[] values = new float[size];
      frames.copyTo(frame * size, values, 0, size);
      FloatTensor output = reference.run(FloatTensor.adopt(graph.inputShape(), values));
      actual = Arrays.copyOf(actual, (frame + 1) * output.size());
      output.copyTo(0, actual, frame * output.size(), output.size());
    }
    try (OnnxRuntime runtime = new OnnxRuntime(model)) {
      FloatTensor expected = runtime.run("x", frames).values().iterator().next();
      assertClose(GraphPrinter.print(graph), FloatTensor.vector(actual), expected, 1e-5);
    }
    return graph;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.frontend;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sparsil.testing.OnnxText.floats;
import static org.sparsil.testing.OnnxText.input;
import static org.sparsil.testing.OnnxText.integer;
import static org.sparsil.testing.OnnxText.integers;
import static org.sparsil.testing.OnnxText.longs;
import static org.sparsil.testing.OnnxText.model;
import static org.sparsil.testing.OnnxText.node;
import static org.sparsil.testing.OnnxText.real;
import static org.sparsil.testing.OnnxText.text;
import static org.sparsil.testing.Tolerance.assertClose;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparsil.diag.Diagnostics;
import org.sparsil.diag.UserException;
import org.sparsil.graph.Graph;
import org.sparsil.graph.GraphPrinter;
import org.sparsil.proto.ModelProto;
import org.sparsil.reference.ReferenceModel;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.Shape;
import org.sparsil.testing.BranchedGraphs;
import org.sparsil.testing.OnnxRuntime;
import org.sparsil.testing.SampleGraphs;

/** Operators that join and move values: imported and evaluated as ONNX Runtime does, or refused. */
class JoinOperatorsTest {
  private static final String X = input("x", "N", "4", "3", "5");

  @Test
  void two_values_are_added_subtracted_and_concatenated() {
    ModelProto model =
        model(
            17,
            X,
            node("Relu", "x -> a"),
            node("Tanh", "x -> b"),
            node("Add", "a b -> c"),
            node("Sub", "c b -> d"),
            node("Concat", "d x c x -> y", integer("axis", -3)));
    assertThat(GraphPrinter.print(read(model)))
        .isEqualTo(
            """
            network 'test'
            input x: 4x3x5
            a: 4x3x5 = relu(x)
            b: 4x3x5 = tanh(x)
            c: 4x3x5 = add(a, b)
            d_negated: 4x3x5 = affine(b) scale 1 [-1] offset 1 [0] axis 0
            d: 4x3x5 = add(c, d_negated)
            y: 16x3x5 = concat(d, x, c, x) axis 0
            output y
            """);
    compare("joins", model, Shape.of(4, 3, 5));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void values_are_concatenated_along_any_axis(int axis) {
    ModelProto model =
        model(17, X, node("Relu", "x -> a"), node("Concat", "a x -> y", integer("axis", axis)));
    compare("axis " + axis, model, Shape.of(4, 3, 5));
  }

  @ParameterizedTest
  @CsvSource({
    "'0, 0, 1, 2, 0, 0, 3, 0', 1.5, 4x7x7",
    "'0, 1, 0, 0, 0, 2, 0, 0', 0, 7x3x5",
    "'0, 0, 0, 0, 0, 0, 0, 1', -2, 4x3x6"
  })
  void padding_is_an_attribute_or_an_input(String pads, double value, String shape) {
    ModelProto attributes =
        model(10, X, node("Pad", "x -> y", integers("pads", pads), real("value", value)));
    ModelProto inputs =
        model(
            18,
            X,
            longs("p", "8", pads),
            floats("v", "", String.valueOf(value)),
            node("Pad", "x p v -> y"));
    compare("attributes", attributes, Shape.of(4, 3, 5));
    compare("inputs", inputs, Shape.of(4, 3, 5));
    assertThat(GraphPrinter.print(read(inputs))).contains("y: " + shape + " = pad(x)");
    assertThat(read(inputs).layers()).isEqualTo(read(attributes).layers());
  }

  @Test
  void padding_names_its_axes() {
    ModelProto model =
        model(
            18,
            X,
            longs("p", "4", "1, 0, 2, 3"),
            longs("axes", "2", "-1, 2"),
            node("Pad", "x p _ axes -> y"));
    compare("axes", model, Shape.of(4, 3, 5));
  }

  @Test
  void padding_of_one_spatial_axis_is_that_of_an_image_of_one_row() {
    ModelProto model =
        model(
            17,
            input("x", "N", "2", "5"),
            longs("p", "6", "0, 0, 2, 0, 0, 1"),
            node("Pad", "x p -> y"));
    compare("one axis", model, Shape.of(2, 5));
    assertThat(GraphPrinter.print(read(model))).contains("y: 2x1x8 = pad(y_image)");
  }

  @ParameterizedTest
  @CsvSource({
    "'0, 0, -1, 0, 0, 0, 0, 0', constant, 'has a negative pad, -1: it crops'",
    "'0, 0, 1, 0, 0, 0, 0, 0', reflect, has mode 'reflect'",
    "'1, 0, 0, 0, 0, 0, 0, 0', constant, pads the batch axis",
    "'0, 0, 1', constant, 'has 3 pads for 4 axes, two each'",
    "'0, 0, 99999999999, 0, 0, 0, 0, 0', constant, 'pads by 99999999999, at most 67108864'",
    "'0, 0, 60000000, 60000000, 0, 0, 0, 0', constant, 'more than 2147483647 elements'"
  })
  void padding_that_cannot_be_is_refused(String pads, String mode, String message) {
    int count = pads.split(",").length;
    ModelProto model =
        model(17, X, longs("p", "" + count, pads), node("Pad", "x p -> y", text("mode", mode)));
    assertThatThrownBy(() -> read(model))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({
    "half_pixel, round_prefer_floor, 2, 3",
    "half_pixel, round_prefer_ceil, 3, 2",
    "half_pixel, round_prefer_ceil, 5, 4",
    "pytorch_half_pixel, round_prefer_floor, 4, 1",
    "asymmetric, floor, 7, 2",
    "tf_half_pixel_for_nn, floor, 2, 2",
    "half_pixel_symmetric, round_prefer_floor, 2, 2"
  })
  void nearest_resizing_repeats_pixels(String coordinates, String nearest, int rows, int columns) {
    ModelProto scales =
        model(
            19,
            X,
            floats("s", "4", "1, 1, %d, %d".formatted(rows, columns)),
            node(
                "Resize",
                "x _ s -> y",
                text("coordinate_transformation_mode", coordinates),
                text("nearest_mode", nearest)));
    ModelProto sizes =
        model(
            19,
            X,
            longs("s", "2", "%d, %d".formatted(3 * rows, 5 * columns)),
            node(
                "Resize",
                "x _ _ s -> y",
                integers("axes", "2, 3"),
                text("coordinate_transformation_mode", coordinates),
                text("nearest_mode", nearest)));
    for (ModelProto model : List.of(scales, sizes)) {
      assertThat(GraphPrinter.print(read(model)))
          .contains("= resize(x) by %dx%d".formatted(rows, columns));
    }
    compare(coordinates, scales, Shape.of(4, 3, 5));
  }

  @Test
  void older_forms_of_resizing_repeat_pixels_too() {
    String scales = floats("s", "4", "1, 1, 2, 3");
    compare("Resize 10", model(10, X, scales, node("Resize", "x s -> y")), Shape.of(4, 3, 5));
    compare("Upsample 9", model(9, X, scales, node("Upsample", "x s -> y")), Shape.of(4, 3, 5));
  }

  @Test
  void resizing_works_on_channels_that_come_last() {
    ModelProto model =
        model(
            17,
            input("x", "N", "3", "5", "4"),
            floats("s", "4", "1, 2, 3, 1"),
            node(
                "Resize",
                "x _ s -> y",
                text("coordinate_transformation_mode", "asymmetric"),
                text("nearest_mode", "floor")));
    compare("channels last", model, Shape.of(3, 5, 4));
  }

  @ParameterizedTest
  @CsvSource({
    "'1, 1, 2, 1.5', nearest, asymmetric, 'resizes 5 elements by 1.5'",
    "'1, 1, 0.5, 1', nearest, asymmetric, 'resizes 3 elements by 0.5'",
    "'1, 2, 2, 2', nearest, asymmetric, 'only the rows and columns of images can be resized'",
    "'1, 1, 2, 2', linear, asymmetric, 'has mode ''linear'''",
    "'1, 1, 2, 2', nearest, tf_half_pixel_for_nn, 'which is no plain repetition'",
    "'1, 1, 2, 2', nearest, tf_crop_and_resize, 'has coordinate_transformation_mode'",
    "'1, 1, 2', nearest, asymmetric, 'has 3 scales for 4 axes'"
  })
  void other_resizing_is_refused(String scales, String mode, String coordinates, String message) {
    int count = scales.split(",").length;
    ModelProto model =
        model(
            17,
            X,
            floats("s", "" + count, scales),
            node(
                "Resize",
                "x _ s -> y",
                text("mode", mode),
                text("coordinate_transformation_mode", coordinates)));
    assertThatThrownBy(() -> read(model))
        .isInstanceOf(UserException.class)
        .satisfies(e -> assertThat(((UserException) e).diagnostics().toString()).contains(message));
  }

  @ParameterizedTest
  @ValueSource(strings = {"DCR", "CRD"})
  void channels_become_pixels(String mode) {
    ModelProto model =
        model(
            17,
            input("x", "N", "8", "3", "5"),
            node("DepthToSpace", "x -> y", integer("blocksize", 2), text("mode", mode)));
    compare(mode, model, Shape.of(8, 3, 5));
  }

  @Test
  void a_slope_per_channel_is_a_sum_of_both_sides() {
    ModelProto model =
        model(17, X, floats("slope", "4, 1, 1", "0.5, -1, 0, 2"), node("PRelu", "x slope -> y"));
    compare("channels", model, Shape.of(4, 3, 5));
    ModelProto one = model(17, X, floats("slope", "1", "0.5"), node("PRelu", "x slope -> y"));
    assertThat(GraphPrinter.print(read(one))).contains("y: 4x3x5 = leaky_relu[0.5](x)");
  }

  @Test
  void values_of_different_shapes_are_not_added() {
    ModelProto model = model(17, X, node("GlobalAveragePool", "x -> a"), node("Add", "x a -> y"));
    assertThatThrownBy(() -> read(model))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("joins two values of the network of shapes 1x4x3x5 and 1x4x1x1");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void a_branched_network_that_is_written_and_read_again_is_the_same(
      long seed, @TempDir Path folder) {
    Graph graph = BranchedGraphs.images(seed);
    OnnxWriter.write(graph, folder.resolve("branches.onnx"));
    Graph again = new OnnxReader(new Diagnostics()).read(folder.resolve("branches.onnx"));
    assertThat(GraphPrinter.print(again)).isEqualTo(GraphPrinter.print(graph));
    assertThat(again.equals(graph)).isTrue();
    compare("seed " + seed, OnnxWriter.toModel(graph), graph.inputShape());
  }

  private static void compare(String what, ModelProto model, Shape frame) {
    FloatTensor x = SampleGraphs.random(new Random(1), frame);
    List<Integer> batch = new ArrayList<>(List.of(1));
    batch.addAll(frame.extents());
    Graph graph = read(model);
    FloatTensor actual = ReferenceModel.of(graph).run(x);
    String output = model.getGraph().getOutput(0).getName();
    try (OnnxRuntime runtime = new OnnxRuntime(model)) {
      FloatTensor expected =
          requireNonNull(runtime.run("x", x.reshape(new Shape(batch))).get(output));
      assertThat(expected.shape().extents().subList(1, expected.shape().rank()))
          .as(what)
          .isEqualTo(actual.shape().extents());
      assertClose(what, actual, expected, 1e-5);
    }
  }

  private static Graph read(ModelProto model) {
    return new OnnxReader(new Diagnostics())
        .importModel(model, Path.of("test.onnx"), new ExternalData(Path.of("none")))
        .graph();
  }
}

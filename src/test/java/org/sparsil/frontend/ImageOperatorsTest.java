// SPDX-License-Identifier: Apache-2.0
package org.sparsil.frontend;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sparsil.testing.OnnxText.floats;
import static org.sparsil.testing.OnnxText.input;
import static org.sparsil.testing.OnnxText.integer;
import static org.sparsil.testing.OnnxText.integers;
import static org.sparsil.testing.OnnxText.model;
import static org.sparsil.testing.OnnxText.node;
import static org.sparsil.testing.OnnxText.text;
import static org.sparsil.testing.Tolerance.assertClose;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
import org.sparsil.testing.OnnxRuntime;
import org.sparsil.testing.SampleGraphs;

/** Convolution and pooling: imported and evaluated as ONNX Runtime does, or refused. */
class ImageOperatorsTest {
  private static final String X = input("x", "N", "2", "6", "7");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void random_convolutions_give_what_onnx_runtime_gives(long seed) {
    Random random = new Random(seed);
    for (int trial = 0; trial < 40; trial++) {
      Sizes sizes = Sizes.random(random);
      int groups = 1 + random.nextInt(3);
      int channels = groups * (1 + random.nextInt(3));
      int outputs = groups * (1 + random.nextInt(3));
      List<Integer> weights = new ArrayList<>(List.of(outputs, channels / groups));
      weights.addAll(sizes.kernel());
      boolean bias = random.nextBoolean();
      ModelProto model =
          model(
              17,
              sizes.input(channels),
              constant("w", new Shape(weights), random),
              bias ? constant("b", Shape.of(outputs), random) : "",
              node(
                  "Conv",
                  bias ? "x w b -> y" : "x w -> y",
                  sizes.attributes(random),
                  integer("group", groups)));
      compare("seed %d, trial %d".formatted(seed, trial), model, sizes.frame(channels), random);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void random_pools_give_what_onnx_runtime_gives(long seed) {
    Random random = new Random(seed);
    int refused = 0;
    for (int trial = 0; trial < 60; trial++) {
      Sizes sizes = Sizes.random(random).withPadsBelowKernel();
      boolean average = random.nextBoolean();
      ModelProto model =
          model(
              19,
              sizes.input(3),
              node(
                  average ? "AveragePool" : "MaxPool",
                  "x -> y",
                  sizes.attributes(random),
                  integers("kernel_shape", join(sizes.kernel())),
                  integer("ceil_mode", random.nextInt(2)),
                  average ? integer("count_include_pad", random.nextInt(2)) : ""));
      try {
        compare("seed %d, trial %d".formatted(seed, trial), model, sizes.frame(3), random);
      } catch (UserException e) {
        assertThat(e).hasMessageContaining("counts its padding (count_include_pad) and rounds up");
        refused++;
      }
    }
    assertThat(refused).isLessThan(15);
  }

  @ParameterizedTest
  @CsvSource({"GlobalAveragePool, average_pool", "GlobalMaxPool, max_pool"})
  void a_global_pool_is_one_window_over_the_whole_image(String operator, String layer) {
    ModelProto model = model(17, X, node(operator, "x -> y"));
    assertThat(GraphPrinter.print(read(model))).contains("y: 2x1x1 = " + layer + "(x) window 6x7");
    compare(operator, model, Shape.of(2, 6, 7), new Random(1));
  }

  @Test
  void one_spatial_axis_is_an_image_of_one_row() {
    ModelProto model =
        model(
            17,
            input("x", "N", "2", "5"),
            floats("w", "1, 2, 3", "1, 2, 3, 4, 5, 6"),
            node("Conv", "x w -> y", integers("pads", "1, 0")));
    assertThat(GraphPrinter.print(read(model)))
        .isEqualTo(
            """
            network 'test'
            input x: 2x5
            y_image: 2x1x5 = reshape(x)
            y: 1x1x4 = conv(y_image) window 1x3 pads 0 1 0 0 weights 1x2x1x3 [1, 2, 3, 4, 5, 6] bias 1 [0]
            y_shape: 1x4 = reshape(y)
            output y_shape
            """);
  }

  @Test
  void a_bias_that_is_added_per_channel_joins_the_convolution() {
    ModelProto model =
        model(
            17,
            X,
            floats("w", "2, 2, 1, 1", "1, 2, 3, 4"),
            floats("b", "2, 1, 1", "5, 6"),
            node("Conv", "x w -> c"),
            node("Add", "c b -> y"));
    assertThat(GraphPrinter.print(read(model)))
        .contains("c: 2x6x7 = conv(x) window 1x1 weights 2x2x1x1 [1, 2, 3, 4] bias 2 [5, 6]\n")
        .contains("output c");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void a_network_of_images_that_is_written_and_read_again_is_the_same(
      long seed, @TempDir Path folder) {
    Graph graph = SampleGraphs.images(seed);
    Path file = folder.resolve("images.onnx");
    OnnxWriter.write(graph, file);
    Graph again = new OnnxReader(new Diagnostics()).read(file);
    assertThat(again).as("seed " + seed).isEqualTo(graph);
  }

  @Test
  void attributes_that_make_no_sense_are_refused_with_what_is_wrong() {
    String w = floats("w", "2, 2, 2, 2", "1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8");
    String b = floats("b", "3", "1, 2, 3");
    refused(
        "has kernel_shape [3, 3], but weights 2x2x2x2",
        w,
        conv("x w -> y", integers("kernel_shape", "3, 3")));
    refused("has 1 values in 'strides', expected 2", w, conv("x w -> y", integers("strides", "2")));
    refused(
        "has strides [0, 1], at least 1 each", w, conv("x w -> y", integers("strides", "0, 1")));
    refused(
        "has pads [0, -1, 0, 0], at least 0", w, conv("x w -> y", integers("pads", "0, -1, 0, 0")));
    refused(
        "has 99999999999 in 'dilations', at most 67108864",
        w,
        conv("x w -> y", integers("dilations", "1, 99999999999")));
    refused(
        "has auto_pad 'SAME', expected NOTSET, VALID",
        w,
        conv("x w -> y", text("auto_pad", "SAME")));
    refused("has 2 outputs in 0 groups", w, conv("x w -> y", integer("group", 0)));
    refused("has 2 outputs in 3 groups", w, conv("x w -> y", integer("group", 3)));
    refused("has 3 biases for 2 outputs", w, b, conv("x w b -> y"));
    refused(
        "reads 2 channels (shape 2x6x7), its weights 2x2x2x2 in 2 groups take 4",
        w,
        conv("x w -> y", integer("group", 2)));
    refused(
        "its kernel spans 11x2 pixels, the image with its padding has 6x7",
        w,
        conv("x w -> y", integers("dilations", "10, 1")));
    refused("has no attribute 'kernel_shape'", node("MaxPool", "x -> y"));
    refused(
        "has kernel_shape [2] for shape 1x2x6x7",
        node("MaxPool", "x -> y", integers("kernel_shape", "2")));
    refused(
        "has 4611686018427387904 in 'kernel_shape', at most",
        node("MaxPool", "x -> y", integers("kernel_shape", "4611686018427387904, 1")));
    refused(
        "has 1099511627776 in 'kernel_shape', at most",
        node(
            "AveragePool",
            "x -> y",
            integers("kernel_shape", "1048576, 1048576"),
            integers("pads", "1048576, 1048576, 1048576, 1048576")));
    refused(
        "lies in the padding of 2 and 0",
        node(
            "MaxPool", "x -> y", integers("kernel_shape", "2, 2"), integers("pads", "2, 0, 0, 0")));
  }

  @Test
  void images_of_three_axes_are_refused() {
    ModelProto model =
        model(
            17,
            input("x", "N", "1", "2", "2", "2"),
            node("MaxPool", "x -> y", integers("kernel_shape", "1, 1, 1")));
    assertThatThrownBy(() -> read(model)).hasMessageContaining("3 spatial axes [ONNX-002]");
  }

  private static String conv(String values, String... attributes) {
    return node("Conv", values, attributes);
  }

  private static void refused(String message, String... parts) {
    List<String> all = new ArrayList<>(List.of(X));
    all.addAll(Arrays.asList(parts));
    ModelProto model = model(17, all.toArray(new String[0]));
    assertThatThrownBy(() -> read(model))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("test.onnx: ")
        .hasMessageContaining("'y'")
        .hasMessageContaining(message);
  }

  /** A window over an input of one or two spatial axes that fits. */
  private record Sizes(
      List<Integer> extents,
      List<Integer> kernel,
      List<Integer> strides,
      List<Integer> dilations,
      List<Integer> pads) {
    static Sizes random(Random random) {
      int axes = 1 + random.nextInt(2);
      List<Integer> kernel = random(random, axes, 1, 4);
      List<Integer> dilations = random(random, axes, 1, 3);
      List<Integer> extents = new ArrayList<>();
      for (int axis = 0; axis < axes; axis++) {
        extents.add(dilations.get(axis) * (kernel.get(axis) - 1) + 1 + random.nextInt(8));
      }
      return new Sizes(
          extents, kernel, random(random, axes, 1, 3), dilations, random(random, 2 * axes, 0, 3));
    }

    private static List<Integer> random(Random random, int count, int least, int most) {
      return IntStream.range(0, count)
          .mapToObj(i -> least + random.nextInt(most - least + 1))
          .toList();
    }

    Sizes withPadsBelowKernel() {
      List<Integer> smaller =
          IntStream.range(0, pads.size())
              .mapToObj(i -> Math.min(pads.get(i), kernel.get(i % kernel.size()) - 1))
              .toList();
      return new Sizes(extents, kernel, strides, dilations, smaller);
    }

    String input(int channels) {
      List<String> all = new ArrayList<>(List.of("1", String.valueOf(channels)));
      extents.forEach(extent -> all.add(String.valueOf(extent)));
      return org.sparsil.testing.OnnxText.input("x", all.toArray(new String[0]));
    }

    Shape frame(int channels) {
      List<Integer> all = new ArrayList<>(List.of(channels));
      all.addAll(extents);
      return new Shape(all);
    }

    /**
     * With pads, or with one of the ways to find them. The runtime does not know these for kernels
     * with gaps, and lets them be negative for kernels shorter than the stride.
     */
    String attributes(Random random) {
      boolean usual =
          IntStream.range(0, kernel.size())
              .allMatch(i -> dilations.get(i) == 1 && kernel.get(i) >= strides.get(i));
      List<String> ways = List.of("NOTSET", "VALID", "SAME_UPPER", "SAME_LOWER");
      String way = ways.get(usual ? random.nextInt(4) : 0);
      return String.join(
          " ",
          integers("strides", join(strides)),
          integers("dilations", join(dilations)),
          way.equals("NOTSET") ? integers("pads", join(pads)) : text("auto_pad", way));
    }
  }

  private static String join(List<Integer> values) {
    return values.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  private static String constant(String name, Shape shape, Random random) {
    FloatTensor tensor = SampleGraphs.random(random, shape);
    String values =
        IntStream.range(0, tensor.size())
            .mapToObj(i -> String.valueOf(tensor.get(i)))
            .collect(Collectors.joining(", "));
    return floats(name, join(shape.extents()), values);
  }

  private static void compare(String what, ModelProto model, Shape frame, Random random) {
    FloatTensor x = SampleGraphs.random(random, frame);
    List<Integer> batch = new ArrayList<>(List.of(1));
    batch.addAll(frame.extents());
    FloatTensor actual = ReferenceModel.of(read(model)).run(x);
    try (OnnxRuntime runtime = new OnnxRuntime(model)) {
      FloatTensor expected = requireNonNull(runtime.run("x", x.reshape(new Shape(batch))).get("y"));
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

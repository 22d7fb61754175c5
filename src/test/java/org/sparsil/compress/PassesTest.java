// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparsil.diag.Diagnostics;
import org.sparsil.diag.UserException;
import org.sparsil.graph.ActivationFunction;
import org.sparsil.graph.Graph;
import org.sparsil.graph.GraphPrinter;
import org.sparsil.graph.Layer;
import org.sparsil.reference.ReferenceModel;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.Shape;
import org.sparsil.tensor.Window;
import org.sparsil.testing.BranchedGraphs;
import org.sparsil.testing.SampleGraphs;
import org.sparsil.testing.Tolerance;

/** All passes together, on random networks. */
class PassesTest {
  static Stream<Long> seeds() {
    return Stream.iterate(1L, seed -> seed + 1).limit(150);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void resultsStayTheSame(long seed) {
    Graph before = random(new Random(seed));
    Graph after = Passes.toHardwareForm(OutputKind.MODEL, new Diagnostics()).apply(before);
    String what =
        "seed %d\n%s\n%s".formatted(seed, GraphPrinter.print(before), GraphPrinter.print(after));
    ReferenceModel was = ReferenceModel.of(before);
    ReferenceModel is = ReferenceModel.of(after);
    Random random = new Random(seed);
    for (int frame = 0; frame < 5; frame++) {
      FloatTensor x = SampleGraphs.random(random, before.inputShape());
      Tolerance.assertClose(what, is.run(x), was.run(x), 2e-4);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void onlyWhatHardwareComputesIsLeft(long seed) {
    Graph graph =
        Passes.toHardwareForm(OutputKind.LOGITS, new Diagnostics()).apply(random(new Random(seed)));
    List<Layer> layers = graph.layers();
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      Optional<Layer> previous = i == 0 ? Optional.empty() : Optional.of(layers.get(i - 1));
      String where = "seed %d, layer '%s'\n%s".formatted(seed, layer.name(), print(graph));
      assertThat(layer).as(where).isNotInstanceOf(Layer.Transpose.class);
      assertThat(layer instanceof Layer.Reshape && i > 0).as(where).isFalse();
      if (layer instanceof Layer.Dense) {
        assertThat(previous.orElse(null))
            .as(where)
            .matches(
                before ->
                    !(before instanceof Layer.Affine)
                        || (graph.layers().indexOf(before) > 0
                            && layers.get(layers.indexOf(before) - 1) instanceof Layer.Dense));
      }
    }
  }

  @Test
  void argMaxOfAMultilayerPerceptronWithBatchNormalizationIsTheSame() {
    Random random = new Random(7);
    for (int trial = 0; trial < 20; trial++) {
      Graph before = random(random);
      Graph after = Passes.toHardwareForm(OutputKind.ARGMAX, new Diagnostics()).apply(before);
      FloatTensor x = SampleGraphs.random(random, before.inputShape());
      FloatTensor values = ReferenceModel.of(before).run(x);
      int answer = (int) ReferenceModel.of(after).run(x).get(0);
      for (int i = 0; i < values.size(); i++) {
        assertThat(values.get(answer)).isGreaterThanOrEqualTo(values.get(i) - 1e-4f);
      }
    }
  }

  @Test
  @Timeout(20)
  void aVeryLongChainTakesNoLongTime() {
    List<Layer> layers = new ArrayList<>();
    String value = "x";
    for (int i = 0; i < 3000; i++) {
      String name = "layer" + i;
      layers.add(
          i % 2 == 0
              ? new Layer.Affine(name, value, FloatTensor.vector(1), FloatTensor.vector(0), 0)
              : new Layer.Activation(name, value, new ActivationFunction.Relu()));
      value = name;
    }
    Graph graph = new Graph("long", "x", Shape.of(1), layers, value);
    Graph after = Passes.toHardwareForm(OutputKind.MODEL, new Diagnostics()).apply(graph);
    assertThat(after.layers().size()).isLessThanOrEqualTo(3000);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void a_network_of_images_computes_the_same_in_hardware_form(long seed) {
    Graph before = SampleGraphs.images(seed);
    Random random = new Random(seed);
    compare("channels first", before, random);

    // The same with frames whose channels come last.
    List<Layer> layers = new ArrayList<>();
    layers.add(new Layer.Transpose("turned", "x", List.of(2, 0, 1)));
    before.layers().forEach(l -> layers.add(l.withInputs(in -> in.equals("x") ? "turned" : in)));
    compare("channels last", new Graph("turned", "x", Shape.of(9, 8, 4), layers, "scores"), random);

    // The same with frames that are vectors, scaled channel by channel before the first layer.
    List<Layer> flat = new ArrayList<>();
    flat.add(new Layer.Reshape("image", "x", Shape.of(4, 9, 8)));
    FloatTensor scale = SampleGraphs.random(random, Shape.of(4));
    flat.add(new Layer.Affine("scaled", "image", scale, scale, 0));
    before.layers().forEach(l -> flat.add(l.withInputs(in -> in.equals("x") ? "scaled" : in)));
    compare("vectors", new Graph("flat", "x", Shape.of(288), flat, "scores"), random);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void a_branched_network_computes_the_same_in_hardware_form(long seed) {
    Graph before = BranchedGraphs.images(seed);
    Random random = new Random(seed);
    compare("channels first", before, random);

    // The same with frames whose channels come last.
    List<Layer> layers = new ArrayList<>();
    layers.add(new Layer.Transpose("turned", "x", List.of(2, 0, 1)));
    before.layers().forEach(l -> layers.add(l.withInputs(in -> in.equals("x") ? "turned" : in)));
    compare("channels last", new Graph("turned", "x", Shape.of(8, 6, 4), layers, "all"), random);
  }

  private static void compare(String what, Graph before, Random random) {
    Graph after = Passes.toHardwareForm(OutputKind.MODEL, new Diagnostics()).apply(before);
    for (int frame = 0; frame < 5; frame++) {
      FloatTensor x = SampleGraphs.random(random, before.inputShape());
      Tolerance.assertClose(
          what + print(after),
          ReferenceModel.of(after).run(x),
          ReferenceModel.of(before).run(x),
          1e-4);
    }
  }

  @Test
  void an_image_leaves_pixel_by_pixel_and_a_note_says_so() {
    FloatTensor weights = FloatTensor.of(Shape.of(2, 1, 1, 1), 1, -1);
    Layer conv = SampleGraphs.conv("y", "x", weights, Window.of(1, 1), 1, new Random(1));
    Graph before = new Graph("net", "x", Shape.of(1, 2, 3), List.of(conv), "y");
    Diagnostics notes = new Diagnostics();
    Graph after = Passes.toHardwareForm(OutputKind.MODEL, notes).apply(before);
    assertThat(print(after)).contains("y_raster: 2x3x2 = transpose(y) [1, 2, 0]\n");
    assertThat(notes.all().toString())
        .contains("the output leaves pixel by pixel, 2x3x2, channels last");
    assertThatThrownBy(
            () -> Passes.toHardwareForm(OutputKind.ARGMAX, new Diagnostics()).apply(before))
        .hasMessageContaining("has shape 2x3x2; only of a vector");
  }

  @Test
  void pixels_that_do_not_stream_one_by_one_are_refused_all_at_once() {
    Random random = new Random(1);
    FloatTensor square = SampleGraphs.random(random, Shape.of(18, 18));
    FloatTensor weights = SampleGraphs.random(random, Shape.of(2, 2, 1, 1));
    List<Layer> layers =
        List.of(
            SampleGraphs.dense("fc", "x", square, random),
            new Layer.Reshape("image", "fc", Shape.of(2, 3, 3)),
            SampleGraphs.conv("first", "image", weights, Window.of(1, 1), 1, random),
            new Layer.Transpose("turned", "first", List.of(0, 2, 1)),
            new Layer.MaxPool("second", "turned", Window.of(1, 1)),
            new Layer.Reshape("flat", "second", Shape.of(18)));
    Graph graph = new Graph("net", "x", Shape.of(18), layers, "flat");
    assertThatThrownBy(
            () -> Passes.toHardwareForm(OutputKind.MODEL, new Diagnostics()).apply(graph))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("layer 'first': error: reads an image of 2x3x3 whose elements do not")
        .hasMessageContaining("layer 'second': error: reads an image of 2x3x3 whose elements")
        .hasMessageContaining("layer 'flat': error: is an output whose elements");
  }

  private static String print(Graph graph) {
    return GraphPrinter.print(graph);
  }

  /** A chain of layers that starts with an image or a vector and keeps values near 1. */
  private static Graph random(Random random) {
    List<Layer> layers = new ArrayList<>();
    int rows = 1 + random.nextInt(4);
    int columns = 1 + random.nextInt(4);
    Shape shape = random.nextBoolean() ? Shape.of(rows, columns) : Shape.of(rows * columns);
    String value = "x";
    if (shape.rank() == 2) {
      value = image(layers, random, shape);
    }
    int size = rows * columns;
    int count = 1 + random.nextInt(8);
    for (int i = 0; i < count; i++) {
      String name = "layer" + i;
      switch (random.nextInt(4)) {
        case 0 -> {
          int outputs = 1 + random.nextInt(8);
          Shape weights = Shape.of(outputs, size);
          layers.add(
              SampleGraphs.dense(
                  name,
                  value,
                  random.nextBoolean()
                      ? SampleGraphs.random(random, weights)
                      : SampleGraphs.shared(random, weights, 3),
                  random));
          size = outputs;
        }
        case 1 -> {
          Shape scale = Shape.of(random.nextBoolean() ? 1 : size);
          layers.add(
              new Layer.Affine(
                  name,
                  value,
                  SampleGraphs.random(random, scale),
                  SampleGraphs.random(random, scale),
                  0));
        }
        default -> {
          List<ActivationFunction> functions = SampleGraphs.allFunctions();
          layers.add(
              new Layer.Activation(name, value, functions.get(random.nextInt(functions.size()))));
        }
      }
      value = name;
    }
    return new Graph("random", "x", shape, layers, value);
  }

  private static String image(List<Layer> layers, Random random, Shape shape) {
    String value = "x";
    if (random.nextBoolean()) {
      int axis = random.nextInt(2);
      FloatTensor scale = SampleGraphs.random(random, Shape.of(shape.extent(axis)));
      layers.add(new Layer.Affine("normalized", value, scale, scale, axis));
      value = "normalized";
    }
    boolean turned = random.nextBoolean();
    if (turned) {
      layers.add(new Layer.Transpose("turned", value, List.of(1, 0)));
      value = "turned";
    }
    layers.add(new Layer.Reshape("flat", value, Shape.of(shape.size())));
    if (turned) {
      Shape square = Shape.of(shape.size(), shape.size());
      layers.add(SampleGraphs.dense("first", "flat", SampleGraphs.random(random, square), random));
      return "first";
    }
    return "flat";
  }
}

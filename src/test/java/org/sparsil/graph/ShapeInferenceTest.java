// SPDX-License-Identifier: Apache-2.0
package org.sparsil.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sparsil.diag.UserException;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.Shape;
import org.sparsil.tensor.Window;
import org.sparsil.testing.SampleGraphs;

class ShapeInferenceTest {
  @Test
  void every_kind_of_layer_has_a_shape() {
    Graph graph = SampleGraphs.everyKind(1);
    assertThat(ShapeInference.infer(graph))
        .containsEntry("x", Shape.of(3, 4))
        .containsEntry("rows", Shape.of(3, 5))
        .containsEntry("turned", Shape.of(5, 3))
        .containsEntry("normalized", Shape.of(5, 3))
        .containsEntry("flat", Shape.of(15))
        .containsEntry("probabilities", Shape.of(12))
        .containsEntry("answer", Shape.of(1))
        .hasSize(graph.layers().size() + 1);
  }

  @Test
  void every_kind_of_layer_that_works_on_images_has_a_shape() {
    assertThat(ShapeInference.infer(SampleGraphs.images(1)))
        .containsEntry("x", Shape.of(4, 9, 8))
        .containsEntry("grouped", Shape.of(6, 8, 9))
        .containsEntry("depthwise", Shape.of(12, 8, 9))
        .containsEntry("largest", Shape.of(12, 4, 5))
        .containsEntry("with_padding", Shape.of(12, 4, 3))
        .containsEntry("without_padding", Shape.of(12, 4, 2))
        .containsEntry("pointwise", Shape.of(5, 4, 2));
  }

  @Test
  void an_image_that_does_not_fit_is_named_with_both_numbers() {
    assertMisfit(
        Shape.of(12), conv(1, 1, 2, 2), "reads shape 12, an image has channels, rows and columns");
    assertMisfit(
        Shape.of(3, 8, 8),
        conv(4, 2, 2, 2),
        "reads 3 channels (shape 3x8x8), its weights 4x2x2x2 in 1 groups take 2");
    assertMisfit(
        Shape.of(1, 4, 5),
        conv(1, 1, 5, 5),
        "its kernel spans 5x5 pixels, the image with its padding has 4x5");
    Window gaps = new Window(new Window.Axis(3, 1, 3, 1, 1), Window.Axis.of(1, 1));
    assertMisfit(
        Shape.of(1, 4, 4),
        new Layer.MaxPool("y", "x", gaps),
        "its kernel spans 7x1 pixels, the image with its padding has 6x4");
    Window beside = new Window(Window.Axis.of(1, 1), new Window.Axis(2, 2, 1, 2, 0));
    assertMisfit(
        Shape.of(1, 4, 4),
        new Layer.AveragePool("y", "x", beside, Window.Divisor.KERNEL),
        "window 0 along the columns lies in the padding of 2 and 0; the image has 4");
    assertMisfit(
        Shape.of(1, 1 << 10, 1 << 10), conv(1 << 12, 1, 1, 1), "makes 4096 channels of 1024x1024");
  }

  @Test
  void an_axis_that_is_not_kept_vanishes() {
    Layer argMax = new Layer.ArgMax("y", "x", 1, false, false);
    assertThat(ShapeInference.infer(graph(Shape.of(2, 3, 4), argMax)))
        .containsEntry("y", Shape.of(2, 4));
  }

  @Test
  void a_layer_that_does_not_fit_is_named_with_both_shapes() {
    assertMisfit(
        Shape.of(2, 5), dense(3, 4), "layer 'y': error: reads shape 2x5, its weights are 3x4");
    assertMisfit(Shape.of(), dense(3, 4), "reads shape scalar");
    assertMisfit(Shape.of(2, 5), affine(2, 1), "reads shape 2x5, but has 2 scales along axis 1");
    assertMisfit(Shape.of(2, 5), affine(2, 2), "shape 2x5 has no axis 2");
    assertMisfit(
        Shape.of(2, 5),
        new Layer.Reshape("y", "x", Shape.of(3, 4)),
        "reads shape 2x5 of 10 elements, but makes shape 3x4 of 12");
    for (List<Integer> order :
        List.of(List.of(0), List.of(0, 0), List.of(0, 2), List.of(0, 1, 2))) {
      assertMisfit(
          Shape.of(2, 5), new Layer.Transpose("y", "x", order), "orders its axes as " + order);
    }
    assertMisfit(Shape.of(2, 5), new Layer.Softmax("y", "x", -1, false), "has no axis -1");
    assertMisfit(Shape.of(2, 0), new Layer.ArgMax("y", "x", 1, true, false), "is empty");
  }

  @Test
  void a_shape_of_too_many_elements_is_the_users_mistake() {
    assertMisfit(Shape.of(1 << 20, 1), dense(1 << 12, 1), "4096 outputs for each of 1048576 rows");
  }

  private static Layer dense(int outputs, int inputs) {
    FloatTensor weights = FloatTensor.adopt(Shape.of(outputs, inputs), new float[outputs * inputs]);
    FloatTensor bias = FloatTensor.vector(new float[outputs]);
    return new Layer.Dense("y", "x", weights, bias, Optional.empty());
  }

  private static Layer conv(int outputs, int channels, int rows, int columns) {
    Shape shape = Shape.of(outputs, channels, rows, columns);
    Window window = new Window(Window.Axis.of(rows, 1), Window.Axis.of(columns, 1));
    FloatTensor weights = FloatTensor.adopt(shape, new float[shape.size()]);
    FloatTensor bias = FloatTensor.vector(new float[outputs]);
    return new Layer.Conv("y", "x", weights, bias, Optional.empty(), window, 1);
  }

  private static Layer affine(int scales, int axis) {
    FloatTensor scale = FloatTensor.vector(new float[scales]);
    return new Layer.Affine("y", "x", scale, scale, axis);
  }

  private static Graph graph(Shape input, Layer layer) {
    return new Graph("net", "x", input, List.of(layer), "y");
  }

  private static void assertMisfit(Shape input, Layer layer, String message) {
    assertThatThrownBy(() -> ShapeInference.infer(graph(input, layer)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("net: layer 'y'")
        .hasMessageContaining(message)
        .hasMessageContaining("[GRAPH-001]");
  }
}

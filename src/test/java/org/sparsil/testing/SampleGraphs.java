// SPDX-License-Identifier: Apache-2.0
package org.sparsil.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.sparsil.graph.ActivationFunction;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.Shape;
import org.sparsil.tensor.Window;

/** Float networks to test with. */
public final class SampleGraphs {
  private SampleGraphs() {}

  /** One of each function; the parameters are exact in single precision. */
  public static List<ActivationFunction> allFunctions() {
    return List.of(
        new ActivationFunction.Relu(),
        new ActivationFunction.Clip(-0.5, 0.75),
        new ActivationFunction.Clip(Double.NEGATIVE_INFINITY, 0.25),
        new ActivationFunction.Clip(-0.25, Double.POSITIVE_INFINITY),
        new ActivationFunction.LeakyRelu(0.125),
        new ActivationFunction.Sigmoid(),
        new ActivationFunction.Tanh(),
        new ActivationFunction.HardSigmoid(0.25, 0.5),
        new ActivationFunction.HardSwish(),
        new ActivationFunction.Elu(1.5),
        new ActivationFunction.Selu(1.625, 1.0625),
        new ActivationFunction.Softplus(),
        new ActivationFunction.Softsign());
  }

  public static FloatTensor random(Random random, Shape shape) {
    float[] values = new float[shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return FloatTensor.adopt(shape, values);
  }

  /** Weights that take the given number of distinct values. */
  public static FloatTensor shared(Random random, Shape shape, int levels) {
    FloatTensor codebook = random(random, Shape.of(levels));
    float[] values = new float[shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = codebook.get(random.nextInt(levels));
    }
    return FloatTensor.adopt(shape, values);
  }

  public static Layer.Dense dense(String name, String input, FloatTensor weights, Random random) {
    FloatTensor bias = random(random, Shape.of(weights.shape().extent(0)));
    return new Layer.Dense(name, input, weights, bias, Optional.empty());
  }

  /** Every layer kind and every function, over an input of shape 3x4. */
  public static Graph everyKind(long seed) {
    Random random = new Random(seed);
    List<Layer> layers = new ArrayList<>();
    layers.add(new Layer.FakeQuantize("quantized", "x", 0.03125, 5, true, 8));
    layers.add(dense("rows", "quantized", random(random, Shape.of(5, 4)), random));
    layers.add(new Layer.Transpose("turned", "rows", List.of(1, 0)));
    layers.add(
        new Layer.Affine(
            "normalized", "turned", random(random, Shape.of(5)), random(random, Shape.of(5)), 0));
    layers.add(new Layer.Reshape("flat", "normalized", Shape.of(15)));
    layers.add(dense("shared", "flat", shared(random, Shape.of(20, 15), 8), random));
    layers.add(integers("integers", "shared", random, 12, 20, 127, 1));
    layers.add(integers("wide_integers", "integers", random, 12, 12, 3000, 12));
    String value = "wide_integers";
    for (ActivationFunction function : allFunctions()) {
      String name = "function" + layers.size();
      layers.add(new Layer.Activation(name, value, function));
      layers.add(dense("mix" + layers.size(), name, random(random, Shape.of(12, 12)), random));
      value = layers.get(layers.size() - 1).name();
    }
    layers.add(new Layer.Softmax("probabilities", value, 0, false));
    layers.add(dense("last", "probabilities", random(random, Shape.of(12, 12)), random));
    layers.add(new Layer.Softmax("logarithms", "last", 0, true));
    layers.add(new Layer.ArgMax("answer", "logarithms", 0, true, false));
    return new Graph("every-kind", "x", Shape.of(3, 4), layers, "answer");
  }

  /**
   * Every layer kind that works on images, over an input of shape 4x9x8: with groups, gaps,
   * strides, uneven padding, a codebook, integers.
   */
  public static Graph images(long seed) {
    Random random = new Random(seed);
    List<Layer> layers = new ArrayList<>();
    Window uneven = new Window(new Window.Axis(3, 1, 1, 1, 0), new Window.Axis(2, 1, 1, 0, 2));
    layers.add(conv("grouped", "x", random(random, Shape.of(6, 2, 3, 2)), uneven, 2, random));
    layers.add(new Layer.Activation("active", "grouped", new ActivationFunction.Tanh()));
    Window gaps = new Window(new Window.Axis(3, 1, 2, 2, 2), new Window.Axis(3, 1, 2, 2, 2));
    layers.add(
        conv("depthwise", "active", shared(random, Shape.of(12, 1, 3, 3), 5), gaps, 6, random));
    Window strides = new Window(new Window.Axis(2, 2, 1, 0, 1), new Window.Axis(3, 2, 1, 1, 1));
    layers.add(new Layer.MaxPool("largest", "depthwise", strides));
    layers.add(
        new Layer.Affine(
            "normalized",
            "largest",
            random(random, Shape.of(12)),
            random(random, Shape.of(12)),
            0));
    layers.add(
        new Layer.Activation("positive", "normalized", new ActivationFunction.LeakyRelu(0.25)));
    Window padded = new Window(new Window.Axis(2, 1, 1, 1, 0), new Window.Axis(2, 2, 1, 1, 1));
    layers.add(new Layer.AveragePool("with_padding", "positive", padded, Window.Divisor.KERNEL));
    layers.add(
        new Layer.AveragePool("without_padding", "with_padding", padded, Window.Divisor.IMAGE));
    FloatTensor integers = integers("", "", random, 5, 12, 127, 5).weights();
    layers.add(
        conv(
            "pointwise",
            "without_padding",
            integers.reshape(Shape.of(5, 12, 1, 1)),
            Window.of(1, 1),
            1,
            random));
    layers.add(new Layer.Reshape("flat", "pointwise", Shape.of(5 * 4 * 2)));
    layers.add(dense("scores", "flat", random(random, Shape.of(7, 40)), random));
    return new Graph("images", "x", Shape.of(4, 9, 8), layers, "scores");
  }

  public static Layer.Conv conv(
      String name, String input, FloatTensor weights, Window window, int groups, Random random) {
    FloatTensor bias = random(random, Shape.of(weights.shape().extent(0)));
    return new Layer.Conv(name, input, weights, bias, Optional.empty(), window, groups);
  }

  private static Layer.Dense integers(
      String name, String input, Random random, int outputs, int inputs, int limit, int scales) {
    FloatTensor scale = FloatTensor.vector(new float[scales]);
    float[] steps = new float[scales];
    for (int i = 0; i < scales; i++) {
      steps[i] = (1 + random.nextInt(100)) / (float) (limit * 16);
    }
    scale = FloatTensor.adopt(scale.shape(), steps);
    float[] weights = new float[outputs * inputs];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = steps[scales == 1 ? 0 : i / inputs] * (random.nextInt(2 * limit + 1) - limit);
    }
    FloatTensor bias = random(random, Shape.of(outputs));
    return new Layer.Dense(
        name,
        input,
        FloatTensor.adopt(Shape.of(outputs, inputs), weights),
        bias,
        Optional.of(scale));
  }
}

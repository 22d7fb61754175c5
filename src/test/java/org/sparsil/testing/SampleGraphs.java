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

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.container;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.sparsil.graph.ActivationFunction;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.Shape;

/** Chains of dense layers from a seed, with weights of every form: pruned, shared, integers. */
final class RandomGraphs {
  private final Random random;
  private final List<Layer> layers = new ArrayList<>();

  private RandomGraphs(long seed) {
    this.random = new Random(seed);
  }

  static Graph graph(long seed) {
    return new RandomGraphs(seed).build();
  }

  private Graph build() {
    int size = 1 + random.nextInt(40);
    Shape input = Shape.of(size);
    String value = "x";
    for (int i = 0, count = random.nextInt(5); i < count; i++) {
      int outputs = 1 + random.nextInt(40);
      layers.add(dense("fc" + i, value, outputs, size));
      layers.add(new Layer.Activation("act" + i, "fc" + i, new ActivationFunction.Relu()));
      value = random.nextBoolean() ? "fc" + i : "act" + i;
      size = outputs;
    }
    return new Graph("random", "x", input, layers, value);
  }

  private Layer.Dense dense(String name, String input, int outputs, int inputs) {
    double density = random.nextBoolean() ? random.nextDouble() : 0.1 * random.nextDouble();
    float[] weights = new float[outputs * inputs];
    Optional<FloatTensor> scale = Optional.empty();
    switch (random.nextInt(4)) {
      case 0 -> fill(weights, density, () -> (float) random.nextGaussian());
      case 1 -> {
        float[] levels = new float[1 + random.nextInt(20)];
        fill(levels, 1, () -> (float) random.nextGaussian());
        fill(weights, density, () -> levels[random.nextInt(levels.length)]);
      }
      case 2 -> {
        float step = random.nextFloat();
        fill(weights, density, () -> step * (random.nextInt(31) - 15));
      }
      default -> {
        float[] steps = new float[random.nextBoolean() ? 1 : outputs];
        fill(steps, 1, random::nextFloat);
        int limit = 1 << random.nextInt(20);
        for (int i = 0; i < weights.length; i++) {
          float step = steps[steps.length == 1 ? 0 : i / inputs];
          weights[i] =
              random.nextDouble() < density ? step * (random.nextInt(2 * limit + 1) - limit) : 0;
        }
        scale = Optional.of(FloatTensor.vector(steps));
      }
    }
    if (random.nextInt(4) == 0) {
      weights[random.nextInt(weights.length)] = -0f;
      weights[random.nextInt(weights.length)] = Float.NaN;
      weights[random.nextInt(weights.length)] = Float.intBitsToFloat(0x7fc01234);
      weights[random.nextInt(weights.length)] = Float.MIN_VALUE;
    }
    return new Layer.Dense(
        name, input, FloatTensor.adopt(Shape.of(outputs, inputs), weights), bias(outputs), scale);
  }

  private FloatTensor bias(int outputs) {
    float[] bias = new float[outputs];
    float step = random.nextFloat();
    switch (random.nextInt(3)) {
      case 0 -> fill(bias, 1, () -> (float) random.nextGaussian());
      case 1 -> fill(bias, 0.5, () -> step * (random.nextInt(255) - 127));
      default -> {}
    }
    return FloatTensor.vector(bias);
  }

  private interface Draw {
    float next();
  }

  private void fill(float[] values, double density, Draw draw) {
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextDouble() < density ? draw.next() : 0;
    }
  }
}

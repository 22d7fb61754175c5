// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.sparsil.graph.ActivationFunction;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.Shape;

/**
 * A feed-forward network that accepts raw data.
 *
 * @param name the model's name
 * @param inputShape the shape of one frame; more than one axis is flattened
 * @param inputScale what raw values are multiplied by before the first layer, such as 1/255; 1 adds
 *     no layer
 * @param hidden the hidden layers, first to last
 * @param outputs the number of outputs; the last layer has no activation
 */
public record Architecture(
    String name, Shape inputShape, double inputScale, List<HiddenLayer> hidden, int outputs) {

  /** The network of a recipe. */
  public static Architecture of(String name, Recipe.Network network) {
    return new Architecture(
        name,
        new Shape(network.inputShape()),
        network.inputScale(),
        network.hidden().stream()
            .map(layer -> new HiddenLayer(layer.size(), layer.activation().function()))
            .toList(),
        network.outputs());
  }

  /** A dense layer and the function after it. */
  public record HiddenLayer(int size, ActivationFunction activation) {
    public HiddenLayer {
      if (size < 1) {
        throw new IllegalArgumentException("a hidden layer of size " + size);
      }
    }
  }

  public Architecture {
    hidden = List.copyOf(hidden);
    if (outputs < 1 || inputShape.size() < 1) {
      throw new IllegalArgumentException(inputShape.size() + " inputs, " + outputs + " outputs");
    }
  }

  /**
   * The untrained network: biases 0, weights uniform with the variance that keeps signals alive (He
   * 2015 before rectifiers, Glorot 2010 otherwise).
   */
  public Graph untrained(long seed) {
    Random random = new Random(seed);
    List<Layer> layers = new ArrayList<>();
    String last = "input";
    if (inputShape.rank() != 1) {
      layers.add(new Layer.Reshape("flatten", last, Shape.of(inputShape.size())));
      last = "flatten";
    }
    if (inputScale != 1) {
      FloatTensor scale = FloatTensor.vector((float) inputScale);
      layers.add(new Layer.Affine("scale", last, scale, FloatTensor.vector(0), 0));
      last = "scale";
    }
    int inputs = inputShape.size();
    for (int i = 0; i < hidden.size(); i++) {
      HiddenLayer layer = hidden.get(i);
      boolean rectifier = layer.activation() instanceof ActivationFunction.Relu;
      String dense = "fc" + (i + 1);
      layers.add(dense(dense, last, inputs, layer.size(), rectifier, random));
      last = "act" + (i + 1);
      layers.add(new Layer.Activation(last, dense, layer.activation()));
      inputs = layer.size();
    }
    String output = "fc" + (hidden.size() + 1);
    layers.add(dense(output, last, inputs, outputs, false, random));
    return new Graph(name, "input", inputShape, layers, output);
  }

  private static Layer.Dense dense(
      String name, String input, int inputs, int outputs, boolean rectifier, Random random) {
    double variance = rectifier ? 2.0 / inputs : 2.0 / (inputs + outputs);
    double bound = Math.sqrt(3 * variance);
    float[] weights = new float[inputs * outputs];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) ((2 * random.nextDouble() - 1) * bound);
    }
    return new Layer.Dense(
        name,
        input,
        FloatTensor.adopt(Shape.of(outputs, inputs), weights),
        FloatTensor.vector(new float[outputs]),
        Optional.empty());
  }
}

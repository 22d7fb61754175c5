// SPDX-License-Identifier: Apache-2.0
package org.sparsil.bench;

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
import org.sparsil.tensor.Window.Axis;

/**
 * A network of the layers of VGG-16 (Simonyan and Zisserman, 2014, configuration D): 138 million
 * weights, here random.
 */
final class VggNetwork {
  /** Outputs of convolutions; 0 is a max pooling. */
  private static final int[] STAGES = {
    64, 64, 0, 128, 128, 0, 256, 256, 256, 0, 512, 512, 512, 0, 512, 512, 512, 0
  };

  private final Random random;
  private final double density;
  private final List<Layer> layers = new ArrayList<>();
  private String last = "x";

  private VggNetwork(Random random, double density) {
    this.random = random;
    this.density = density;
  }

  /** The network; so many of its weights are not 0. */
  static Graph of(Random random, double density) {
    return new VggNetwork(random, density).build();
  }

  private Graph build() {
    int channels = 3;
    for (int outputs : STAGES) {
      if (outputs == 0) {
        add(new Layer.MaxPool("pool" + layers.size(), last, Window.of(2, 2)));
      } else {
        conv(outputs, channels);
        channels = outputs;
      }
    }
    add(new Layer.Reshape("flat", last, Shape.of(512 * 7 * 7)));
    dense(4096, 512 * 7 * 7);
    relu();
    dense(4096, 4096);
    relu();
    dense(1000, 4096);
    return new Graph("vgg16", "x", Shape.of(3, 224, 224), layers, last);
  }

  private void conv(int outputs, int channels) {
    Axis axis = new Axis(3, 1, 1, 1, 1);
    add(
        new Layer.Conv(
            "conv" + layers.size(),
            last,
            weights(Shape.of(outputs, channels, 3, 3)),
            FloatTensor.vector(new float[outputs]),
            Optional.empty(),
            new Window(axis, axis),
            1));
    relu();
  }

  private void dense(int outputs, int inputs) {
    add(
        new Layer.Dense(
            "fc" + layers.size(),
            last,
            weights(Shape.of(outputs, inputs)),
            FloatTensor.vector(new float[outputs]),
            Optional.empty()));
  }

  private void relu() {
    add(new Layer.Activation("relu" + layers.size(), last, new ActivationFunction.Relu()));
  }

  private void add(Layer layer) {
    layers.add(layer);
    last = layer.name();
  }

  private FloatTensor weights(Shape shape) {
    float[] weights = new float[shape.size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = random.nextDouble() < density ? (float) (random.nextGaussian() * 0.1) : 0;
    }
    return FloatTensor.adopt(shape, weights);
  }
}

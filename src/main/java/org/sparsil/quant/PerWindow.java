// SPDX-License-Identifier: Apache-2.0
package org.sparsil.quant;

import org.sparsil.graph.Layer.Conv;
import org.sparsil.graph.Layer.Dense;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.Shape;

/** What a convolution does with one window. */
final class PerWindow {
  private PerWindow() {}

  /** The dense layer that a window goes through, row by row, channels innermost. */
  static Dense dense(Conv layer) {
    int channels = layer.channelsPerGroup();
    int taps = layer.window().taps();
    int inputs = channels * taps;
    float[] weights = new float[layer.weights().size()];
    for (int i = 0; i < weights.length; i++) {
      int channel = i / taps % channels;
      int tap = i % taps;
      weights[i / inputs * inputs + tap * channels + channel] = layer.weights().get(i);
    }
    return new Dense(
        layer.name(),
        layer.input(),
        FloatTensor.adopt(Shape.of(layer.outputs(), inputs), weights),
        layer.bias(),
        layer.weightScale());
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.golden;

import java.util.Arrays;
import org.sparsil.qgraph.Interval;
import org.sparsil.qgraph.QConv;

/** A convolution: weighted sums of each window. Padding is a pixel that holds the zero point. */
final class ConvKernel implements Kernel.Unary {
  private final QConv layer;
  private final WeightedSums sums;
  private final WindowReader reader;
  private final int inputZeroPoint;

  ConvKernel(QConv layer, Interval input, int inputZeroPoint) {
    this.layer = layer;
    this.sums = new WeightedSums(layer, input, inputZeroPoint);
    this.reader = new WindowReader(layer.window(), layer.image());
    this.inputZeroPoint = inputZeroPoint;
  }

  @Override
  public void run(int[][] input, int[][] output) {
    int[] padding = new int[output[0].length];
    Arrays.fill(padding, inputZeroPoint);
    int[][] window = new int[layer.weights().columns()][];
    int perGroup = layer.outputsPerGroup();
    for (int at = 0; at < output.length; at += perGroup) {
      int firstRow = at % layer.outputs();
      gather(input, at / layer.outputs(), firstRow / perGroup, padding, window);
      sums.run(window, firstRow, perGroup, output, at);
    }
  }

  private void gather(int[][] input, int pixel, int group, int[] padding, int[][] window) {
    int channels = layer.channelsPerGroup();
    for (int tap = 0; tap < layer.window().taps(); tap++) {
      int position = reader.position(pixel, tap, group * channels);
      for (int channel = 0; channel < channels; channel++) {
        window[tap * channels + channel] = position < 0 ? padding : input[position + channel];
      }
    }
  }
}

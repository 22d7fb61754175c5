// SPDX-License-Identifier: Apache-2.0
package org.sparsil.golden;

import java.util.Arrays;
import org.sparsil.qgraph.QMaxPool;

/** The largest element of each window. */
final class MaxPoolKernel implements Kernel.Unary {
  private final QMaxPool layer;
  private final WindowReader reader;

  MaxPoolKernel(QMaxPool layer) {
    this.layer = layer;
    this.reader = new WindowReader(layer.window(), layer.image());
  }

  @Override
  public void run(int[][] input, int[][] output) {
    int channels = Channels.of(layer.shape());
    for (int i = 0; i < output.length; i++) {
      Arrays.fill(output[i], layer.format().min());
      for (int tap = 0; tap < layer.window().taps(); tap++) {
        int position = reader.position(i / channels, tap, i % channels);
        if (position >= 0) {
          raise(output[i], input[position]);
        }
      }
    }
  }

  private static void raise(int[] largest, int[] candidates) {
    for (int frame = 0; frame < largest.length; frame++) {
      largest[frame] = Math.max(largest[frame], candidates[frame]);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.golden;

import java.util.Arrays;
import org.sparsil.qgraph.QAveragePool;
import org.sparsil.tensor.IntTensor;

/** The sum of each window times its factor, through the output stage. */
final class AveragePoolKernel implements Kernel.Unary {
  private final QAveragePool layer;
  private final WindowReader reader;
  private final IntTensor factors;
  private final int inputZeroPoint;

  AveragePoolKernel(QAveragePool layer, int inputZeroPoint) {
    this.layer = layer;
    this.reader = new WindowReader(layer.window(), layer.image());
    this.factors = layer.factors();
    this.inputZeroPoint = inputZeroPoint;
  }

  @Override
  public void run(int[][] input, int[][] output) {
    int channels = Channels.of(layer.shape());
    long[] sums = new long[output[0].length];
    for (int i = 0; i < output.length; i++) {
      Arrays.fill(sums, 0);
      for (int tap = 0; tap < layer.window().taps(); tap++) {
        int position = reader.position(i / channels, tap, i % channels);
        if (position >= 0) {
          add(sums, input[position]);
        }
      }
      int[] results = output[i];
      for (int frame = 0; frame < results.length; frame++) {
        long accumulator = sums[frame] * factors.get(i / channels);
        results[frame] = layer.stage().apply(accumulator, i % channels);
      }
    }
  }

  private void add(long[] sums, int[] values) {
    for (int frame = 0; frame < sums.length; frame++) {
      sums[frame] += (long) values[frame] - inputZeroPoint;
    }
  }
}

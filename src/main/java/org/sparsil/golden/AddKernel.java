// SPDX-License-Identifier: Apache-2.0
package org.sparsil.golden;

import java.util.List;
import org.sparsil.qgraph.QAdd;

/** The sum of two rescaled elements, through the output stage. */
record AddKernel(QAdd layer, int leftZeroPoint, int rightZeroPoint) implements Kernel {
  @Override
  public void run(List<int[][]> inputs, int[][] output) {
    int channels = Channels.of(layer.shape());
    for (int i = 0; i < output.length; i++) {
      run(inputs.get(0)[i], inputs.get(1)[i], i % channels, output[i]);
    }
  }

  private void run(int[] left, int[] right, int channel, int[] results) {
    for (int frame = 0; frame < results.length; frame++) {
      long l = layer.leftScale().apply((long) left[frame] - leftZeroPoint);
      long r = layer.rightScale().apply((long) right[frame] - rightZeroPoint);
      results[frame] = layer.stage().apply(l + r, channel);
    }
  }
}

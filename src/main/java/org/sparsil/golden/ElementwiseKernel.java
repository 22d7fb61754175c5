// SPDX-License-Identifier: Apache-2.0
package org.sparsil.golden;

import org.sparsil.qgraph.OutputStage;
import org.sparsil.qgraph.QElementwise;

/** An output stage applied to each element. */
record ElementwiseKernel(OutputStage stage, int channels, int inputZeroPoint)
    implements Kernel.Unary {
  ElementwiseKernel(QElementwise layer, int inputZeroPoint) {
    this(layer.stage(), Channels.of(layer.shape()), inputZeroPoint);
  }

  @Override
  public void run(int[][] input, int[][] output) {
    for (int i = 0; i < output.length; i++) {
      int[] from = input[i];
      int[] to = output[i];
      for (int frame = 0; frame < to.length; frame++) {
        to[frame] = stage.apply((long) from[frame] - inputZeroPoint, i % channels);
      }
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.golden;

import org.sparsil.qgraph.Interval;
import org.sparsil.qgraph.QDense;

/** A dense layer: weighted sums of all elements. */
final class DenseKernel implements Kernel.Unary {
  private final WeightedSums sums;

  DenseKernel(QDense layer, Interval input, int inputZeroPoint) {
    sums = new WeightedSums(layer, input, inputZeroPoint);
  }

  @Override
  public void run(int[][] input, int[][] output) {
    sums.run(input, 0, output.length, output, 0);
  }
}

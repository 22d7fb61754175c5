// SPDX-License-Identifier: Apache-2.0
package org.sparsil.golden;

import org.sparsil.qgraph.CodedMatrix;
import org.sparsil.qgraph.QWeighted;

/** What multiplies inputs by weights: exact arithmetic, or another technology in its place. */
@FunctionalInterface
public interface Products {
  /** The specification: {@code Σ (x − zx) · w}. */
  Products EXACT =
      (layer, firstRow, rows, inputs) -> {
        CodedMatrix weights = layer.weights();
        long[] sums = new long[rows];
        for (int row = 0; row < rows; row++) {
          for (int i = weights.start(firstRow + row); i < weights.end(firstRow + row); i++) {
            long product = Math.multiplyExact(inputs[weights.column(i)], (long) weights.level(i));
            sums[row] = Math.addExact(sums[row], product);
          }
        }
        return sums;
      };

  /**
   * The sums of some rows, without the bias.
   *
   * @param inputs a value per column of the layer's matrix, without zero point: {@code x − zx}
   * @return {@code [rows]}
   */
  long[] of(QWeighted layer, int firstRow, int rows, long[] inputs);
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.quant;

import org.sparsil.qgraph.CodedMatrix;

/** A layer's weights as integers: {@code weight ≈ rowScale(row) · integer}. */
final class IntegerWeights {
  private final CodedMatrix matrix;
  private final double[] rowScales;
  private final boolean exact;

  /**
   * Takes the scales over.
   *
   * @param exact whether the weights stood for these integers before, so that nothing was rounded
   */
  IntegerWeights(CodedMatrix matrix, double[] rowScales, boolean exact) {
    this.matrix = matrix;
    this.rowScales = rowScales;
    this.exact = exact;
  }

  CodedMatrix matrix() {
    return matrix;
  }

  double rowScale(int row) {
    return rowScales[row];
  }

  boolean exact() {
    return exact;
  }
}

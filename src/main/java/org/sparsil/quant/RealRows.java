// SPDX-License-Identifier: Apache-2.0
package org.sparsil.quant;

import org.sparsil.graph.Layer.Affine;
import org.sparsil.graph.Layer.Dense;
import org.sparsil.quant.Block.DenseBlock;

/**
 * What the accumulator of each row of a dense block stands for, in real numbers: {@code factor · Σ
 * w · x + bias}.
 */
final class RealRows {
  private final double[] factors;
  private final double[] biases;
  private final double inputScale;

  private RealRows(double[] factors, double[] biases, double inputScale) {
    this.factors = factors;
    this.biases = biases;
    this.inputScale = inputScale;
  }

  /**
   * The rows of a block.
   *
   * @param inputScale the real size of an input step
   */
  static RealRows of(DenseBlock block, double inputScale) {
    Dense dense = block.dense();
    double[] factors = new double[dense.outputs()];
    double[] biases = new double[dense.outputs()];
    for (int row = 0; row < factors.length; row++) {
      factors[row] = 1;
      biases[row] = dense.bias().get(row);
      if (block.affine().isPresent()) {
        Affine affine = block.affine().get();
        int channel = affine.scale().size() == 1 ? 0 : row;
        factors[row] = affine.scale().get(channel);
        biases[row] = factors[row] * biases[row] + affine.offset().get(channel);
      }
    }
    return new RealRows(factors, biases, inputScale);
  }

  /** What an affine layer behind the accumulator multiplies a row by; else 1. */
  double factor(int row) {
    return factors[row];
  }

  /** The biases, with that layer's part. */
  double[] biases() {
    return biases.clone();
  }

  /** Per row, −1, 0 or 1: integers cannot be requantized by a negative factor. */
  int[] signs() {
    int[] signs = new int[factors.length];
    for (int row = 0; row < signs.length; row++) {
      signs[row] = (int) Math.signum(factors[row]);
    }
    return signs;
  }

  /** The accumulator's scale for a weight scale of 1, per row. */
  double[] accumulatorUnits() {
    double[] units = new double[factors.length];
    for (int row = 0; row < units.length; row++) {
      units[row] = inputScale * (factors[row] == 0 ? 1 : Math.abs(factors[row]));
    }
    return units;
  }

  /** The accumulator's scale, per row. */
  double[] accumulatorScales(IntegerWeights weights) {
    double[] scales = accumulatorUnits();
    for (int row = 0; row < scales.length; row++) {
      scales[row] *= weights.rowScale(row);
    }
    return scales;
  }
}

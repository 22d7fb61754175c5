// SPDX-License-Identifier: Apache-2.0
package org.sparsil.quant;

import java.util.Arrays;

/**
 * Chooses the weight scale of each row of a layer whose weights are free to be rounded: not smaller
 * than its largest weight needs, not so small that the bias would need more than 30 bits, and, if
 * the accumulator is requantized, such that a multiplier represents it exactly.
 */
final class RowScales {
  private final double[] accumulatorUnits;
  private final double[] biases;
  private final double outputScale;
  private final boolean perChannel;
  private final int multiplierBits;

  /**
   * The choice for a layer.
   *
   * @param accumulatorUnits the accumulator's scale for a weight scale of 1, per row
   * @param biases per row, real
   * @param outputScale of the format to requantize to; 0 if the accumulator goes to a table
   * @param perChannel whether rows may differ
   * @param multiplierBits 0 for powers of two
   */
  RowScales(
      double[] accumulatorUnits,
      double[] biases,
      double outputScale,
      boolean perChannel,
      int multiplierBits) {
    this.accumulatorUnits = accumulatorUnits;
    this.biases = biases;
    this.outputScale = outputScale;
    this.perChannel = perChannel;
    this.multiplierBits = multiplierBits;
  }

  private static final int MAX_BIAS_BITS = 30;

  /** The bits of a bias in a row without weights. */
  private static final int LONELY_BIAS_BITS = 20;

  boolean perChannel() {
    return perChannel;
  }

  /**
   * The scales.
   *
   * @param needed what the largest weight of each row needs; 0 for a row of zeros
   */
  double[] choose(double[] needed) {
    double[] scales = new double[needed.length];
    for (int row = 0; row < needed.length; row++) {
      int biasBits = needed[row] == 0 ? LONELY_BIAS_BITS : MAX_BIAS_BITS;
      double bias = Math.abs(biases[row]) / accumulatorUnits[row];
      scales[row] = Math.max(needed[row], Math.scalb(bias, -biasBits));
    }
    double largest = Arrays.stream(scales).max().orElseThrow();
    for (int row = 0; row < scales.length; row++) {
      if (largest == 0) {
        scales[row] = 1 / accumulatorUnits[row]; // Nothing but zeros: any scale says so.
      } else if (scales[row] == 0 || !perChannel) {
        scales[row] = largest;
      }
    }
    return outputScale == 0 ? scales : representable(scales);
  }

  private double[] representable(double[] scales) {
    double[] factors = new double[scales.length];
    for (int row = 0; row < scales.length; row++) {
      factors[row] = scales[row] * accumulatorUnits[row] / outputScale;
    }
    double[] raised =
        multiplierBits == 0
            ? Arrays.stream(factors).map(RealNumbers::powerOfTwoAtLeast).toArray()
            : Multipliers.atLeast(factors, multiplierBits);
    boolean stillShared = Arrays.stream(factors).distinct().count() == 1;
    if (!perChannel && !stillShared) {
      return scales;
    }
    double[] result = new double[scales.length];
    for (int row = 0; row < scales.length; row++) {
      result[row] = raised[row] * outputScale / accumulatorUnits[row];
    }
    return result;
  }
}

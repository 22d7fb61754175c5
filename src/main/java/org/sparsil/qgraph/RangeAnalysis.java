// SPDX-License-Identifier: Apache-2.0
package org.sparsil.qgraph;

/**
 * Proves how wide an accumulator must be, from the actual weights and the input's range.
 *
 * <p>The interval covers the finished sum of every output <em>and</em> every partial sum on the way
 * to it, in input order, starting from the {@linkplain #effectiveBias effective bias}; hence an
 * accumulator of that width never wraps.
 */
public final class RangeAnalysis {
  private RangeAnalysis() {}

  /**
   * All values that the accumulators of a layer take, whatever is in its windows.
   *
   * @param input the range of the layer's input integers, zero point not yet subtracted
   * @throws ArithmeticException if 64 bits are not enough
   */
  public static Interval accumulator(QWeighted layer, Interval input, int inputZeroPoint) {
    Interval multiplicands = layer.multiplicands(input, inputZeroPoint);
    Interval all = Interval.ZERO;
    CodedMatrix weights = layer.weights();
    for (int row = 0; row < weights.rows(); row++) {
      Interval sum = Interval.of(effectiveBias(layer, row, inputZeroPoint));
      all = all.hull(sum);
      for (int entry = weights.start(row); entry < weights.end(row); entry++) {
        sum = sum.plus(multiplicands.times(weights.level(entry)));
        all = all.hull(sum);
      }
    }
    return all;
  }

  /** The same of a pooling layer, its factor included; the partial sums of its windows too. */
  public static Interval accumulator(QAveragePool layer, Interval input, int inputZeroPoint) {
    return input
        .plus(Interval.of(-(long) inputZeroPoint))
        .times(layer.divisor())
        .hull(Interval.ZERO);
  }

  /**
   * All sums of an addition, its operands rescaled.
   *
   * @throws ArithmeticException if 64 bits are not enough
   */
  public static Interval accumulator(
      QAdd layer, Interval left, int leftZeroPoint, Interval right, int rightZeroPoint) {
    Interval l = layer.leftScale().apply(left.plus(Interval.of(-(long) leftZeroPoint)));
    Interval r = layer.rightScale().apply(right.plus(Interval.of(-(long) rightZeroPoint)));
    return l.plus(r);
  }

  /**
   * The bias with the input's zero point folded in, {@code bias[o] − zx · Σ_i w[o][i]}, so that
   * hardware multiplies the input integers as they come.
   */
  public static long effectiveBias(QWeighted layer, int row, int inputZeroPoint) {
    long shifted = Math.multiplyExact((long) inputZeroPoint, layer.weights().rowSum(row));
    return Math.subtractExact(layer.bias().get(row), shifted);
  }
}

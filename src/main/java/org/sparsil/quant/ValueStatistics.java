// SPDX-License-Identifier: Apache-2.0
package org.sparsil.quant;

import java.util.function.DoubleUnaryOperator;
import org.sparsil.tensor.FloatTensor;

/** What a value of the float network was, over all calibration frames and elements. */
public final class ValueStatistics {
  private final Histogram histogram = new Histogram();
  private final double[] sums;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;
  private boolean integers = true;
  private long frames;

  ValueStatistics(int elements) {
    this.sums = new double[elements];
  }

  /** Statistics that know a range only. */
  static ValueStatistics ofRange(int elements, double min, double max) {
    ValueStatistics statistics = new ValueStatistics(elements);
    statistics.min = min;
    statistics.max = max;
    statistics.integers = false;
    return statistics;
  }

  void add(FloatTensor value) {
    frames++;
    for (int i = 0; i < value.size(); i++) {
      double element = value.get(i);
      min = Math.min(min, element);
      max = Math.max(max, element);
      integers &= element == Math.rint(element);
      sums[i] += element;
      histogram.add(element);
    }
  }

  public double min() {
    return min;
  }

  public double max() {
    return max;
  }

  /** Whether it was measured; else the range is what interval propagation allows. */
  public boolean measured() {
    return frames > 0;
  }

  /** Whether all elements were integers. */
  boolean integers() {
    return integers && measured();
  }

  /** The mean of one element over all frames; 0 if nothing was measured. */
  double mean(int element) {
    return frames == 0 ? 0 : sums[element] / frames;
  }

  /** The values without the highest (100 − percentile) % and without as many of the lowest. */
  Range percentileRange(double percentile) {
    if (!measured()) {
      return new Range(min, max);
    }
    double low = Math.max(min, histogram.lowerQuantile(percentile / 100));
    double high = Math.min(max, histogram.upperQuantile(percentile / 100));
    return new Range(Math.min(low, high), Math.max(low, high));
  }

  double squaredError(DoubleUnaryOperator rounding) {
    return histogram.squaredError(rounding);
  }

  Range range() {
    return new Range(min, max);
  }
}

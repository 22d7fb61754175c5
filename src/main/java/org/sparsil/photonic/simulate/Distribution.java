// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.simulate;

import java.util.List;

/** Values of repeated draws, ascending. */
public record Distribution(List<Double> values) {
  public Distribution {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("a distribution of no values");
    }
    values = values.stream().sorted().toList();
  }

  public double mean() {
    return values.stream().mapToDouble(Double::doubleValue).sum() / values.size();
  }

  /** Of the population that the values are a sample of; 0 for a single value. */
  public double standardDeviation() {
    double mean = mean();
    double squares = values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
    return values.size() == 1 ? 0 : Math.sqrt(squares / (values.size() - 1));
  }

  /**
   * The value below which this share lies, interpolated between neighbours (type 7 of Hyndman and
   * Fan, Am. Stat. 50, 361, 1996).
   *
   * @param share from 0 to 1
   */
  public double quantile(double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("a share of " + share + ", expected from 0 to 1");
    }
    double position = share * (values.size() - 1);
    int below = (int) position;
    int above = Math.min(below + 1, values.size() - 1);
    return values.get(below) + (position - below) * (values.get(above) - values.get(below));
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.report.chart;

import java.util.stream.DoubleStream;

/** From the lowest to the highest of some values. */
record Range(double low, double high) {
  Range {
    if (!(low <= high)) {
      throw new IllegalArgumentException("range from %s to %s".formatted(low, high));
    }
  }

  /** Of these values; where there are none, some range. */
  static Range of(DoubleStream values) {
    var statistics = values.summaryStatistics();
    return statistics.getCount() == 0
        ? new Range(1, 2)
        : new Range(statistics.getMin(), statistics.getMax());
  }

  double span() {
    return high - low;
  }

  /** The range, widened on both sides alike if it is shorter. */
  Range atLeast(double span) {
    double missing = Math.max(0, span - span());
    return new Range(low - missing / 2, high + missing / 2);
  }

  double magnitude() {
    return Math.max(Math.abs(low), Math.abs(high));
  }
}

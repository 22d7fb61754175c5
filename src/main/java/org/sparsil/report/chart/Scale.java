// SPDX-License-Identifier: Apache-2.0
package org.sparsil.report.chart;

import java.util.List;

/** Where on an axis a value lies. */
sealed interface Scale {
  /** 0 at the axis' start, 1 at its end. */
  double share(double value);

  /** The marked values, in ascending order, all of them on the axis. */
  List<Tick> ticks();

  /** Equal distances are equal differences. */
  record Linear(double low, double high, List<Tick> ticks) implements Scale {
    public Linear {
      ticks = List.copyOf(ticks);
    }

    @Override
    public double share(double value) {
      return (value - low) / (high - low);
    }
  }

  /** Equal distances are equal ratios. */
  record Logarithmic(double low, double high, List<Tick> ticks) implements Scale {
    private static final double EXACT = 1e-9;

    public Logarithmic {
      ticks = List.copyOf(ticks);
    }

    /**
     * The scale for a range of positive values.
     *
     * @param candidates in ascending order, from one at or below the range to one above it
     */
    static Logarithmic between(Range range, Axis.Fit fit, List<Tick> candidates) {
      boolean rounded = fit == Axis.Fit.ROUNDED || range.low() == range.high();
      double low = rounded ? lastUpTo(range.low(), candidates) : range.low();
      double high = rounded ? firstFrom(range.high(), low, candidates) : range.high();
      return new Logarithmic(
          low,
          high,
          candidates.stream()
              .filter(
                  tick -> tick.value() >= low * (1 - EXACT) && tick.value() <= high * (1 + EXACT))
              .toList());
    }

    private static double lastUpTo(double value, List<Tick> ticks) {
      return ticks.stream()
          .mapToDouble(Tick::value)
          .filter(one -> one <= value * (1 + EXACT))
          .max()
          .orElse(value);
    }

    private static double firstFrom(double value, double above, List<Tick> ticks) {
      return ticks.stream()
          .mapToDouble(Tick::value)
          .filter(one -> one >= value * (1 - EXACT) && one > above)
          .min()
          .orElse(2 * value);
    }

    @Override
    public double share(double value) {
      return Math.log(value / low) / Math.log(high / low);
    }
  }
}

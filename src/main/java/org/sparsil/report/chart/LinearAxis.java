// SPDX-License-Identifier: Apache-2.0
package org.sparsil.report.chart;

import java.util.ArrayList;
import java.util.List;

/**
 * Equal distances are equal differences.
 *
 * @param leastStep between ticks; 0 for any
 */
record LinearAxis(String title, double leastStep) implements Axis {
  /** Of the values' magnitude: differences that are smaller cannot be told on an axis. */
  private static final double LEAST_SPAN = 1e-6;

  @Override
  public boolean shows(double value) {
    return Math.abs(value) <= LARGEST;
  }

  @Override
  public Scale scale(Range range, Fit fit, int ticks) {
    double least = range.magnitude() == 0 ? 1 : range.magnitude() * LEAST_SPAN;
    Range wide = range.atLeast(Math.max(leastStep, least));
    NiceStep step = NiceStep.atLeast(Math.max(leastStep, wide.span() / ticks));
    return switch (fit) {
      case TIGHT -> {
        List<Tick> marks = marks(step, step.ceil(wide.low()), step.floor(wide.high()));
        yield new Scale.Linear(wide.low(), wide.high(), marks);
      }
      case ROUNDED -> {
        List<Tick> marks = marks(step, step.floor(wide.low()), step.ceil(wide.high()));
        yield new Scale.Linear(marks.get(0).value(), marks.get(marks.size() - 1).value(), marks);
      }
    };
  }

  private static List<Tick> marks(NiceStep step, long first, long last) {
    List<Tick> marks = new ArrayList<>();
    for (long times = first; times <= last; times++) {
      marks.add(step.tick(times));
    }
    return marks;
  }
}

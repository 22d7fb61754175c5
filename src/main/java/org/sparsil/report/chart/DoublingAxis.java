// SPDX-License-Identifier: Apache-2.0
package org.sparsil.report.chart;

import java.util.ArrayList;
import java.util.List;

/** Equal distances are equal ratios; ticks at powers of two. */
record DoublingAxis(String title) implements Axis {
  private static final int LARGEST_WRITTEN_OUT = 20;

  @Override
  public boolean shows(double value) {
    return value >= 1 / LARGEST && value <= LARGEST;
  }

  @Override
  public Scale scale(Range range, Fit fit, int ticks) {
    int first = Math.getExponent(range.low());
    int last = Math.getExponent(range.high()) + 1;
    int every = Math.max(1, (last - first + ticks - 1) / ticks);
    List<Tick> candidates = new ArrayList<>();
    for (int exponent = first; exponent < last + every; exponent += every) {
      candidates.add(new Tick(Math.scalb(1.0, exponent), label(exponent)));
    }
    return Scale.Logarithmic.between(range, fit, candidates);
  }

  private static String label(int exponent) {
    return exponent < 0 || exponent > LARGEST_WRITTEN_OUT
        ? "2^" + exponent
        : String.valueOf(1 << exponent);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.report.chart;

import java.util.ArrayList;
import java.util.List;

/** Equal distances are equal ratios; ticks at powers of ten, where there is room at 2 and 5 too. */
record DecadeAxis(String title) implements Axis {
  private static final List<Integer> FACTORS = List.of(1, 2, 5);

  @Override
  public boolean shows(double value) {
    return value >= 1 / LARGEST && value <= LARGEST;
  }

  @Override
  public Scale scale(Range range, Fit fit, int ticks) {
    int first = (int) Math.floor(Math.log10(range.low()));
    int last = (int) Math.floor(Math.log10(range.high())) + 1;
    int decades = last - first;
    int every = Math.max(1, (decades + ticks - 1) / ticks);
    List<Integer> factors = 2 * decades <= ticks ? FACTORS : FACTORS.subList(0, 1);
    List<Tick> candidates = new ArrayList<>();
    for (int exponent = first; exponent < last + every; exponent += every) {
      for (int factor : factors) {
        candidates.add(new NiceStep(factor, exponent).tick(1));
      }
    }
    return Scale.Logarithmic.between(range, fit, candidates);
  }
}

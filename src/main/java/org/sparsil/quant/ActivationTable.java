// SPDX-License-Identifier: Apache-2.0
package org.sparsil.quant;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.sparsil.qgraph.FixedPoint;
import org.sparsil.qgraph.Interval;
import org.sparsil.qgraph.LookUpTable;
import org.sparsil.qgraph.Requantize;
import org.sparsil.qgraph.Rounding;
import org.sparsil.tensor.IntTensor;

/**
 * Look-up tables of a function of the accumulator. A table has an entry for each accumulator if it
 * may be that large. Else it spans, in equal steps, the accumulators whose outputs differ from
 * those further out; if neighbouring entries then differ by more than 1, only those near what was
 * measured. Each entry is right for the centre of its step.
 *
 * @param format of the outputs
 * @param measured the real numbers that the function was applied to
 * @param indexBits the largest address has so many bits
 */
record ActivationTable(
    DoubleUnaryOperator function, FixedPoint format, Range measured, int indexBits) {
  private static final int SAMPLES = 4096;
  private static final int NARROWINGS = 3;

  /** One scale for all accumulators: the index is a pure shift. */
  LookUpTable shifting(double scale, Interval accumulators) {
    if (fits(accumulators, 0)) {
      return shifting(scale, accumulators, 0);
    }
    Range possible = new Range(scale * accumulators.min(), scale * accumulators.max());
    LookUpTable complete = shifting(scale, accumulators, everywhere(possible));
    return largestStep(complete) <= 1
        ? complete
        : shifting(scale, accumulators, nearMeasured(possible));
  }

  private LookUpTable shifting(double scale, Interval accumulators, Range reals) {
    long lo = Math.max(accumulators.min(), (long) Math.floor(reals.min() / scale));
    long hi = Math.min(accumulators.max(), (long) Math.ceil(reals.max() / scale));
    Interval domain = new Interval(Math.min(lo, hi), Math.max(lo, hi));
    int shift = 0;
    while (!fits(domain, shift)) {
      shift++;
    }
    return shifting(scale, domain, shift);
  }

  private LookUpTable shifting(double scale, Interval domain, int shift) {
    double step = Math.scalb(1.0, shift);
    double centre = (step - 1) / 2;
    int lo = (int) (domain.min() >> shift);
    int[] table = entries(lo, (int) (domain.max() >> shift), i -> scale * (i * step + centre));
    return trimmed(
        lo,
        table,
        new Multipliers(IntTensor.vector(1), IntTensor.vector(shift)),
        Rounding.FLOOR,
        scale * step);
  }

  /** A scale per channel: the index is requantized, at the cost of a multiplier. */
  LookUpTable requantizing(double[] scales, List<Interval> accumulators, int multiplierBits) {
    Range possible = new Range(0, 0);
    for (int channel = 0; channel < scales.length; channel++) {
      Interval interval = accumulators.get(channel);
      possible =
          possible.hull(
              new Range(scales[channel] * interval.min(), scales[channel] * interval.max()));
    }
    LookUpTable complete = requantizing(scales, everywhere(possible), multiplierBits);
    return largestStep(complete) <= 1
        ? complete
        : requantizing(scales, nearMeasured(possible), multiplierBits);
  }

  private LookUpTable requantizing(double[] scales, Range reals, int multiplierBits) {
    double finest = Arrays.stream(scales).min().orElseThrow();
    double step = Math.max((reals.max() - reals.min()) / ((1 << indexBits) - 2), finest);
    int lo = (int) Math.rint(reals.min() / step);
    int hi = (int) Math.rint(reals.max() / step);
    Multipliers multipliers =
        Multipliers.fit(
            Arrays.stream(scales).map(scale -> scale / step).toArray(),
            Rounding.HALF_UP,
            multiplierBits);
    return trimmed(lo, entries(lo, hi, i -> i * step), multipliers, Rounding.HALF_UP, step);
  }

  /** The largest difference between neighbouring entries. */
  static int largestStep(LookUpTable table) {
    int largest = 0;
    for (int i = 1; i < table.table().size(); i++) {
      largest = Math.max(largest, Math.abs(table.table().get(i) - table.table().get(i - 1)));
    }
    return largest;
  }

  private boolean fits(Interval domain, int shift) {
    long lo = domain.min() >> shift;
    long hi = domain.max() >> shift;
    return lo > Integer.MIN_VALUE && hi < Integer.MAX_VALUE && hi - lo < 1L << indexBits;
  }

  private int[] entries(int lo, int hi, DoubleUnaryOperator input) {
    int[] table = new int[hi - lo + 1];
    for (int i = 0; i < table.length; i++) {
      table[i] = output(input.applyAsDouble((double) lo + i));
    }
    return table;
  }

  private int output(double x) {
    return RealNumbers.toInteger(function.applyAsDouble(x), format);
  }

  /** All but ends where all outputs are alike; what was measured is looked at most closely. */
  private Range everywhere(Range possible) {
    return withoutEqualEnds(possible).hull(nearMeasured(possible));
  }

  private Range nearMeasured(Range possible) {
    return withoutEqualEnds(possible.intersect(measured.hull(new Range(0, 0)).widened(0.5)));
  }

  private Range withoutEqualEnds(Range range) {
    Range shorter = range;
    for (int i = 0; i < NARROWINGS; i++) {
      shorter = narrowed(shorter);
    }
    return shorter;
  }

  private Range narrowed(Range range) {
    double step = (range.max() - range.min()) / SAMPLES;
    int first = 0;
    while (first < SAMPLES && output(range.min() + (first + 1) * step) == output(range.min())) {
      first++;
    }
    int last = SAMPLES;
    while (last > first && output(range.min() + (last - 1) * step) == output(range.max())) {
      last--;
    }
    double min = range.min() + first * step;
    return new Range(min, Math.max(min, range.min() + last * step));
  }

  /** Equal entries at the ends are one: the index is clamped. */
  private LookUpTable trimmed(
      int lo, int[] table, Multipliers multipliers, Rounding rounding, double scale) {
    int from = 0;
    while (from + 1 < table.length && table[from + 1] == table[from]) {
      from++;
    }
    int to = table.length;
    while (to - 2 >= from && table[to - 2] == table[to - 1]) {
      to--;
    }
    Interval indices = new Interval((long) lo + from, (long) lo + to - 1);
    FixedPoint index = new FixedPoint(true, indices.signedBits(), scale, 0);
    Requantize requantize =
        new Requantize(
            multipliers.multiplier(),
            multipliers.shift(),
            rounding,
            index,
            (int) indices.min(),
            (int) indices.max());
    return new LookUpTable(
        requantize, IntTensor.vector(Arrays.copyOfRange(table, from, to)), format);
  }
}

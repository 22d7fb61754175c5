// SPDX-License-Identifier: Apache-2.0
package org.sparsil.quant;

import java.util.Arrays;
import java.util.List;
import org.sparsil.graph.ActivationFunction.Clip;
import org.sparsil.qgraph.FixedPoint;
import org.sparsil.qgraph.Interval;
import org.sparsil.qgraph.LookUpTable;
import org.sparsil.qgraph.OutputStage;
import org.sparsil.qgraph.Requantize;
import org.sparsil.qgraph.Rounding;

/**
 * Makes output stages.
 *
 * @param format of what comes out
 */
record StageLowering(
    QuantizeOptions options, LayerNotes notes, PointFunction function, FixedPoint format) {
  /** Accumulators of one scale may differ by what {@code double} loses. */
  private static final double EQUAL = 1e-12;

  /** For a function that clips and does no more. */
  OutputStage requantize(double[] scales) {
    return requantize(scales, options.rounding());
  }

  /** The same with another rounding than the settings'. */
  OutputStage requantize(double[] scales, Rounding rounding) {
    Multipliers multipliers =
        Multipliers.fit(
            Arrays.stream(scales).map(scale -> scale / format.scale()).toArray(),
            rounding,
            options.multiplierBits());
    Clip clip = function.clip().orElseThrow();
    int lo = RealNumbers.toInteger(clip.lo(), format);
    int hi = RealNumbers.toInteger(clip.hi(), format);
    return new Requantize(
        multipliers.multiplier(),
        multipliers.shift(),
        rounding,
        format,
        Math.min(lo, hi),
        Math.max(lo, hi));
  }

  /**
   * For any function.
   *
   * @param scales of the accumulators, per channel
   * @param accumulators what they can be, per channel
   * @param measured the real numbers that the function was applied to
   */
  OutputStage table(double[] scales, List<Interval> accumulators, Range measured) {
    ActivationTable tables =
        new ActivationTable(function.function(), format, measured, options.tableIndexBits());
    boolean oneScale =
        Arrays.stream(scales).allMatch(scale -> Math.abs(scale / scales[0] - 1) <= EQUAL);
    LookUpTable table;
    if (oneScale) {
      Interval all = accumulators.stream().reduce(Interval::hull).orElseThrow();
      table = tables.shifting(scales[0], all);
    } else {
      notes.note("its outputs have different scales, so the table's index is requantized");
      table = tables.requantizing(scales, accumulators, options.multiplierBits());
    }
    int largestStep = ActivationTable.largestStep(table);
    if (largestStep > 2) {
      notes.note(
          "its activation table of %d entries makes steps of up to %d; %d index bits are allowed"
              .formatted(table.table().size(), largestStep, options.tableIndexBits()));
    }
    return table;
  }
}

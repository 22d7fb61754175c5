// SPDX-License-Identifier: Apache-2.0
package org.sparsil.golden;

import java.util.Arrays;
import org.sparsil.qgraph.CodedMatrix;
import org.sparsil.qgraph.Interval;
import org.sparsil.qgraph.OutputStage;
import org.sparsil.qgraph.QWeighted;
import org.sparsil.qgraph.RangeAnalysis;

/**
 * The weighted sums of a layer, over its surviving weights, and its output stage. The input's zero
 * point is folded into the bias. The sums cannot overflow: range analysis has proven it for 64 bits
 * or, where {@link #narrow}, for 32.
 */
final class WeightedSums {
  private final int[] starts;
  private final int[] columns;
  private final int[] levels;
  private final long[] bias;
  private final boolean narrow;
  private final OutputStage stage;

  WeightedSums(QWeighted layer, Interval input, int inputZeroPoint) {
    CodedMatrix weights = layer.weights();
    stage = layer.stage();
    starts = new int[weights.rows() + 1];
    bias = new long[weights.rows()];
    for (int row = 0; row < weights.rows(); row++) {
      starts[row + 1] = weights.end(row);
      bias[row] = RangeAnalysis.effectiveBias(layer, row, inputZeroPoint);
    }
    columns = new int[weights.survivors()];
    levels = new int[weights.survivors()];
    for (int entry = 0; entry < columns.length; entry++) {
      columns[entry] = weights.column(entry);
      levels[entry] = weights.level(entry);
    }
    narrow = RangeAnalysis.accumulator(layer, input, inputZeroPoint).signedBits() <= 32;
  }

  /**
   * Computes some rows.
   *
   * @param input {@code [columns][frames]}
   * @param output where row {@code firstRow + i} goes to position {@code at + i}, {@code [frames]}
   */
  void run(int[][] input, int firstRow, int rows, int[][] output, int at) {
    for (int row = firstRow; row < firstRow + rows; row++) {
      int[] results = output[at + row - firstRow];
      if (narrow) {
        runNarrow(input, row, results);
      } else {
        runWide(input, row, results);
      }
    }
  }

  private void runNarrow(int[][] input, int row, int[] sums) {
    Arrays.fill(sums, (int) bias[row]);
    int entry = starts[row];
    int end = starts[row + 1];
    // Four at a time: the sums are loaded and stored once for four products.
    for (; entry + 3 < end; entry += 4) {
      addFour(
          sums,
          input[columns[entry]],
          levels[entry],
          input[columns[entry + 1]],
          levels[entry + 1],
          input[columns[entry + 2]],
          levels[entry + 2],
          input[columns[entry + 3]],
          levels[entry + 3]);
    }
    for (; entry < end; entry++) {
      addOne(sums, input[columns[entry]], levels[entry]);
    }
    for (int frame = 0; frame < sums.length; frame++) {
      sums[frame] = stage.apply(sums[frame], row);
    }
  }

  private static void addFour(
      int[] sums, int[] a, int wa, int[] b, int wb, int[] c, int wc, int[] d, int wd) {
    for (int frame = 0; frame < sums.length; frame++) {
      sums[frame] += a[frame] * wa + b[frame] * wb + c[frame] * wc + d[frame] * wd;
    }
  }

  private static void addOne(int[] sums, int[] a, int wa) {
    for (int frame = 0; frame < sums.length; frame++) {
      sums[frame] += a[frame] * wa;
    }
  }

  private void runWide(int[][] input, int row, int[] results) {
    long[] sums = new long[results.length];
    Arrays.fill(sums, bias[row]);
    for (int entry = starts[row]; entry < starts[row + 1]; entry++) {
      addWide(sums, input[columns[entry]], levels[entry]);
    }
    for (int frame = 0; frame < results.length; frame++) {
      results[frame] = stage.apply(sums[frame], row);
    }
  }

  private static void addWide(long[] sums, int[] a, int wa) {
    for (int frame = 0; frame < a.length; frame++) {
      sums[frame] += (long) a[frame] * wa;
    }
  }
}

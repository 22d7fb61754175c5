// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.cluster;

import java.util.Arrays;
import org.sparsil.tensor.IntTensor;

/**
 * The best levels for a scale: of the allowed integers, the at most {@code most} that give the
 * least squared error when every value goes to the nearest. By dynamic programming over the levels
 * in order: between two chosen neighbours the error depends on these two alone.
 */
final class LevelChoice {
  private final int[] allowed;
  private final double scale;

  // Of the values nearer to −∞ than half-step h, that is (h − origin) · scale / 2.
  private final int origin;
  private final int[] counts;
  private final double[] sums;
  private final double[] squares;
  private final double mean;
  private final int totalCount;
  private final double totalSum;
  private final double totalSquares;

  /**
   * Levels for a scale.
   *
   * @param levels rising; each is the nearest to some value
   * @param refinedScale the scale of least error for the values that go to each level
   */
  record Chosen(IntTensor levels, double scale, double error, double refinedScale) {}

  /**
   * For a scale.
   *
   * @param allowed rising
   */
  LevelChoice(SortedValues values, int[] allowed, double scale) {
    this.allowed = allowed;
    this.scale = scale;
    this.origin = -2 * allowed[0];
    int halfSteps = 2 * (allowed[allowed.length - 1] - allowed[0]) + 1;
    this.counts = new int[halfSteps];
    this.sums = new double[halfSteps];
    this.squares = new double[halfSteps];
    for (int half = 0; half < halfSteps; half++) {
      counts[half] = values.firstAbove((half - origin) * scale / 2);
      sums[half] = values.sumBefore(counts[half]);
      squares[half] = values.squaresBefore(counts[half]);
    }
    this.mean = values.mean();
    this.totalCount = values.size();
    this.totalSum = values.sumBefore(values.size());
    this.totalSquares = values.squaresBefore(values.size());
  }

  /** The best levels, at most so many. */
  Chosen best(int most) {
    int source = -1;
    int sink = allowed.length;
    int[] path =
        IntervalPartition.best(
            (from, to) -> cost(from + source, to + source),
            sink - source,
            Math.min(most, allowed.length) + 1);
    double error = 0;
    for (int i = 0; i + 1 < path.length; i++) {
      error += cost(path[i] + source, path[i + 1] + source);
    }
    int[] levels =
        Arrays.stream(path, 1, path.length - 1).map(node -> allowed[node + source]).toArray();
    return used(levels, error);
  }

  private Chosen used(int[] levels, double error) {
    int[] used = new int[levels.length];
    int count = 0;
    double products = 0;
    double squared = 0;
    for (int i = 0; i < levels.length; i++) {
      int low = i == 0 ? 0 : counts[half(levels[i - 1], levels[i])];
      int high = i + 1 == levels.length ? totalCount : counts[half(levels[i], levels[i + 1])];
      if (low < high) {
        double lowSum = i == 0 ? 0 : sums[half(levels[i - 1], levels[i])];
        double highSum = i + 1 == levels.length ? totalSum : sums[half(levels[i], levels[i + 1])];
        products += levels[i] * (highSum - lowSum + mean * (high - low));
        squared += (double) levels[i] * levels[i] * (high - low);
        used[count++] = levels[i];
      }
    }
    return new Chosen(
        IntTensor.vector(Arrays.copyOf(used, count)), scale, error, products / squared);
  }

  /** The error of the values between two neighbours; −1 and the number of levels are the ends. */
  private double cost(int lower, int upper) {
    if (lower < 0 && upper == allowed.length) {
      return Double.POSITIVE_INFINITY;
    }
    if (lower < 0) {
      int level = allowed[upper];
      int at = 2 * level + origin;
      return error(level, counts[at], sums[at], squares[at]);
    }
    if (upper == allowed.length) {
      int level = allowed[lower];
      int at = 2 * level + origin;
      return error(level, totalCount - counts[at], totalSum - sums[at], totalSquares - squares[at]);
    }
    int low = 2 * allowed[lower] + origin;
    int middle = half(allowed[lower], allowed[upper]);
    int high = 2 * allowed[upper] + origin;
    return between(allowed[lower], low, middle) + between(allowed[upper], middle, high);
  }

  private int half(int lower, int upper) {
    return lower + upper + origin;
  }

  private double between(int level, int from, int to) {
    return error(
        level, counts[to] - counts[from], sums[to] - sums[from], squares[to] - squares[from]);
  }

  private double error(int level, int count, double sum, double square) {
    double distance = level * scale - mean;
    return Math.max(0, square - 2 * distance * sum + distance * distance * count);
  }
}

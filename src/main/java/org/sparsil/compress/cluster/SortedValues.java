// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.cluster;

import java.util.Arrays;
import java.util.Optional;

/**
 * Numbers in rising order with the sums of all their intervals at hand. Sums are taken of distances
 * from the mean, so that little is lost where they cancel, and kept for every {@value #BLOCK}th
 * value only, so that tens of millions of values fit.
 */
final class SortedValues {
  private static final int BLOCK = 128;

  private final float[] sorted;
  private final double mean;
  private final double[] sums; // sums[b]: of the first b · BLOCK values
  private final double[] squares;

  /**
   * Of numbers in any order.
   *
   * @param values finite; taken over and sorted
   */
  SortedValues(float[] values) {
    Arrays.parallelSort(values);
    this.sorted = values;
    if (values.length > 0 && !(Float.isFinite(first()) && Float.isFinite(last()))) {
      throw new IllegalArgumentException("values from " + first() + " to " + last());
    }
    this.mean = mean(values);
    int blocks = values.length / BLOCK + 1;
    this.sums = new double[blocks];
    this.squares = new double[blocks];
    for (int block = 1; block < blocks; block++) {
      double sum = 0;
      double square = 0;
      for (int i = (block - 1) * BLOCK; i < block * BLOCK; i++) {
        double distance = sorted[i] - mean;
        sum += distance;
        square += distance * distance;
      }
      sums[block] = sums[block - 1] + sum;
      squares[block] = squares[block - 1] + square;
    }
  }

  private static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return values.length == 0 ? 0 : sum / values.length;
  }

  int size() {
    return sorted.length;
  }

  float get(int position) {
    return sorted[position];
  }

  float first() {
    return sorted[0];
  }

  float last() {
    return sorted[sorted.length - 1];
  }

  /** The mean of all, which the sums are relative to. */
  double mean() {
    return mean;
  }

  /** The mean of the values from one position up to another, which are not the same. */
  double mean(int from, int to) {
    return mean + (sumBefore(to) - sumBefore(from)) / (to - from);
  }

  /** The squared distances of the values of an interval from their mean, summed. */
  double error(int from, int to) {
    if (to - from < 2 || sorted[from] == sorted[to - 1]) {
      return 0;
    }
    double sum = sumBefore(to) - sumBefore(from);
    return Math.max(0, squaresBefore(to) - squaresBefore(from) - sum * sum / (to - from));
  }

  /** The squared distances of the values of an interval from any number, summed. */
  double error(int from, int to, double centre) {
    double distance = centre - mean;
    double sum = sumBefore(to) - sumBefore(from);
    return Math.max(
        0,
        squaresBefore(to)
            - squaresBefore(from)
            - 2 * distance * sum
            + distance * distance * (to - from));
  }

  /** The position of the first value that is at least so large. */
  int firstAtLeast(double bound) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < bound) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The position of the first value that is larger. */
  int firstAbove(double bound) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] <= bound) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /**
   * The positions where a value differs from the one before, from 0 on, and at the end the number
   * of values; none if that would be more than {@code most} different values.
   */
  Optional<int[]> changes(int most) {
    int[] changes = new int[(int) Math.min(sorted.length, (long) most) + 1];
    int count = 0;
    for (int i = 0; i < sorted.length; i++) {
      if (i == 0 || sorted[i] != sorted[i - 1]) {
        if (count == most) {
          return Optional.empty();
        }
        changes[count++] = i;
      }
    }
    changes[count++] = sorted.length;
    return Optional.of(Arrays.copyOf(changes, count));
  }

  /** Of the distances from the mean. */
  double sumBefore(int position) {
    int block = position / BLOCK;
    double sum = sums[block];
    for (int i = block * BLOCK; i < position; i++) {
      sum += sorted[i] - mean;
    }
    return sum;
  }

  /** Of the squared distances from the mean. */
  double squaresBefore(int position) {
    int block = position / BLOCK;
    double square = squares[block];
    for (int i = block * BLOCK; i < position; i++) {
      square += (sorted[i] - mean) * (sorted[i] - mean);
    }
    return square;
  }
}

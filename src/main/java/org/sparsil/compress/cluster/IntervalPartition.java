// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.cluster;

import java.util.Arrays;

/**
 * Cuts a row of nodes into a number of intervals so that their costs add up to as little as can be.
 * The cost must satisfy the quadrangle inequality, {@code cost(a, c) + cost(b, d) ≤ cost(a, d) +
 * cost(b, c)} for a ≤ b ≤ c ≤ d: then the best last cut never moves left when the end moves right,
 * and a row of the table takes O(n log n) by divide and conquer. Where the middle cut lies is
 * carried along with the costs, and each half is solved again for its own middle (Hirschberg,
 * 1975): twice the time, but memory for two rows only.
 */
final class IntervalPartition {
  /** What an interval costs. */
  interface Cost {
    double of(int from, int to);
  }

  private final Cost cost;
  private double[] before;
  private double[] now;
  private int[] middleBefore;
  private int[] middleNow;

  private IntervalPartition(Cost cost, int nodes) {
    this.cost = cost;
    this.before = new double[nodes];
    this.now = new double[nodes];
    this.middleBefore = new int[nodes];
    this.middleNow = new int[nodes];
  }

  /**
   * The bounds of the intervals: {@code intervals + 1} nodes from 0 to {@code last}, strictly
   * rising.
   *
   * @param intervals from 1 to {@code last}
   */
  static int[] best(Cost cost, int last, int intervals) {
    int[] bounds = new int[intervals + 1];
    bounds[intervals] = last;
    new IntervalPartition(cost, last + 1).cut(bounds, 0, intervals);
    return bounds;
  }

  /** Fills in the bounds between two known ones. */
  private void cut(int[] bounds, int low, int high) {
    if (high - low < 2) {
      return;
    }
    int middle = (low + high) >>> 1;
    bounds[middle] = crossing(bounds[low], bounds[high], high - low, middle - low);
    cut(bounds, low, middle);
    cut(bounds, middle, high);
  }

  /** Where the best way from one node to another by so many intervals is after {@code half}. */
  private int crossing(int from, int to, int intervals, int half) {
    for (int end = from + 1; end <= to; end++) {
      now[end] = cost.of(from, end);
      middleNow[end] = end;
    }
    for (int row = 2; row <= intervals; row++) {
      swap();
      Arrays.fill(now, from, to + 1, Double.POSITIVE_INFINITY);
      int firstEnd = row == intervals ? to : from + row;
      fill(firstEnd, to - (intervals - row), from + row - 1, to - 1);
      if (row <= half) {
        for (int end = firstEnd; end <= to; end++) {
          middleNow[end] = end;
        }
      }
    }
    return middleNow[to];
  }

  /**
   * The next row for the ends of an interval, given the interval that their last cuts lie in. The
   * recursion is as deep as the logarithm of the number of ends.
   */
  private void fill(int firstEnd, int lastEnd, int firstCut, int lastCut) {
    if (firstEnd > lastEnd) {
      return;
    }
    int end = (firstEnd + lastEnd) >>> 1;
    int best = firstCut;
    double least = Double.POSITIVE_INFINITY;
    for (int cut = firstCut; cut <= Math.min(lastCut, end - 1); cut++) {
      double sum = before[cut] + cost.of(cut, end);
      if (sum < least) {
        least = sum;
        best = cut;
      }
    }
    now[end] = least;
    middleNow[end] = middleBefore[best];
    fill(firstEnd, end - 1, firstCut, best);
    fill(end + 1, lastEnd, best, lastCut);
  }

  private void swap() {
    double[] costs = before;
    before = now;
    now = costs;
    int[] middles = middleBefore;
    middleBefore = middleNow;
    middleNow = middles;
  }
}

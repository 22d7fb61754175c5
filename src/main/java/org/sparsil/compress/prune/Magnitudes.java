// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.prune;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.graph.LayerWeights;
import org.sparsil.tensor.FloatTensor;

/**
 * The magnitudes of weights other than 0, by rank. Positive floats are ordered as their bits are,
 * so two counts, of the upper and then of the lower halves, find any rank without sorting a copy.
 */
final class Magnitudes {
  private static final int HALF_BITS = 16;
  private static final int HALF_SIZE = 1 << HALF_BITS;

  private final List<FloatTensor> tensors;
  private final long[] upperCounts;

  Magnitudes(List<FloatTensor> tensors) {
    this.tensors = List.copyOf(tensors);
    this.upperCounts = counts(bits -> bits >>> HALF_BITS);
  }

  /** Of all weights of a network. */
  static Magnitudes of(Graph graph) {
    List<FloatTensor> tensors = new ArrayList<>();
    for (Layer layer : graph.layers()) {
      LayerWeights.of(layer).ifPresent(weights -> tensors.add(weights.values()));
    }
    return new Magnitudes(tensors);
  }

  /** How many weights are not 0. */
  long count() {
    long count = 0;
    for (long upper : upperCounts) {
      count += upper;
    }
    return count;
  }

  /** How many are larger. */
  long countAbove(float magnitude) {
    long count = 0;
    for (FloatTensor tensor : tensors) {
      for (int i = 0; i < tensor.size(); i++) {
        count += Math.abs(tensor.get(i)) > magnitude ? 1 : 0;
      }
    }
    return count;
  }

  /**
   * The magnitude that so many are before in rising order.
   *
   * @param rank from 0 to count − 1
   */
  float atRank(long rank) {
    long left = rank;
    int upper = 0;
    while (left >= upperCounts[upper]) {
      left -= upperCounts[upper++];
    }
    int found = upper;
    long[] lowerCounts = counts(bits -> bits >>> HALF_BITS == found ? bits & (HALF_SIZE - 1) : -1);
    int lower = 0;
    while (left >= lowerCounts[lower]) {
      left -= lowerCounts[lower++];
    }
    return Float.intBitsToFloat(upper << HALF_BITS | lower);
  }

  /**
   * The magnitude that {@code percentile} percent are below, between two ranks by linear
   * interpolation; 0 if there are none.
   */
  double percentile(double percentile) {
    if (count() == 0) {
      return 0;
    }
    double rank = (count() - 1) * percentile / 100;
    long below = (long) rank;
    double low = atRank(below);
    return below == rank ? low : low + (rank - below) * (atRank(below + 1) - low);
  }

  /** How many magnitudes have each half; those with half −1 are left out. */
  private long[] counts(IntUnaryOperator halfOfBits) {
    long[] counts = new long[HALF_SIZE];
    for (FloatTensor tensor : tensors) {
      for (int i = 0; i < tensor.size(); i++) {
        int bits = Float.floatToIntBits(Math.abs(tensor.get(i)));
        int half = bits == 0 ? -1 : halfOfBits.applyAsInt(bits);
        if (half >= 0) {
          counts[half]++;
        }
      }
    }
    return counts;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.quant;

/**
 * How often values occur, in bins of equal width around 0. The width is a power of two that
 * doubles, merging neighbours, whenever a value lies outside; so one pass over the data is enough
 * and the result does not depend on a range known before.
 */
final class Histogram {
  private static final int HALF = 4096;

  private final long[] counts = new long[2 * HALF];
  private int widthExponent = Integer.MIN_VALUE;
  private long total;

  void add(double value) {
    if (value != 0 || widthExponent == Integer.MIN_VALUE) {
      makeRoomFor(Math.abs(value));
    }
    counts[bin(value)]++;
    total++;
  }

  private void makeRoomFor(double magnitude) {
    int needed = magnitude == 0 ? Double.MIN_EXPONENT : Math.getExponent(magnitude) + 1 - 12;
    if (widthExponent == Integer.MIN_VALUE) {
      widthExponent = needed;
    }
    while (widthExponent < needed) {
      if (counts[HALF] == total) {
        widthExponent = needed; // Only zeros so far: they stay in their bin whatever its width.
      } else {
        halveResolution();
      }
    }
  }

  private void halveResolution() {
    long[] merged = new long[2 * HALF];
    for (int bin = 0; bin < 2 * HALF; bin++) {
      merged[Math.floorDiv(bin - HALF, 2) + HALF] += counts[bin];
    }
    System.arraycopy(merged, 0, counts, 0, merged.length);
    widthExponent++;
  }

  private int bin(double value) {
    double position = Math.floor(Math.scalb(value, -widthExponent));
    return HALF + (int) Math.max(-HALF, Math.min(HALF - 1, position));
  }

  /** The upper edge of the bin below which {@code share} of the values lie. */
  double upperQuantile(double share) {
    long needed = (long) Math.ceil(share * total);
    long seen = 0;
    for (int bin = 0; bin < counts.length; bin++) {
      seen += counts[bin];
      if (seen >= needed) {
        return edge(bin + 1);
      }
    }
    return edge(counts.length);
  }

  /** The lower edge of the bin above which {@code share} of the values lie. */
  double lowerQuantile(double share) {
    long needed = (long) Math.ceil(share * total);
    long seen = 0;
    for (int bin = counts.length - 1; bin >= 0; bin--) {
      seen += counts[bin];
      if (seen >= needed) {
        return edge(bin);
      }
    }
    return edge(0);
  }

  /** The sum of {@code (centre − f(centre))²} over all values, at their bins' centres. */
  double squaredError(java.util.function.DoubleUnaryOperator f) {
    double sum = 0;
    for (int bin = 0; bin < counts.length; bin++) {
      if (counts[bin] > 0) {
        double centre = (edge(bin) + edge(bin + 1)) / 2;
        double error = centre - f.applyAsDouble(centre);
        sum += counts[bin] * error * error;
      }
    }
    return sum;
  }

  private double edge(int bin) {
    return Math.scalb((double) (bin - HALF), widthExponent);
  }
}

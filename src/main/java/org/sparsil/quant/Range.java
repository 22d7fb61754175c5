// SPDX-License-Identifier: Apache-2.0
package org.sparsil.quant;

/** All real numbers from {@code min} to {@code max}, both included and finite. */
record Range(double min, double max) {
  Range {
    if (!(min <= max) || Double.isInfinite(min) || Double.isInfinite(max)) {
      throw new IllegalArgumentException("range " + min + "…" + max);
    }
  }

  Range hull(Range other) {
    return new Range(Math.min(min, other.min), Math.max(max, other.max));
  }

  /** What both contain; the nearest point of this one if that is nothing. */
  Range intersect(Range other) {
    double low = Math.min(max, Math.max(min, other.min));
    double high = Math.max(min, Math.min(max, other.max));
    return new Range(Math.min(low, high), Math.max(low, high));
  }

  Range times(double factor) {
    return new Range(Math.min(factor * min, factor * max), Math.max(factor * min, factor * max));
  }

  /** Larger by {@code share} of its width at either end. */
  Range widened(double share) {
    double margin = share * (max - min);
    return new Range(min - margin, max + margin);
  }

  double magnitude() {
    return Math.max(Math.abs(min), Math.abs(max));
  }
}

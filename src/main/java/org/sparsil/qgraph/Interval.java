// SPDX-License-Identifier: Apache-2.0
package org.sparsil.qgraph;

/**
 * All integers from {@code min} to {@code max}, both included. Arithmetic is exact: overflow
 * throws.
 */
public record Interval(long min, long max) {
  public static final Interval ZERO = new Interval(0, 0);

  public Interval {
    if (min > max) {
      throw new IllegalArgumentException("empty interval " + min + "…" + max);
    }
  }

  public static Interval of(long value) {
    return new Interval(value, value);
  }

  public Interval plus(Interval other) {
    return new Interval(Math.addExact(min, other.min), Math.addExact(max, other.max));
  }

  public Interval times(long factor) {
    long a = Math.multiplyExact(min, factor);
    long b = Math.multiplyExact(max, factor);
    return new Interval(Math.min(a, b), Math.max(a, b));
  }

  /** The smallest interval that contains both. */
  public Interval hull(Interval other) {
    return new Interval(Math.min(min, other.min), Math.max(max, other.max));
  }

  public boolean contains(Interval other) {
    return min <= other.min && other.max <= max;
  }

  /** The bits of the narrowest two's complement number that holds every value; at least 1. */
  public int signedBits() {
    long magnitude = Math.max(min < 0 ? ~min : min, max < 0 ? ~max : max);
    return 65 - Long.numberOfLeadingZeros(magnitude);
  }

  /**
   * The bits of the narrowest unsigned number that holds every value; at least 1; {@code min} must
   * not be negative.
   */
  public int unsignedBits() {
    if (min < 0) {
      throw new IllegalArgumentException("negative: " + this);
    }
    return Math.max(1, 64 - Long.numberOfLeadingZeros(max));
  }

  @Override
  public String toString() {
    return min + "…" + max;
  }
}

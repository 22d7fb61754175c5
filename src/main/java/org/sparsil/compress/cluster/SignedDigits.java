// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.cluster;

/**
 * Canonical signed digits: an integer as the sum of the fewest signed powers of two, no two of them
 * neighbours. Multiplying by it takes one addition less than it has digits.
 */
public final class SignedDigits {
  private SignedDigits() {}

  /**
   * How many digits are not 0. Where the digits lie is where {@code 3n} and {@code n} differ
   * (Prodinger, On binary representations of integers with digits −1, 0, 1, 2000).
   */
  public static int count(int integer) {
    long magnitude = Math.abs((long) integer);
    return Long.bitCount(3 * magnitude ^ magnitude);
  }

  /** The additions that multiply by it. */
  public static int adders(int integer) {
    return Math.max(0, count(integer) - 1);
  }
}

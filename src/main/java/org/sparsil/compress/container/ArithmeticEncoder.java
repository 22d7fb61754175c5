// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.container;

import java.util.Arrays;

/**
 * A binary arithmetic encoder with an interval of 48 bits: what is lost by rounding is less than
 * 10⁻⁵ of the size. Carries run back through the bytes that are already there.
 */
final class ArithmeticEncoder implements BitCoder {
  static final int INTERVAL_BITS = 48;
  static final long INTERVAL = 1L << INTERVAL_BITS;
  static final long BOTTOM = INTERVAL >>> 8;

  private byte[] bytes = new byte[64];
  private int count;
  private long low;
  private long range = INTERVAL;

  @Override
  public int code(int bit, int probability) {
    long ones = (range >>> Logistic.PROBABILITY_BITS) * probability;
    if (bit == 1) {
      range = ones;
    } else {
      low += ones;
      range -= ones;
    }
    while (range < BOTTOM) {
      shift();
      range <<= 8;
    }
    return bit;
  }

  private void shift() {
    add(low);
    low = (low & (BOTTOM - 1)) << 8;
  }

  /** Writes the top byte of a number; the bit above it is a carry. */
  private void add(long value) {
    if ((value & INTERVAL) != 0) {
      int i = count;
      do {
        i--;
        bytes[i]++;
      } while (bytes[i] == 0);
    }
    if (count == bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.addExact(count, count));
    }
    bytes[count++] = (byte) (value >>> (INTERVAL_BITS - 8));
  }

  /** Ends the code: of all numbers in the interval, the one with the most zeros at its end. */
  byte[] toByteArray() {
    long most = low + range - 1;
    int zeros = INTERVAL_BITS;
    long chosen = 0;
    for (; zeros >= 0; zeros -= 8) {
      chosen = most >>> zeros << zeros;
      if (chosen >= low) {
        break;
      }
    }
    low = chosen;
    for (int i = 0; i < INTERVAL_BITS; i += 8) {
      shift();
    }
    while (count > 0 && bytes[count - 1] == 0) {
      count--;
    }
    return Arrays.copyOf(bytes, count);
  }
}

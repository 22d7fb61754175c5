// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.container;

import java.util.Arrays;

/** Writes bits, the highest of a number and of a byte first; the last byte is filled with zeros. */
final class BitWriter implements NumberSink {
  private byte[] bytes = new byte[64];
  private int count;
  private long pending;
  private int pendingBits;

  /**
   * Writes the lowest bits of a number.
   *
   * @param width 0 to 32
   */
  void bits(int value, int width) {
    pending = pending << width | (value & ((1L << width) - 1));
    pendingBits += width;
    while (pendingBits >= 8) {
      pendingBits -= 8;
      add((int) (pending >>> pendingBits));
    }
    pending &= (1L << pendingBits) - 1;
  }

  /** Elias's gamma code of a number from 1 on. */
  void gamma(int value) {
    int width = Integer.SIZE - Integer.numberOfLeadingZeros(value);
    bits(0, width - 1);
    bits(value, width);
  }

  @Override
  public void count(int value) {
    gamma(Math.addExact(value, 1));
  }

  @Override
  public void float32(float value) {
    bits(Float.floatToRawIntBits(value), Float.SIZE);
  }

  private void add(int value) {
    if (count == bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.addExact(count, count));
    }
    bytes[count++] = (byte) value;
  }

  long sizeBits() {
    return 8L * count + pendingBits;
  }

  byte[] toByteArray() {
    bits(0, (8 - pendingBits) & 7);
    return Arrays.copyOf(bytes, count);
  }
}

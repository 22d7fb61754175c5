// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.container;

import org.sparsil.diag.UserException;

/** Reads what {@link BitWriter} wrote: all that is left of a part of the file. */
final class BitReader implements NumberSource {
  private final ByteReader in;
  private long pending;
  private int pendingBits;

  BitReader(ByteReader in) {
    this.in = in;
  }

  /**
   * The next number of a width.
   *
   * @param width 0 to 32
   */
  int bits(int width) {
    fill(width);
    if (pendingBits < width) {
      throw in.damaged("a code is cut short");
    }
    pendingBits -= width;
    int value = (int) (pending >>> pendingBits & ((1L << width) - 1));
    pending &= (1L << pendingBits) - 1;
    return value;
  }

  /** The next bits without taking them; zeros if there are fewer. */
  int peek(int width) {
    fill(width);
    long value =
        pendingBits >= width ? pending >>> (pendingBits - width) : pending << (width - pendingBits);
    return (int) (value & ((1L << width) - 1));
  }

  private void fill(int width) {
    while (pendingBits < width && in.remaining() > 0) {
      pending = pending << 8 | in.u8();
      pendingBits += 8;
    }
  }

  int gamma() {
    int zeros = 0;
    while (bits(1) == 0) {
      if (++zeros == Integer.SIZE - 1) {
        throw in.damaged("a number of too many bits");
      }
    }
    return 1 << zeros | bits(zeros);
  }

  @Override
  public int count() {
    return gamma() - 1;
  }

  @Override
  public float float32() {
    return Float.intBitsToFloat(bits(Float.SIZE));
  }

  @Override
  public UserException damaged(String message) {
    return in.damaged(message);
  }

  /** Only zeros that fill the last byte may be left. */
  void requireEnd() {
    if (in.remaining() > 0 || pendingBits >= 8 || pending != 0) {
      throw in.damaged("something follows the last code");
    }
  }
}

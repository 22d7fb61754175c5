// SPDX-License-Identifier: Apache-2.0
package org.sparsil.rtl;

import java.io.IOException;

/**
 * Writes memory words as lines of hexadecimal digits. A word is filled with fields, the lowest bits
 * first.
 */
public final class HexWriter {
  private static final char[] DIGITS = "0123456789abcdef".toCharArray();

  private final Appendable out;
  private final byte[] digits;
  private final char[] line;
  private int filledBits;

  public HexWriter(Appendable out, int widthBits) {
    this.out = out;
    this.digits = new byte[(widthBits + 3) / 4];
    this.line = new char[digits.length + 1];
  }

  /** Puts the low {@code bits} of a value above the fields put so far. */
  public HexWriter put(long value, int bits) {
    int position = filledBits;
    int left = bits;
    long rest = bits == 64 ? value : value & ((1L << bits) - 1);
    while (left > 0) {
      int offset = position & 3;
      int taken = Math.min(4 - offset, left);
      digits[position >> 2] |= (byte) ((rest & ((1 << taken) - 1)) << offset);
      rest >>>= taken;
      position += taken;
      left -= taken;
    }
    filledBits = position;
    return this;
  }

  /** Ends the word and starts the next. */
  public void end() throws IOException {
    for (int i = 0; i < digits.length; i++) {
      line[i] = DIGITS[digits[digits.length - 1 - i]];
      digits[digits.length - 1 - i] = 0;
    }
    line[digits.length] = '\n';
    out.append(java.nio.CharBuffer.wrap(line));
    filledBits = 0;
  }
}

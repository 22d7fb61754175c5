// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.container;

import org.sparsil.diag.UserException;

/** Decodes what {@link ArithmeticEncoder} wrote; zeros follow the end of the bytes. */
final class ArithmeticDecoder implements BitCoder {
  private final ByteReader in;
  private long range = ArithmeticEncoder.INTERVAL;

  /** How far the code is above the low end of the interval. */
  private long offset;

  ArithmeticDecoder(ByteReader in) {
    this.in = in;
    for (int i = 0; i < ArithmeticEncoder.INTERVAL_BITS; i += 8) {
      shift();
    }
  }

  @Override
  public int code(int ignored, int probability) {
    long ones = (range >>> Logistic.PROBABILITY_BITS) * probability;
    int bit = offset < ones ? 1 : 0;
    if (bit == 1) {
      range = ones;
    } else {
      offset -= ones;
      range -= ones;
    }
    while (range < ArithmeticEncoder.BOTTOM) {
      shift();
      range <<= 8;
    }
    return bit;
  }

  private void shift() {
    offset = (offset << 8) | (in.remaining() > 0 ? in.u8() : 0);
  }

  /** The error to throw for what was just read. */
  UserException damaged(String message) {
    return in.damaged(message);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.container;

import org.sparsil.diag.UserException;

/**
 * Numbers in an arithmetic code: the number of bits in unary, learned, then the bits below the
 * highest, the first of them learned.
 */
final class AdaptiveNumbers {
  private static final int EVEN = Logistic.ONE / 2;
  private static final int LIMIT = 30;

  private final BitCoder coder;
  private final Counters lengths = new Counters(Integer.SIZE, EVEN, 0, LIMIT);
  private final Counters seconds = new Counters(Integer.SIZE, EVEN, 0, LIMIT);

  private AdaptiveNumbers(BitCoder coder) {
    this.coder = coder;
  }

  /** Writes numbers by an encoder. */
  static NumberSink sink(BitCoder encoder) {
    AdaptiveNumbers numbers = new AdaptiveNumbers(encoder);
    return new NumberSink() {
      @Override
      public void count(int value) {
        numbers.code(value + 1);
      }

      @Override
      public void float32(float value) {
        numbers.plain(Float.floatToRawIntBits(value), Float.SIZE);
      }
    };
  }

  /** Reads numbers by a decoder. */
  static NumberSource source(ArithmeticDecoder decoder) {
    AdaptiveNumbers numbers = new AdaptiveNumbers(decoder);
    return new NumberSource() {
      @Override
      public int count() {
        return numbers.code(0) - 1;
      }

      @Override
      public float float32() {
        return Float.intBitsToFloat(numbers.plain(0, Float.SIZE));
      }

      @Override
      public UserException damaged(String message) {
        return decoder.damaged(message);
      }
    };
  }

  /** Codes a number from 1 on. */
  private int code(int value) {
    int length = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(Math.max(1, value));
    int found = 0;
    while (found < Integer.SIZE - 2 && learned(lengths, found, length > found ? 1 : 0) == 1) {
      found++;
    }
    int result = 1;
    if (found > 0) {
      result = 2 | learned(seconds, found, (value >>> (found - 1)) & 1);
      result = (result << (found - 1)) | plain(value & ((1 << (found - 1)) - 1), found - 1);
    }
    return result;
  }

  private int learned(Counters counters, int context, int bit) {
    int result = coder.code(bit, Logistic.squash(counters.logit(context)));
    counters.update(context, result);
    return result;
  }

  private int plain(int value, int width) {
    int result = 0;
    for (int i = width - 1; i >= 0; i--) {
      result = (result << 1) | coder.code((value >>> i) & 1, EVEN);
    }
    return result;
  }
}

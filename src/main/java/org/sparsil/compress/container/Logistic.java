// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.container;

/**
 * The logistic function, its inverse and the logarithm on integers, so that every machine computes
 * the same: probabilities have {@value #PROBABILITY_BITS} bits, logarithms are in steps of 1/256.
 * The tables come from {@link StrictMath}, whose every bit is specified.
 */
final class Logistic {
  static final int PROBABILITY_BITS = 16;

  /** Probability 1. */
  static final int ONE = 1 << PROBABILITY_BITS;

  /** A logarithm of 1. */
  static final int UNIT = 256;

  /** Logits are kept within ± this, about 1 to 65,000. */
  static final int LIMIT = 11 * UNIT;

  private static final int LOG_BITS = 12;
  private static final int LN_2 = (int) StrictMath.round(65536 * UNIT * StrictMath.log(2));

  private static final int[] SQUASH = new int[2 * LIMIT + 1];
  private static final short[] STRETCH = new short[ONE];
  private static final int[] LOG = new int[1 << LOG_BITS];

  static {
    for (int i = 0; i < SQUASH.length; i++) {
      double p = 1 / (1 + StrictMath.exp((LIMIT - i) / (double) UNIT));
      SQUASH[i] = Math.min(ONE - 1, Math.max(1, (int) StrictMath.round(p * ONE)));
    }
    for (int p = 0; p < ONE; p++) {
      double odds = Math.max(p, 0.5) / (ONE - p);
      STRETCH[p] = (short) clamp((int) StrictMath.round(UNIT * StrictMath.log(odds)));
    }
    for (int i = 0; i < LOG.length; i++) {
      LOG[i] = (int) StrictMath.round(UNIT * StrictMath.log(1 + i / (double) LOG.length));
    }
  }

  private Logistic() {}

  static int clamp(int logit) {
    return Math.max(-LIMIT, Math.min(LIMIT, logit));
  }

  /** The probability of a logit; neither 0 nor 1. */
  static int squash(int logit) {
    return SQUASH[LIMIT + clamp(logit)];
  }

  /** The logit {@code ln(p / (1 − p))} of a probability below 1. */
  static int stretch(int probability) {
    return STRETCH[probability];
  }

  /** The natural logarithm of a number from 1 on. */
  static int log(long value) {
    int exponent = Long.SIZE - 1 - Long.numberOfLeadingZeros(value);
    long mantissa =
        exponent >= LOG_BITS ? value >>> (exponent - LOG_BITS) : value << (LOG_BITS - exponent);
    return (int) (((long) exponent * LN_2) >> 16) + LOG[(int) mantissa & (LOG.length - 1)];
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.container;

import java.util.Arrays;

/**
 * Probabilities of bits in contexts: each is the mean of the bits seen there, that begins as if
 * some had been seen already, and forgets what is long ago.
 */
final class Counters {
  private static final int COUNT_BITS = 10;
  private static final int COUNT_MASK = (1 << COUNT_BITS) - 1;
  private static final int VALUE_BITS = 22;

  /** 65536 / (n + 1.5). */
  private static final int[] RATES = new int[1 << COUNT_BITS];

  static {
    for (int n = 0; n < RATES.length; n++) {
      RATES[n] = (1 << 17) / (2 * n + 3);
    }
  }

  private final int[] states;
  private final int limit;

  /**
   * Counters of so many contexts.
   *
   * @param probability to begin with
   * @param seen how many bits that is worth
   * @param limit over how many bits the mean is taken, at most 1023
   */
  Counters(int contexts, int probability, int seen, int limit) {
    this.states = new int[contexts];
    this.limit = limit;
    int value = probability << (VALUE_BITS - Logistic.PROBABILITY_BITS);
    Arrays.fill(states, (value << COUNT_BITS) | seen);
  }

  int logit(int context) {
    return Logistic.stretch(states[context] >>> (Integer.SIZE - Logistic.PROBABILITY_BITS));
  }

  /** How many bits were seen, up to the limit. */
  int seen(int context) {
    return states[context] & COUNT_MASK;
  }

  void update(int context, int bit) {
    int state = states[context];
    int seen = state & COUNT_MASK;
    int value = state >>> COUNT_BITS;
    int target = bit == 1 ? (1 << VALUE_BITS) - 1 : 0;
    value += (int) (((long) (target - value) * RATES[seen]) >> 16);
    states[context] = (value << COUNT_BITS) | Math.min(seen + 1, limit);
  }
}

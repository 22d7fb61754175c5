// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.container;

/** Adds up what the bits that go through it cost. */
final class BitMeter implements BitCoder {
  private static final double[] COST = new double[Logistic.ONE];

  static {
    for (int p = 1; p < COST.length; p++) {
      COST[p] = Logistic.PROBABILITY_BITS - StrictMath.log(p) / StrictMath.log(2);
    }
  }

  private final BitCoder coder;
  private double bits;

  BitMeter(BitCoder coder) {
    this.coder = coder;
  }

  @Override
  public int code(int bit, int probability) {
    bits += COST[bit == 1 ? probability : Logistic.ONE - probability];
    return coder.code(bit, probability);
  }

  long bits() {
    return Math.round(bits);
  }
}

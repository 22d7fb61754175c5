// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.container;

/**
 * Mixes predictions of a bit: the logit is a weighted sum of the predictions' logits, and the
 * weights learn from each bit by gradient descent on the coding cost (Mahoney, Adaptive weighing of
 * context models for lossless data compression, 2005).
 */
final class Mixer {
  private static final int WEIGHT_BITS = 16;
  private static final long MOST = 1 << 20;

  private final int[] weights;
  private final int[] logits;
  private final int learningShift;
  private int count;
  private int probability;

  /**
   * A mixer of as many predictions as there are weights.
   *
   * @param learningShift how slowly the weights change: 2^−shift
   * @param initial the weights to begin with, in 1/65536
   */
  Mixer(int learningShift, int... initial) {
    this.weights = initial.clone();
    this.logits = new int[initial.length];
    this.learningShift = learningShift;
  }

  /** Adds a prediction. */
  void add(int logit) {
    logits[count++] = logit;
  }

  /** The probability of a 1; all predictions have been added. */
  int mix() {
    long sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += (long) weights[i] * logits[i];
    }
    probability = Logistic.squash((int) Math.max(-MOST, Math.min(MOST, sum >> WEIGHT_BITS)));
    return probability;
  }

  /** Learns what the bit was, and is ready for the next predictions. */
  void update(int bit) {
    int error = (bit << Logistic.PROBABILITY_BITS) - probability;
    long half = 1L << (learningShift - 1);
    for (int i = 0; i < weights.length; i++) {
      weights[i] += (int) (((long) logits[i] * error + half) >> learningShift);
    }
    count = 0;
  }
}

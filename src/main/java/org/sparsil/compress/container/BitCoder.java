// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.container;

/** Codes bits of known probabilities: an encoder takes them, a decoder gives them. */
interface BitCoder {
  /**
   * Codes a bit.
   *
   * @param bit what to encode; a decoder does not look at it
   * @param probability of a 1, between 0 and {@link Logistic#ONE}
   * @return the bit
   */
  int code(int bit, int probability);
}

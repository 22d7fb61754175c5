// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.simulate;

import java.util.Random;

/** Sources of random numbers that do not depend on each other, nor on the order of their use. */
final class Seeds {
  private Seeds() {}

  /** The source of one purpose, in a draw. */
  static Random random(long seed, long purpose) {
    return new Random(derived(seed, purpose));
  }

  /** A seed for one purpose: twice the finalizer of SplitMix64 (Steele et al., OOPSLA 2014). */
  static long derived(long seed, long purpose) {
    return mixed(mixed(seed + 0x9E3779B97F4A7C15L) + purpose * 0x9E3779B97F4A7C15L);
  }

  private static long mixed(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}

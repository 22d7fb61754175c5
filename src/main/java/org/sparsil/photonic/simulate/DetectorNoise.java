// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.simulate;

import java.util.Random;

/**
 * Noise of detection.
 *
 * @param sigma standard deviation relative to full scale
 * @param seed of the draw
 */
record DetectorNoise(double sigma, long seed) {
  /** Apart from the purposes of programs, which are small numbers. */
  private static final long FRAMES = 1L << 40;

  /** The source of noise for one frame. */
  Random frame(long number) {
    return Seeds.random(seed, FRAMES + number);
  }
}

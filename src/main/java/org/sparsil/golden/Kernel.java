// SPDX-License-Identifier: Apache-2.0
package org.sparsil.golden;

/** A layer made ready to run blocks of frames; has no state of its own between calls. */
interface Kernel {
  /**
   * Computes the layer for a block of frames.
   *
   * @param input {@code [elements][frames]}
   * @param output {@code [elements][frames]}, overwritten
   */
  void run(int[][] input, int[][] output);
}

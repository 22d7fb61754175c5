// SPDX-License-Identifier: Apache-2.0
package org.sparsil.golden;

import java.util.List;

/** A layer made ready to run blocks of frames; has no state of its own between calls. */
interface Kernel {
  /**
   * Computes the layer for a block of frames.
   *
   * @param inputs what the layer reads, in its order, each {@code [elements][frames]}
   * @param output {@code [elements][frames]}, overwritten
   */
  void run(List<int[][]> inputs, int[][] output);

  /** Of a layer that reads one value. */
  interface Unary extends Kernel {
    /**
     * Computes the layer for a block of frames.
     *
     * @param input {@code [elements][frames]}
     * @param output {@code [elements][frames]}, overwritten
     */
    void run(int[][] input, int[][] output);

    @Override
    default void run(List<int[][]> inputs, int[][] output) {
      run(inputs.get(0), output);
    }
  }
}

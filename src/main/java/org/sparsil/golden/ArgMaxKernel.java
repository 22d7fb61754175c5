// SPDX-License-Identifier: Apache-2.0
package org.sparsil.golden;

/** The position of the first largest element. */
record ArgMaxKernel() implements Kernel.Unary {
  @Override
  public void run(int[][] input, int[][] output) {
    int[] best = output[0];
    for (int frame = 0; frame < best.length; frame++) {
      best[frame] = 0;
      for (int i = 1; i < input.length; i++) {
        if (input[i][frame] > input[best[frame]][frame]) {
          best[frame] = i;
        }
      }
    }
  }
}

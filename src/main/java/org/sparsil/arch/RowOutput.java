// SPDX-License-Identifier: Apache-2.0
package org.sparsil.arch;

import org.sparsil.arch.Stage.MultiplyAccumulate;

/**
 * The memory at the end of a stage that makes several rows at once: each row has its own, and they
 * leave one after the other. A stage that makes its elements in order has a small one.
 *
 * @param lanes elements that leave per beat
 * @param depthBits the memory holds 2^depthBits beats, for each row
 */
public record RowOutput(int lanes, int depthBits) {
  /** Beats in the memory at the end of an ordinary stage. */
  public static final int ORDINARY_BITS = 4;

  /** Of a stage; holds two rows, so that one can be filled while the other leaves. */
  public static RowOutput of(MultiplyAccumulate stage) {
    if (stage.parallel() == 1) {
      return new RowOutput(1, ORDINARY_BITS);
    }
    int beats = 2 * (stage.outputRowElements() / stage.outputLanes());
    int needed = Math.max(beats, 1 << ORDINARY_BITS);
    return new RowOutput(stage.outputLanes(), 32 - Integer.numberOfLeadingZeros(needed - 1));
  }

  /** Elements that may be under way or in the memory. */
  public int credits() {
    return lanes << depthBits;
  }
}

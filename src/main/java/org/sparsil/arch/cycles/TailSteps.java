// SPDX-License-Identifier: Apache-2.0
package org.sparsil.arch.cycles;

/** A frame's elements as they come, of which those at its end complete something each. */
final class TailSteps implements Steps {
  private final int elements;
  private final int completing;
  private int at;

  TailSteps(int elements, int completing) {
    this.elements = elements;
    this.completing = completing;
  }

  @Override
  public boolean valid(boolean inputValid) {
    return inputValid;
  }

  @Override
  public boolean last() {
    return at >= elements - completing;
  }

  @Override
  public boolean inputReady(boolean engineReady) {
    return engineReady;
  }

  @Override
  public boolean clock(boolean inputValid, boolean engineReady) {
    boolean moves = inputValid && engineReady;
    if (moves) {
      at = at + 1 == elements ? 0 : at + 1;
    }
    return moves;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.arch.cycles;

/** The twin of {@code nn_window}. */
final class Taps {
  private final int cycles;
  private boolean busy;
  private boolean last;
  private int count;

  Taps(int cycles) {
    this.cycles = cycles;
  }

  boolean valid() {
    return busy;
  }

  /** Whether these are the last taps of a group. */
  boolean last() {
    return last && ending();
  }

  private boolean ending() {
    return count == cycles - 1;
  }

  boolean stepReady(boolean fires, boolean ready) {
    return !fires || !busy || (ending() && ready);
  }

  /**
   * Moves on.
   *
   * @param fire a step that completes a window is taken
   * @param fireLast ... the last of a group
   */
  void clock(boolean fire, boolean fireLast, boolean ready) {
    boolean given = busy && ready;
    boolean ended = given && ending();
    if (given) {
      count = ended ? 0 : count + 1;
    }
    if (fire) {
      busy = true;
      last = fireLast;
    } else if (ended) {
      busy = false;
    }
  }
}

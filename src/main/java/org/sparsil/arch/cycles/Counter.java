// SPDX-License-Identifier: Apache-2.0
package org.sparsil.arch.cycles;

/** Counts the positions of an axis, and how many are left until a window is complete. */
final class Counter {
  private final int steps;
  private final int first;
  private final int stride;
  private int at;
  private int wait;

  Counter(int steps, int first, int stride) {
    this.steps = steps;
    this.first = first;
    this.stride = stride;
    this.wait = first;
  }

  int at() {
    return at;
  }

  boolean fires() {
    return wait == 0;
  }

  /** Moves on; whether it starts over. */
  boolean next() {
    at++;
    if (at == steps) {
      at = 0;
      wait = first;
      return true;
    }
    wait = wait == 0 ? stride - 1 : wait - 1;
    return false;
  }
}

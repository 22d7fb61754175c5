// SPDX-License-Identifier: Apache-2.0
package org.sparsil.arch.cycles;

/**
 * The twin of the bench's driver: the first frame alone, the others back to back after its last
 * output.
 */
final class Source implements Actor {
  /** From the edge that takes the first frame's last output to the next beat on offer. */
  private static final int RESTART = 2;

  private final Channel out;
  private final long beats;
  private long sent;
  private long startAt = 1;
  private boolean released;
  private long cycle;
  private long firstTakenAt = -1;
  private long lastTakenAt = -1;
  private long latestTakenAt = -1;

  Source(Channel out, long beats) {
    this.out = out;
    this.beats = beats;
  }

  /** The same, always with something to offer. */
  Source unlimited() {
    released = true;
    return this;
  }

  /** Lets the other frames come. */
  void release(long now) {
    startAt = now + RESTART;
    released = true;
  }

  @Override
  public void offer() {
    out.offer(cycle >= startAt && (released || sent < beats));
  }

  @Override
  public void answer() {}

  @Override
  public boolean clock() {
    boolean changed = out.moves() || cycle < startAt;
    if (out.moves()) {
      if (sent == 0) {
        firstTakenAt = cycle;
      }
      latestTakenAt = cycle;
      sent++;
      if (sent == beats) {
        lastTakenAt = cycle;
      }
    }
    cycle++;
    return changed;
  }

  long firstTakenAt() {
    return firstTakenAt;
  }

  /** Of all beats so far. */
  long latestTakenAt() {
    return latestTakenAt;
  }

  /** Of the first frame. */
  long lastTakenAt() {
    return lastTakenAt;
  }
}

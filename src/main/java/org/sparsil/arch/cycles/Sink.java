// SPDX-License-Identifier: Apache-2.0
package org.sparsil.arch.cycles;

/** Takes everything at once and notes when the first beat comes and when frames end. */
final class Sink implements Actor {
  private final Channel in;
  private final long beats;
  private long taken;
  private long cycle;
  private int frames;
  private long firstTakenAt = -1;
  private long frameEndedAt;
  private long previousEndedAt;

  Sink(Channel in, long beats) {
    this.in = in;
    this.beats = beats;
  }

  @Override
  public void offer() {}

  @Override
  public void answer() {
    in.answer(true);
  }

  @Override
  public boolean clock() {
    if (in.valid()) {
      if (firstTakenAt < 0) {
        firstTakenAt = cycle;
      }
      taken++;
      if (taken == beats) {
        taken = 0;
        frames++;
        previousEndedAt = frameEndedAt;
        frameEndedAt = cycle;
      }
    }
    cycle++;
    return in.valid();
  }

  /** How many frames have come to their end. */
  int frames() {
    return frames;
  }

  /** The cycle in which the first beat came. */
  long firstTakenAt() {
    return firstTakenAt;
  }

  /** The cycle in which the last frame ended. */
  long frameEndedAt() {
    return frameEndedAt;
  }

  /** Cycles between the ends of the last two frames. */
  long interval() {
    return frameEndedAt - previousEndedAt;
  }
}

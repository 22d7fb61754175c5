// SPDX-License-Identifier: Apache-2.0
package org.sparsil.arch.cycles;

/** Takes everything at once and notes when frames end. */
final class Sink implements Actor {
  private final Channel in;
  private final long beats;
  private long taken;
  private long cycle;
  private int frames;
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
      taken++;
      if (taken == beats) {
        taken = 0;
        frames++;
        previousEndedAt = frameEndedAt;
        frameEndedAt = cycle;
      }
    }
    cycle++;
    return true;
  }

  /** How many frames have come to their end. */
  int frames() {
    return frames;
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

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.arch.cycles;

/**
 * The twin of {@code nn_queue} that never fills up: it tells how deep the memory must be so that it
 * never does.
 */
final class QueueActor implements Actor {
  private final Channel in;
  private final Channel out;
  private long stored;
  private long most;
  private boolean valid;

  QueueActor(Channel in, Channel out) {
    this.in = in;
    this.out = out;
  }

  /** The most beats that there must be places for. */
  long most() {
    return most;
  }

  @Override
  public void offer() {
    out.offer(valid);
  }

  @Override
  public void answer() {
    in.answer(true);
  }

  @Override
  public boolean clock() {
    boolean advance = !valid || out.ready();
    boolean taken = advance && stored > 0;
    if (advance) {
      valid = taken;
    }
    if (in.valid()) {
      stored++;
      most = Math.max(most, stored); // A place that is freed in this cycle is not free yet.
    }
    stored -= taken ? 1 : 0;
    return in.valid() || taken || out.moves();
  }
}

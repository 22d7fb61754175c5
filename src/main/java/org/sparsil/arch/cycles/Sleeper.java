// SPDX-License-Identifier: Apache-2.0
package org.sparsil.arch.cycles;

import java.util.List;

/**
 * An actor that is left alone while nothing changes within it and around it, as most are in most
 * cycles: they wait for the slowest.
 */
final class Sleeper implements Actor {
  private final Actor actor;
  private final Channel[] channels;
  private boolean busy = true;
  private int seen;

  /** Of an actor between these channels. */
  Sleeper(Actor actor, List<Channel> channels) {
    this.actor = actor;
    this.channels = channels.toArray(new Channel[0]);
  }

  private int changes() {
    int changes = 0;
    for (Channel channel : channels) {
      changes += channel.changes();
    }
    return changes;
  }

  private boolean awake() {
    return busy || changes() != seen;
  }

  @Override
  public void offer() {
    if (awake()) {
      actor.offer();
    }
  }

  @Override
  public void answer() {
    if (awake()) {
      actor.answer();
    }
  }

  @Override
  public boolean clock() {
    if (awake()) {
      busy = actor.clock();
      seen = changes();
    }
    return busy;
  }
}

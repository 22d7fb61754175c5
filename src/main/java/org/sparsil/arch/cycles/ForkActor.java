// SPDX-License-Identifier: Apache-2.0
package org.sparsil.arch.cycles;

import java.util.List;

/** The twin of {@code nn_fork}. */
final class ForkActor implements Actor {
  private final Channel in;
  private final List<Channel> out;
  private final boolean[] done;

  ForkActor(Channel in, List<Channel> out) {
    this.in = in;
    this.out = List.copyOf(out);
    this.done = new boolean[out.size()];
  }

  @Override
  public void offer() {
    for (int i = 0; i < done.length; i++) {
      out.get(i).offer(in.valid() && !done[i]);
    }
  }

  @Override
  public void answer() {
    boolean all = true;
    for (int i = 0; i < done.length; i++) {
      all &= done[i] || out.get(i).ready();
    }
    in.answer(all);
  }

  @Override
  public boolean clock() {
    boolean moves = false;
    if (in.valid()) {
      for (int i = 0; i < done.length; i++) {
        moves |= out.get(i).moves();
        done[i] = !in.ready() && (done[i] || out.get(i).ready());
      }
    }
    return moves;
  }
}

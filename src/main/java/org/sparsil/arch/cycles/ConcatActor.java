// SPDX-License-Identifier: Apache-2.0
package org.sparsil.arch.cycles;

import java.util.List;

/** The twin of a concatenation's control. */
final class ConcatActor implements Actor {
  private final List<Channel> in;
  private final List<Integer> channels;
  private final Channel out;
  private int from;
  private int count;

  ConcatActor(List<Channel> in, List<Integer> channels, Channel out) {
    this.in = List.copyOf(in);
    this.channels = List.copyOf(channels);
    this.out = out;
  }

  @Override
  public void offer() {
    out.offer(in.get(from).valid());
  }

  @Override
  public void answer() {
    for (int i = 0; i < in.size(); i++) {
      in.get(i).answer(i == from && out.ready());
    }
  }

  @Override
  public boolean clock() {
    if (!out.moves()) {
      return false;
    }
    count++;
    if (count == channels.get(from)) {
      count = 0;
      from = from + 1 == in.size() ? 0 : from + 1;
    }
    return true;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.arch.cycles;

/** The twin of {@code nn_argmax}. */
final class ArgMaxActor implements Actor {
  private static final int DEPTH = 4;

  private final Channel in;
  private final Channel out;
  private final Steps steps;
  private final Delay path = new Delay(1);
  private final OutputMemory memory = new OutputMemory();

  ArgMaxActor(Channel in, Channel out, int elements) {
    this.in = in;
    this.out = out;
    this.steps = new TailSteps(elements, 1);
  }

  @Override
  public void offer() {
    out.offer(memory.valid());
  }

  @Override
  public void answer() {
    in.answer(memory.room(DEPTH));
  }

  @Override
  public boolean clock() {
    boolean moves = in.moves() || out.moves() || path.busy();
    boolean makes = in.moves() && steps.last();
    steps.clock(in.valid(), in.ready());
    memory.clock(path.out(), out.ready());
    path.clock(makes);
    return moves;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.arch.cycles;

import java.util.List;
import org.sparsil.arch.RowOutput;

/**
 * Whatever makes at most one element per cycle out of what comes in on all its inputs, and takes it
 * only with a credit for what it makes: the twins of {@code nn_pool}, {@code nn_global_pool} and
 * {@code nn_elementwise_control}.
 */
final class CreditedActor implements Actor {
  private final List<Channel> in;
  private final Channel out;
  private final Steps steps;
  private final Delay path;
  private final OutputMemory memory = new OutputMemory();
  private int credits = 1 << RowOutput.ORDINARY_BITS;

  /**
   * With the steps that it takes.
   *
   * @param pathRegisters from the step that completes an element to the output memory
   */
  CreditedActor(List<Channel> in, Channel out, Steps steps, int pathRegisters) {
    this.in = List.copyOf(in);
    this.out = out;
    this.steps = steps;
    this.path = new Delay(pathRegisters);
  }

  @Override
  public void offer() {
    out.offer(memory.valid());
  }

  @Override
  public void answer() {
    boolean ready = steps.inputReady(credits > 0);
    for (Channel one : in) {
      one.answer(ready && othersValid(one));
    }
  }

  private boolean othersValid(Channel one) {
    for (Channel other : in) {
      if (other != one && !other.valid()) {
        return false;
      }
    }
    return true;
  }

  private boolean valid() {
    for (Channel one : in) {
      if (!one.valid()) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean clock() {
    boolean ready = credits > 0;
    boolean valid = valid();
    boolean makes = ready && steps.valid(valid) && steps.last();
    credits += (memory.returns(out.ready()) ? 1 : 0) - (makes ? 1 : 0);
    boolean moves = steps.clock(valid, ready) || out.moves() || path.busy();
    memory.clock(path.out(), out.ready());
    path.clock(makes);
    return moves;
  }
}

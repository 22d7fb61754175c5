// SPDX-License-Identifier: Apache-2.0
package org.sparsil.arch.cycles;

import org.sparsil.arch.LineBuffer;
import org.sparsil.arch.RowOutput;
import org.sparsil.arch.Stage.MultiplyAccumulate;

/** A layer with weights. */
final class MacActor implements Actor {
  /** Result and bias read, sum with the bias. */
  private static final int DRAIN = 2;

  private final Channel in;
  private final Channel out;
  private final Steps steps;
  private final MacControl control;
  private final Delay path;
  private final Results results;

  MacActor(MultiplyAccumulate stage, Channel in, Channel out) {
    this.in = in;
    this.out = out;
    steps =
        stage.lines().<Steps>map(WindowSteps::new).orElse(new TailSteps(stage.stepsPerGroup(), 1));
    RowOutput rows = RowOutput.of(stage);
    control = new MacControl(stage, rows.credits(), rows.lanes());
    path = new Delay(DRAIN + OutputDelay.of(stage.layer().stage()));
    results =
        stage.parallel() == 1
            ? new OutputMemory()
            : new RowMerge(
                stage.parallel(),
                rows.lanes(),
                stage.outputRowElements(),
                stage.lines().map(LineBuffer::outputRows).orElse(1));
  }

  @Override
  public void offer() {
    out.offer(results.valid());
  }

  @Override
  public void answer() {
    in.answer(steps.inputReady(control.ready()));
  }

  @Override
  public boolean clock() {
    boolean ready = control.ready();
    boolean stepValid = steps.valid(in.valid());
    boolean stepLast = steps.last();
    boolean drains = control.drains();
    boolean moves = path.busy() || out.moves();
    moves |= control.clock(stepValid, stepLast, results.returns(out.ready()));
    moves |= steps.clock(in.valid(), ready);
    moves |= results.clock(path.out(), out.ready());
    path.clock(drains);
    return moves;
  }
}

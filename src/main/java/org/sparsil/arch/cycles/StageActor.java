// SPDX-License-Identifier: Apache-2.0
package org.sparsil.arch.cycles;

import java.util.List;
import org.sparsil.arch.Stage;
import org.sparsil.qgraph.QAveragePool;
import org.sparsil.qgraph.QLayer;

/** The actor of a stage. */
final class StageActor implements Stage.Visitor<Actor> {
  private final List<Channel> ins;
  private final Channel in;
  private final Channel out;

  private StageActor(List<Channel> ins, Channel out) {
    this.ins = ins;
    this.in = ins.get(0);
    this.out = out;
  }

  static Actor of(Stage stage, List<Channel> ins, Channel out) {
    return stage.accept(new StageActor(ins, out));
  }

  @Override
  public Actor multiplyAccumulate(Stage.MultiplyAccumulate stage) {
    return new MacActor(stage, in, out);
  }

  /** Value register, product with the factor. */
  @Override
  public Actor pool(Stage.Pool stage) {
    int registers = 1 + (stage.factorBits() > 0 ? 1 : 0) + pathRegisters(stage.layer());
    Steps steps =
        stage
            .lines()
            .<Steps>map(WindowSteps::new)
            .orElseGet(() -> new TailSteps(stage.imageElements(), stage.channels()));
    return new CreditedActor(List.of(in), out, steps, registers);
  }

  private static int pathRegisters(QLayer layer) {
    return layer instanceof QAveragePool average ? OutputDelay.of(average.stage()) : 0;
  }

  /** Zero point subtracted. */
  @Override
  public Actor elementwise(Stage.Elementwise stage) {
    return new CreditedActor(
        ins, out, new TailSteps(1, 1), 1 + OutputDelay.of(stage.layer().stage()));
  }

  /** Zero points subtracted, operands rescaled, sum. */
  @Override
  public Actor add(Stage.Add stage) {
    int rescale = stage.plain() ? 0 : OutputDelay.REQUANTIZE;
    return new CreditedActor(
        ins, out, new TailSteps(1, 1), 2 + rescale + OutputDelay.of(stage.layer().stage()));
  }

  @Override
  public Actor concat(Stage.Concat stage) {
    return new ConcatActor(ins, stage.channels(), out);
  }

  @Override
  public Actor pad(Stage.Pad stage) {
    return new PadActor(stage.layer(), in, out);
  }

  @Override
  public Actor gather(Stage.Gather stage) {
    return new GatherActor(stage.layer(), in, out);
  }

  @Override
  public Actor argMax(Stage.ArgMax stage) {
    return new ArgMaxActor(in, out, stage.layer().elements());
  }
}

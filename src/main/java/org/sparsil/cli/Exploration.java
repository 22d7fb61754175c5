// SPDX-License-Identifier: Apache-2.0
package org.sparsil.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sparsil.arch.CyclePrediction;
import org.sparsil.arch.cycles.CycleModel;
import org.sparsil.arch.cycles.Cycles;
import org.sparsil.cli.LineBufferChoices.Choice;
import org.sparsil.diag.Code;
import org.sparsil.diag.Diagnostics;
import org.sparsil.qgraph.QGraph;
import org.sparsil.report.ExplorationReport.Measurement;
import org.sparsil.sim.NominalRun;
import org.sparsil.sim.Simulator;
import org.sparsil.sim.VerificationResult;
import org.sparsil.tensor.IntTensor;

/** Predicts, and if wanted simulates, each kind of hardware for a network. */
final class Exploration {
  private static final String TOP = "explored";

  private final QGraph network;
  private final List<Choice> choices;

  Exploration(QGraph network, List<Choice> choices) {
    this.network = network;
    this.choices = List.copyOf(choices);
  }

  List<Measurement> predicted() {
    return Progress.one(
        "cycle model",
        choices,
        choice -> measurement(choice, CycleModel.predict(choice.architecture()), Optional.empty()));
  }

  /** The frames that every choice is simulated with: enough to show the interval. */
  List<IntTensor> frames(long seed) {
    return RandomFrames.of(network.input(), seed, network.layers().size() + 4);
  }

  /** The cycles that the slowest choice takes for so many frames, about. */
  long cycles(List<Measurement> predicted, int frames) {
    return frames
        * predicted.stream().mapToLong(one -> one.predicted().intervalCycles()).max().orElse(0);
  }

  /**
   * Simulates all choices.
   *
   * @param errors gets everything that is not as it should be: elements that differ from the golden
   *     model's, cycles that differ from the cycle model's, results that differ between choices
   */
  List<Measurement> simulated(Simulator simulator, List<IntTensor> frames, Diagnostics errors) {
    List<NominalRun> runs = new ArrayList<>();
    return Progress.one(
        simulator.toString(),
        choices,
        choice -> {
          Cycles cycles = Cycles.of(choice.architecture());
          NominalRun run = run(choice, cycles, simulator, frames);
          String place = "%s: %s".formatted(network.name(), describe(choice));
          run.result().describe(place, errors);
          runs.add(run);
          if (!run.outputs().equals(runs.get(0).outputs())) {
            errors.error(
                place, Code.SIM_003, "the results are not those of " + describe(choices.get(0)));
          }
          return measurement(choice, cycles.network(), Optional.of(run.result()));
        });
  }

  private static NominalRun run(
      Choice choice, Cycles cycles, Simulator simulator, List<IntTensor> frames) {
    try (TemporaryDesign design = new TemporaryDesign(choice.architecture(), cycles, TOP)) {
      return design.run(simulator, frames);
    }
  }

  private static String describe(Choice choice) {
    return "line buffers %s, %d rows in parallel"
        .formatted(choice.buffers(), choice.rowsParallel());
  }

  private static Measurement measurement(
      Choice choice, CyclePrediction predicted, Optional<VerificationResult> simulated) {
    return new Measurement(
        choice.buffers().toString(),
        choice.rowsParallel(),
        choice.memoryBits(),
        predicted,
        simulated);
  }
}

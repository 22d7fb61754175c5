// SPDX-License-Identifier: Apache-2.0
package org.sparsil.sim;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.sparsil.diag.Code;
import org.sparsil.diag.Diagnostics;

/**
 * What one simulator says of a design.
 *
 * @param frames of the nominal scenario
 * @param layers mismatches of all scenarios, in the order of the network
 * @param scenarios in the order in which they ran
 */
public record VerificationResult(
    Simulator simulator,
    long frames,
    Cycles latency,
    Cycles interval,
    Cycles fill,
    Cycles drain,
    List<LayerResult> layers,
    List<ScenarioResult> scenarios) {

  public VerificationResult {
    layers = List.copyOf(layers);
    scenarios = List.copyOf(scenarios);
  }

  /**
   * A figure of the cycle model.
   *
   * @param simulated absent where there were too few frames to measure it, or a fault came before
   */
  public record Cycles(long predicted, OptionalLong simulated) {
    /** Whether nothing contradicts the prediction. */
    public boolean agree() {
      return simulated.isEmpty() || simulated.getAsLong() == predicted;
    }
  }

  /** How many elements that left a layer were wrong. */
  public record LayerResult(String name, long mismatches) {}

  /**
   * How one scenario went.
   *
   * @param cycles how many were simulated
   * @param firstMismatch the earliest
   * @param faults whatever else is wrong, a sentence each
   */
  public record ScenarioResult(
      String name,
      long frames,
      long cycles,
      List<LayerResult> layers,
      Optional<Mismatch> firstMismatch,
      List<String> faults) {
    public ScenarioResult {
      layers = List.copyOf(layers);
      faults = List.copyOf(faults);
    }

    public boolean passed() {
      return firstMismatch.isEmpty() && faults.isEmpty();
    }
  }

  /**
   * An element that is not what the golden model says.
   *
   * @param element its position in the frame
   * @param cycle of the clock since the simulation began
   * @param got absent where bits are unknown
   */
  public record Mismatch(
      String layer, long frame, long element, long cycle, long expected, OptionalLong got) {
    /** A sentence without a full stop. */
    public String sentence() {
      return "layer '%s', frame %d, element %d, cycle %d: expected %d, got %s"
          .formatted(
              layer,
              frame,
              element,
              cycle,
              expected,
              got.isPresent() ? String.valueOf(got.getAsLong()) : "unknown bits");
    }
  }

  public long mismatches() {
    return layers.stream().mapToLong(LayerResult::mismatches).sum();
  }

  /** The first mismatch of the first scenario that has one. */
  public Optional<Mismatch> firstMismatch() {
    return scenarios.stream().flatMap(scenario -> scenario.firstMismatch().stream()).findFirst();
  }

  /** Whether every scenario is bit-exact and keeps the rules, and the cycle model is right. */
  public boolean passed() {
    return scenarios.stream().allMatch(ScenarioResult::passed)
        && latency.agree()
        && interval.agree()
        && fill.agree()
        && drain.agree();
  }

  /** Tells the user everything that is wrong. */
  public void describe(String place, Diagnostics diagnostics) {
    for (ScenarioResult scenario : scenarios) {
      String where = "%s: %s: scenario '%s'".formatted(place, simulator, scenario.name());
      scenario
          .firstMismatch()
          .ifPresent(first -> diagnostics.error(where, Code.SIM_003, first.sentence()));
      scenario.faults().forEach(fault -> diagnostics.error(where, Code.SIM_003, fault));
    }
    describe(place, "latency", latency, diagnostics);
    describe(place, "interval", interval, diagnostics);
    describe(place, "time from first input to first output", fill, diagnostics);
    describe(place, "time from last input to last output", drain, diagnostics);
  }

  private void describe(String place, String what, Cycles cycles, Diagnostics diagnostics) {
    if (!cycles.agree()) {
      diagnostics.error(
          place + ": " + simulator,
          Code.SIM_004,
          "%s is %d cycles, the cycle model predicts %d"
              .formatted(what, cycles.simulated().orElse(0), cycles.predicted()));
    }
  }
}

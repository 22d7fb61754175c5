// SPDX-License-Identifier: Apache-2.0
package org.sparsil.report;

import java.util.List;
import java.util.Optional;
import org.sparsil.qgraph.QGraph;
import org.sparsil.report.VerificationReport.LayerCount;
import org.sparsil.sim.VerificationResult;
import org.sparsil.sim.VerificationResult.Cycles;
import org.sparsil.sim.VerificationResult.Mismatch;
import org.sparsil.sim.VerificationResult.ScenarioResult;

/**
 * A verification, as one simulator saw it.
 *
 * @param frames that ran back to back without stalls
 * @param mismatches wrong elements, in all layers and scenarios
 * @param layers over all scenarios, in the order of the network
 */
public record SimulatorReport(
    String simulator,
    long frames,
    long mismatches,
    Cycles latencyCycles,
    Cycles intervalCycles,
    List<LayerCount> layers,
    Optional<Mismatch> firstMismatch,
    boolean passed,
    List<ScenarioResult> scenarios) {
  public SimulatorReport {
    layers = List.copyOf(layers);
    scenarios = List.copyOf(scenarios);
  }

  static SimulatorReport of(QGraph network, VerificationResult result) {
    long frames = result.scenarios().stream().mapToLong(ScenarioResult::frames).sum();
    return new SimulatorReport(
        result.simulator().toString(),
        result.frames(),
        result.mismatches(),
        result.latency(),
        result.interval(),
        result.layers().stream()
            .map(
                layer ->
                    new LayerCount(
                        layer.name(),
                        frames * network.layer(layer.name()).shape().size(),
                        layer.mismatches()))
            .toList(),
        result.firstMismatch(),
        result.passed(),
        result.scenarios());
  }

  String print() {
    TextTable layerTable = new TextTable("layer", "elements", "mismatches");
    layers.forEach(layer -> layerTable.add(layer.name(), layer.elements(), layer.mismatches()));
    TextTable scenarioTable = new TextTable("scenario", "frames", "cycles", "result");
    scenarios.forEach(
        one ->
            scenarioTable.add(
                one.name(), one.frames(), one.cycles(), one.passed() ? "passed" : "FAILED"));
    return String.join("\n", simulator + ":", layerTable.print(), scenarioTable.print());
  }

  static String simulated(Cycles cycles) {
    return cycles.simulated().isPresent() ? String.valueOf(cycles.simulated().getAsLong()) : "-";
  }
}

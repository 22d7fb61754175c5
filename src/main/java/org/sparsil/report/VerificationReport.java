// SPDX-License-Identifier: Apache-2.0
package org.sparsil.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sparsil.qgraph.QGraph;
import org.sparsil.qgraph.QLayer;
import org.sparsil.sim.VerificationResult;
import org.sparsil.sim.VerificationResult.Cycles;
import org.sparsil.sim.VerificationResult.Mismatch;

/**
 * A verification, over all simulators.
 *
 * @param simulator its name, or {@code both}
 * @param frames that each simulator ran back to back without stalls
 * @param mismatches wrong elements, in all layers and scenarios of all simulators
 * @param latencyCycles simulated: by the simulator that contradicts the prediction, if one does
 * @param layers in the order of the network
 * @param simulators what each of them saw
 */
public record VerificationReport(
    String simulator,
    long frames,
    long mismatches,
    Cycles latencyCycles,
    Cycles intervalCycles,
    List<LayerCount> layers,
    Optional<Mismatch> firstMismatch,
    boolean passed,
    List<SimulatorReport> simulators) {

  /** How many elements left a layer, and how many of them were wrong. */
  public record LayerCount(String name, long elements, long mismatches) {}

  public VerificationReport {
    layers = List.copyOf(layers);
    simulators = List.copyOf(simulators);
  }

  /**
   * The report on a network.
   *
   * @param results one per simulator, at least one
   */
  public static VerificationReport of(QGraph network, List<VerificationResult> results) {
    List<SimulatorReport> simulators =
        results.stream().map(result -> SimulatorReport.of(network, result)).toList();
    SimulatorReport first = simulators.get(0);
    return new VerificationReport(
        simulators.size() == 1 ? first.simulator() : "both",
        first.frames(),
        simulators.stream().mapToLong(SimulatorReport::mismatches).sum(),
        worst(simulators.stream().map(SimulatorReport::latencyCycles).toList()),
        worst(simulators.stream().map(SimulatorReport::intervalCycles).toList()),
        sums(network, simulators),
        simulators.stream().flatMap(one -> one.firstMismatch().stream()).findFirst(),
        simulators.stream().allMatch(SimulatorReport::passed),
        simulators);
  }

  private static Cycles worst(List<Cycles> all) {
    return all.stream().filter(cycles -> !cycles.agree()).findFirst().orElse(all.get(0));
  }

  private static List<LayerCount> sums(QGraph network, List<SimulatorReport> simulators) {
    List<LayerCount> sums = new ArrayList<>();
    for (QLayer layer : network.layers()) {
      List<LayerCount> counts =
          simulators.stream()
              .flatMap(one -> one.layers().stream())
              .filter(count -> count.name().equals(layer.name()))
              .toList();
      sums.add(
          new LayerCount(
              layer.name(),
              counts.stream().mapToLong(LayerCount::elements).sum(),
              counts.stream().mapToLong(LayerCount::mismatches).sum()));
    }
    return sums;
  }

  /** Every simulator's tables, then all of them in one, then the verdict. */
  public String print() {
    StringBuilder text = new StringBuilder();
    TextTable summary =
        new TextTable(
            "simulator", "frames", "mismatches", "latency", "predicted", "interval", "predicted");
    for (SimulatorReport one : simulators) {
      text.append(one.print()).append('\n');
      summary.add(
          one.simulator(),
          one.frames(),
          one.mismatches(),
          SimulatorReport.simulated(one.latencyCycles()),
          one.latencyCycles().predicted(),
          SimulatorReport.simulated(one.intervalCycles()),
          one.intervalCycles().predicted());
    }
    String verdict =
        passed
            ? "verified: every element of every layer is what the golden model says\n"
            : "FAILED\n";
    return text.append(summary.print()).append('\n').append(verdict).toString();
  }
}

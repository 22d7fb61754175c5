// SPDX-License-Identifier: Apache-2.0
package org.sparsil.sim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.sparsil.arch.Architecture;
import org.sparsil.arch.CyclePrediction;
import org.sparsil.arch.Stage;
import org.sparsil.diag.Code;
import org.sparsil.diag.UserException;
import org.sparsil.qgraph.FixedPoint;
import org.sparsil.qgraph.QGraph;
import org.sparsil.qgraph.QLayer;
import org.sparsil.sim.BenchReport.Counts;
import org.sparsil.sim.BenchReport.Event;
import org.sparsil.sim.VerificationResult.Cycles;
import org.sparsil.sim.VerificationResult.LayerResult;
import org.sparsil.sim.VerificationResult.Mismatch;
import org.sparsil.sim.VerificationResult.ScenarioResult;
import org.sparsil.tensor.IntTensor;

/** Simulates a compiled design in all scenarios and compares it with the golden model. */
public final class Verifier {
  /** So many frames run in each scenario other than the nominal one. */
  private static final int FEW = 6;

  /** The same for a network whose frames are much work for a simulator. */
  private static final int VERY_FEW = 2;

  /** Weights, zeros included, from which a frame is much work: about a second in Icarus. */
  private static final long MANY_WEIGHTS = 100_000;

  private static final long DEFAULT_STALL_SEED = 1;

  private final Architecture architecture;
  private final QGraph graph;
  private final CyclePrediction predicted;
  private final ToolBox tools;
  private final VectorWriter vectors;

  Verifier(Architecture architecture, CyclePrediction predicted, ToolBox tools) {
    this.architecture = architecture;
    this.graph = architecture.network();
    this.predicted = predicted;
    this.tools = tools;
    this.vectors = new VectorWriter(architecture);
  }

  /**
   * Verifies the design in a folder; leaves the folder as it is.
   *
   * @param frames at least one; more frames than layers plus three are needed to measure the
   *     interval
   * @return one result for each simulator
   * @throws UserException if there are no frames, or a tool is missing or fails
   */
  public static List<VerificationResult> verify(
      Path folder,
      VerifyOptions options,
      List<IntTensor> frames,
      Architecture architecture,
      CyclePrediction predicted) {
    if (frames.isEmpty()) {
      throw new UserException(folder.toString(), Code.DATA_001, "no frames to verify it with");
    }
    ToolBox tools = ToolBox.ofPath();
    tools.require(options.simulators());
    Verifier verifier = new Verifier(architecture, predicted, tools);
    try {
      Path work = Files.createTempDirectory("sparsil-verify-");
      try {
        return verifier.verify(folder.toRealPath(), options, frames, work);
      } finally {
        delete(work);
      }
    } catch (IOException e) {
      throw new UserException(folder.toString(), Code.FILE_001, "cannot verify: " + e.getMessage());
    }
  }

  /** The scenarios of a verification. */
  static List<Scenario> scenarios(
      VerifyOptions options,
      List<IntTensor> frames,
      Architecture architecture,
      CyclePrediction predicted) {
    QGraph graph = architecture.network();
    int lanes = architecture.inputLanes();
    List<IntTensor> few = new ArrayList<>();
    for (int i = 0; i < few(graph); i++) {
      few.add(frames.get(i % frames.size()));
    }
    return List.of(
        Scenario.nominal(frames),
        options.stallSeed().isPresent()
            ? Scenario.stalls(frames, options.stallSeed().getAsLong())
            : Scenario.stalls(few, DEFAULT_STALL_SEED),
        Scenario.resetInFirstFrame(few),
        Scenario.resetInLaterFrame(few, predicted),
        Scenario.earlyTlast(few, graph.input(), lanes, DEFAULT_STALL_SEED),
        Scenario.lateTlast(few, lanes, DEFAULT_STALL_SEED));
  }

  private static int few(QGraph graph) {
    long weights = 0;
    for (QLayer layer : graph.layers()) {
      for (String read : layer.inputs()) {
        weights += (long) graph.shape(read).size() * layer.shape().size();
      }
    }
    return weights < MANY_WEIGHTS ? FEW : VERY_FEW;
  }

  private List<VerificationResult> verify(
      Path folder, VerifyOptions options, List<IntTensor> frames, Path work) throws IOException {
    List<Scenario> scenarios = scenarios(options, frames, architecture, predicted);
    List<Candidate> candidates = new ArrayList<>();
    for (Simulator simulator : options.simulators()) {
      Path own = Files.createDirectory(work.resolve(simulator.toString()));
      candidates.add(
          new Candidate(simulator, simulator.compile(tools, folder, own), new ArrayList<>()));
    }
    for (Scenario scenario : scenarios) {
      Path inputs = Files.createDirectory(work.resolve("vectors"));
      vectors.write(scenario, inputs);
      for (Candidate candidate : candidates) {
        candidate.reports.add(candidate.simulation.run(scenario, inputs, work.resolve("run.log")));
      }
      delete(inputs);
    }
    return candidates.stream()
        .map(candidate -> result(candidate.simulator, scenarios, candidate.reports))
        .toList();
  }

  /**
   * The design in one simulator.
   *
   * @param reports one per scenario, filled as they run
   */
  private record Candidate(Simulator simulator, Simulation simulation, List<BenchReport> reports) {}

  VerificationResult result(
      Simulator simulator, List<Scenario> scenarios, List<BenchReport> reports) {
    List<ScenarioResult> results = new ArrayList<>();
    for (int i = 0; i < scenarios.size(); i++) {
      results.add(result(scenarios.get(i), reports.get(i)));
    }
    List<LayerResult> layers =
        graph.layers().stream()
            .map(layer -> new LayerResult(layer.name(), mismatches(layer, reports)))
            .toList();
    BenchReport nominal = reports.get(0);
    int frames = scenarios.get(0).transfers().size();
    boolean steady = frames > graph.layers().size() + 3;
    return new VerificationResult(
        simulator,
        frames,
        new Cycles(predicted.latencyCycles(), nominal.latency()),
        new Cycles(predicted.intervalCycles(), steady ? nominal.interval() : OptionalLong.empty()),
        new Cycles(predicted.fillCycles(), nominal.fill()),
        new Cycles(predicted.drainCycles(), nominal.drain()),
        layers,
        results);
  }

  private long mismatches(QLayer layer, List<BenchReport> reports) {
    return reports.stream().mapToLong(report -> counts(layer, report).mismatches()).sum();
  }

  private Counts counts(QLayer layer, BenchReport report) {
    return report.layers().getOrDefault(identifier(layer), new Counts(0, 0));
  }

  private String identifier(QLayer layer) {
    return vectors.identifiers().getOrDefault(layer.name(), "");
  }

  private ScenarioResult result(Scenario scenario, BenchReport report) {
    return new ScenarioResult(
        scenario.name(),
        scenario.transfers().size(),
        report.cycles(),
        graph.layers().stream()
            .map(layer -> new LayerResult(layer.name(), counts(layer, report).mismatches()))
            .toList(),
        report.mismatches().stream()
            .min(Comparator.comparingLong(Event::cycle))
            .map(this::mismatch),
        faults(scenario, report));
  }

  private Mismatch mismatch(Event event) {
    QLayer layer = layer(event.layer());
    return new Mismatch(
        layer.name(),
        event.frame(),
        event.element(),
        event.cycle(),
        value(event.fields().getOrDefault("expected", ""), layer.format()).orElse(0),
        value(event.fields().getOrDefault("got", ""), layer.format()));
  }

  private QLayer layer(String identifier) {
    return graph.layers().stream()
        .filter(layer -> identifier(layer).equals(identifier))
        .findFirst()
        .orElseThrow(
            () ->
                new UserException(
                    "bench", Code.SIM_002, "it speaks of an unknown layer " + identifier));
  }

  /** The number that hexadecimal digits stand for in a format; absent if bits are unknown. */
  private static OptionalLong value(String digits, FixedPoint format) {
    if (!digits.matches("[0-9a-fA-F]{1,8}")) {
      return OptionalLong.empty();
    }
    long bits = Long.parseLong(digits, 16);
    int unused = 64 - format.widthBits();
    return OptionalLong.of(format.signed() ? bits << unused >> unused : bits);
  }

  private List<String> faults(Scenario scenario, BenchReport report) {
    List<String> faults = new ArrayList<>();
    report
        .hangCycle()
        .ifPresent(
            cycle ->
                faults.add(
                    "no progress at cycle %d, %d of %d frames are out"
                        .formatted(cycle, report.frames(), scenario.transfers().size())));
    for (Event event : report.violations()) {
      faults.add(violation(event));
    }
    for (QLayer layer : graph.layers()) {
      long expected = beats(layer) * scenario.transfers().size();
      long elements = counts(layer, report).elements();
      if (elements != expected) {
        faults.add(
            "%d beats left layer '%s', expected %d".formatted(elements, layer.name(), expected));
      }
    }
    if (report.frameError() != scenario.breaksFraming()) {
      faults.add(
          "frame_error_o is %d, expected %d"
              .formatted(report.frameError() ? 1 : 0, scenario.breaksFraming() ? 1 : 0));
    }
    if (!report.passed() && faults.isEmpty() && report.mismatches().isEmpty()) {
      faults.add("the bench failed without saying why");
    }
    return faults;
  }

  private long beats(QLayer layer) {
    return layer.shape().size() / lanes(layer);
  }

  private int lanes(QLayer layer) {
    return architecture.stages().stream()
        .filter(stage -> stage.layer().equals(layer))
        .mapToInt(Stage::outputLanes)
        .findFirst()
        .orElse(1);
  }

  private String violation(Event event) {
    String rule =
        switch (event.fields().getOrDefault("rule", "")) {
          case "tlast" -> "tlast is not just on the frame's last beat";
          case "stable" -> "an offered beat changed before it was taken";
          case "unknown" -> "tvalid or tready is unknown";
          case "extra" -> "a beat that nobody asked for";
          default -> "a broken stream rule";
        };
    return "layer '%s', frame %d, element %d, cycle %d: %s"
        .formatted(
            layer(event.layer()).name(), event.frame(), event.element(), event.cycle(), rule);
  }

  static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.sparsil.arch.Architecture;
import org.sparsil.arch.cycles.CycleModel;
import org.sparsil.diag.Diagnostics;
import org.sparsil.frontend.Split;
import org.sparsil.golden.GoldenModel;
import org.sparsil.qgraph.QGraph;
import org.sparsil.report.Classes;
import org.sparsil.report.JUnitXml;
import org.sparsil.report.Json;
import org.sparsil.report.NetworkComparison;
import org.sparsil.report.Percent;
import org.sparsil.report.VerificationReport;
import org.sparsil.sim.Simulator;
import org.sparsil.sim.VerificationResult;
import org.sparsil.sim.Verifier;
import org.sparsil.sim.VerifyOptions;
import org.sparsil.tensor.Dataset;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.IntTensor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sparsil verify}. */
@Command(
    name = "verify",
    sortOptions = false,
    customSynopsis = "sparsil verify FOLDER [--simulator=icarus|verilator|both] [OPTIONS]",
    description = {
      "Simulates a compiled network and compares every element of every layer with the golden"
          + " model, and latency and interval with the cycle model: frames back to back, with random"
          + " stalls, with a reset in mid-frame, with a wrong tlast.",
      "Fails with exit code 3 if anything differs."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  sparsil verify build/model",
      "  sparsil verify build/model --simulator verilator --data test.npy --frames 999",
      "  sparsil verify build/model --stalls 7 --junit build/verify.xml"
    })
final class VerifyCommand implements Callable<Integer> {
  /** Which simulators. */
  enum Choice {
    icarus,
    verilator,
    both;

    List<Simulator> simulators() {
      return switch (this) {
        case icarus -> List.of(Simulator.ICARUS);
        case verilator -> List.of(Simulator.VERILATOR);
        case both -> List.of(Simulator.ICARUS, Simulator.VERILATOR);
      };
    }
  }

  @Parameters(paramLabel = "FOLDER", description = "A folder that compile made.")
  private Path folder;

  @Option(
      names = "--simulator",
      paramLabel = "icarus|verilator|both",
      defaultValue = "both",
      description = "Which simulators to run. (default: both)")
  private Choice simulator;

  @Option(
      names = "--data",
      paramLabel = "DATA",
      description = "The inputs, as for run. (default: random integers of the whole input range)")
  private Optional<Path> data;

  @Option(
      names = "--frames",
      paramLabel = "N",
      description = "So many frames, the first of DATA. (default: 16, more for deep networks)")
  private Optional<Integer> frames;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of random inputs. (default: 1)")
  private long seed;

  @Option(
      names = "--stalls",
      paramLabel = "SEED",
      description =
          "Run all frames a second time, under random stalls of this seed. (default: a few frames)")
  private Optional<Long> stalls;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the result as JSON.")
  private Optional<Path> json;

  @Option(
      names = "--junit",
      paramLabel = "FILE",
      description = "Write the result as JUnit XML, for a CI server to show.")
  private Optional<Path> junit;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    NetworkFolder compiled = NetworkFolder.open(folder);
    QGraph network = compiled.network();
    Architecture hardware = compiled.architecture();
    Inputs inputs = inputs(compiled);
    List<VerificationResult> results =
        Verifier.verify(
            folder,
            new VerifyOptions(simulator.simulators(), stallSeed()),
            inputs.frames(),
            hardware,
            CycleModel.predict(hardware));
    VerificationReport report = VerificationReport.of(network, results);
    json.ifPresent(file -> ResultFile.write(file, Json.print(report)));
    junit.ifPresent(
        file -> ResultFile.write(file, JUnitXml.print(NetworkFolder.name(folder), report)));
    show(report, results);
    if (report.passed()) {
      inputs.labels().ifPresent(labels -> showAccuracy(network, inputs.frames(), labels));
    }
    return report.passed() ? ExitCode.OK : ExitCode.VERIFICATION_FAILED;
  }

  private OptionalLong stallSeed() {
    return stalls.isPresent() ? OptionalLong.of(stalls.get()) : OptionalLong.empty();
  }

  /** Frames, with their classes if these are known. */
  private record Inputs(List<IntTensor> frames, Optional<IntTensor> labels) {}

  private Inputs inputs(NetworkFolder compiled) {
    QGraph network = compiled.network();
    int count = frames.orElse(RandomFrames.enough(network));
    if (count < 1) {
      throw new ParameterException(spec.commandLine(), "--frames: expected at least 1");
    }
    if (data.isEmpty()) {
      return new Inputs(RandomFrames.of(network.input(), seed, count), Optional.empty());
    }
    Dataset all =
        new DataFiles(network.input().frameShape(), compiled.settings())
            .read(data.get(), Split.TEST, Optional.empty());
    Dataset chosen = all.slice(0, Math.min(count, all.size()));
    Diagnostics notes = new Diagnostics();
    List<IntTensor> integers =
        QuantizedFrames.of(chosen.frames(), network.input(), data.get().toString(), notes);
    notes.all().forEach(spec.commandLine().getErr()::println);
    return new Inputs(integers, chosen.labels());
  }

  /** Every simulated output was the golden model's, so this is the hardware's accuracy too. */
  private void showAccuracy(QGraph network, List<IntTensor> inputs, IntTensor labels) {
    List<FloatTensor> outputs =
        GoldenModel.of(network).runAll(inputs).stream()
            .map(output -> NetworkComparison.real(output, network.output().format()))
            .toList();
    IntTensor classes = Classes.of(outputs, Comparison.givesClass(network));
    spec.commandLine()
        .getOut()
        .printf(
            "accuracy of the hardware and of the golden model: %s of %d frames%n",
            Percent.of(Classes.agreement(classes, labels), 2), inputs.size());
  }

  private void show(VerificationReport report, List<VerificationResult> results) {
    PrintWriter out = spec.commandLine().getOut();
    out.print(report.print());
    Diagnostics errors = new Diagnostics();
    results.forEach(result -> result.describe(folder.toString(), errors));
    errors.all().forEach(spec.commandLine().getErr()::println);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.sparsil.diag.Diagnostics;
import org.sparsil.frontend.Split;
import org.sparsil.golden.GoldenModel;
import org.sparsil.qgraph.QGraph;
import org.sparsil.report.Classes;
import org.sparsil.report.Json;
import org.sparsil.report.NetworkComparison;
import org.sparsil.report.Percent;
import org.sparsil.report.RunReport;
import org.sparsil.tensor.Dataset;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.IntTensor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sparsil run}. */
@Command(
    name = "run",
    sortOptions = false,
    customSynopsis = "sparsil run FOLDER --data=DATA [--labels=LABELS] [OPTIONS]",
    description =
        "Runs a compiled network's golden model: the integers that the hardware will give, bit by"
            + " bit.",
    footerHeading = "%nExample:%n",
    footer = "  sparsil run build/model --data test.npy --labels test-labels.npy")
final class RunCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FOLDER", description = "A folder that compile made.")
  private Path folder;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DATA",
      description =
          "The inputs: IDX, NPY, NPZ, CSV, a folder of PNG, or an ONNX tensor (.pb); scaled as when"
              + " compiling.")
  private Path data;

  @Option(names = "--labels", paramLabel = "LABELS", description = "Their classes.")
  private Optional<Path> labels;

  @Option(
      names = "--outputs",
      description = "Give every output too: a line per frame, or in the JSON file.")
  private boolean outputs;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the result as JSON.")
  private Optional<Path> json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    NetworkFolder compiled = NetworkFolder.open(folder);
    QGraph network = compiled.network();
    Dataset frames =
        new DataFiles(network.input().frameShape(), compiled.settings())
            .read(data, Split.TEST, labels);
    Diagnostics notes = new Diagnostics();
    List<IntTensor> integers =
        QuantizedFrames.of(frames.frames(), network.input(), data.toString(), notes);
    notes.all().forEach(spec.commandLine().getErr()::println);
    GoldenModel golden = GoldenModel.of(network);
    long start = System.nanoTime();
    List<IntTensor> results = Progress.inBlocks("golden model", integers, golden::runAll);
    double seconds = (System.nanoTime() - start) / 1e9;
    show(
        new RunReport(
            results.size(),
            frames.labels().map(known -> Classes.agreement(classes(network, results), known)),
            results.size() / seconds,
            outputs
                ? Optional.of(results.stream().map(RunCommand::list).toList())
                : Optional.empty()));
    return ExitCode.OK;
  }

  private static IntTensor classes(QGraph network, List<IntTensor> results) {
    List<FloatTensor> reals =
        results.stream()
            .map(result -> NetworkComparison.real(result, network.output().format()))
            .toList();
    return Classes.of(reals, Comparison.givesClass(network));
  }

  private static List<Integer> list(IntTensor tensor) {
    return IntStream.of(tensor.toArray()).boxed().toList();
  }

  private void show(RunReport report) {
    PrintWriter out = spec.commandLine().getOut();
    json.ifPresent(file -> ResultFile.write(file, Json.print(report)));
    if (json.isEmpty()) {
      report.outputs().ifPresent(all -> all.forEach(one -> out.println(line(one))));
    }
    out.printf("frames             %d%n", report.frames());
    report
        .accuracy()
        .ifPresent(share -> out.printf("accuracy           %s%n", Percent.of(share, 2)));
    out.printf(Locale.ROOT, "frames per second  %.0f%n", report.framesPerSecond());
  }

  private static String line(List<Integer> output) {
    return output.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }
}

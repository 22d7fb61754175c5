// SPDX-License-Identifier: Apache-2.0
package org.sparsil.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.sparsil.arch.Architecture;
import org.sparsil.arch.Planner;
import org.sparsil.arch.cycles.Cycles;
import org.sparsil.diag.Diagnostics;
import org.sparsil.frontend.Picture;
import org.sparsil.golden.GoldenModel;
import org.sparsil.qgraph.QGraph;
import org.sparsil.sim.NominalRun;
import org.sparsil.sim.Simulator;
import org.sparsil.tensor.IntTensor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sparsil filter}. */
@Command(
    name = "filter",
    sortOptions = false,
    description = {
      "Filters a picture in simulated hardware: compiles the filter to Verilog for the picture's"
          + " size, runs it in a simulator, and writes the picture that came out of the Verilog.",
      "Fails with exit code 3 if that is not the golden model's, or the cycles are not as predicted."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  sparsil filter photo.png --kernel sobel --out edges.png",
      "  sparsil filter photo.png --kernel blur --line-buffers 4 --out soft.png"
    })
final class FilterCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "PICTURE",
      description = "PNG, JPEG or PGM; colours become grey by their brightness.")
  private Path picture;

  @Option(
      names = "--kernel",
      required = true,
      paramLabel = "sobel|blur|sharpen|FILE",
      description =
          "The filter; in a file a line per row of whole numbers, and optionally a line"
              + " 'divisor N'.")
  private String kernel;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "PICTURE.png",
      description = "Where to put the picture that the hardware makes.")
  private Path out;

  @Option(
      names = "--line-buffers",
      defaultValue = "streaming",
      paramLabel = "N|streaming",
      description = "How the hardware holds rows of the picture. (default: streaming)")
  private String lineBuffers;

  @Option(
      names = "--rows-parallel",
      defaultValue = "1",
      paramLabel = "N",
      description = "So many rows at once. (default: 1)")
  private String rowsParallel;

  @Option(
      names = "--simulator",
      defaultValue = "auto",
      paramLabel = "auto|icarus|verilator",
      description = "Which; auto takes the one that is done sooner. (default: auto)")
  private SimulatorChoice simulator;

  @Option(
      names = "--clock-mhz",
      defaultValue = "100",
      paramLabel = "X",
      description = "The clock at which times are given. (default: 100)")
  private String clockMhz;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Settings settings =
        new Settings(
            Map.of(
                Settings.ENGINE.name(), "folded",
                Settings.LINE_BUFFERS.name(), valid(Settings.LINE_BUFFERS, lineBuffers),
                Settings.ROWS_PARALLEL.name(), valid(Settings.ROWS_PARALLEL, rowsParallel),
                Settings.CLOCK_MHZ.name(), valid(Settings.CLOCK_MHZ, clockMhz)),
            Map.of());
    PictureFilter filter = PictureFilter.of(kernel);
    Picture read = Picture.read(picture);
    QGraph network = filter.network(read.rows(), read.columns());
    Architecture hardware = new Planner(CompileOptions.hardware(settings)).plan(network);
    Cycles cycles = Cycles.of(hardware);
    NominalRun run = simulate(hardware, cycles, read);
    return finish(filter, network, run, read, settings);
  }

  private String valid(Setting<?> setting, String text) {
    if (setting.kind().parse().apply(text).isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "%s: expected %s, got '%s'"
              .formatted(setting.option(), setting.kind().description(), text));
    }
    return text;
  }

  private NominalRun simulate(Architecture hardware, Cycles cycles, Picture read) {
    Simulator used = simulator.forCycles(cycles.network().latencyCycles());
    try (TemporaryDesign design = new TemporaryDesign(hardware, cycles, "filter")) {
      return design.run(used, List.of(read.pixels()));
    }
  }

  private int finish(
      PictureFilter filter, QGraph network, NominalRun run, Picture read, Settings settings) {
    Diagnostics errors = new Diagnostics();
    run.result().describe(picture.toString(), errors);
    errors.all().forEach(spec.commandLine().getErr()::println);
    List<IntTensor> expected = GoldenModel.of(network).runAll(List.of(read.pixels()));
    if (errors.hasErrors() || !run.outputs().equals(expected)) {
      return ExitCode.VERIFICATION_FAILED;
    }
    ResultFile.write(out, new Picture(run.outputs().get(0)).png());
    long latency = run.result().latency().predicted();
    PrintWriter console = spec.commandLine().getOut();
    console.printf(
        Locale.ROOT,
        "%s of %dx%d pixels in %s: every pixel as the golden model says, %d cycles as predicted,"
            + " %.3f a pixel; %.2f ms at %s MHz%nwritten to %s%n",
        filter.name(),
        read.rows(),
        read.columns(),
        run.result().simulator(),
        latency,
        (double) latency / read.pixels().size(),
        latency / settings.get(Settings.CLOCK_MHZ) / 1000,
        Settings.CLOCK_MHZ.kind().print().apply(settings.get(Settings.CLOCK_MHZ)),
        out);
    return ExitCode.OK;
  }
}

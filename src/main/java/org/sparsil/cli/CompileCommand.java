// SPDX-License-Identifier: Apache-2.0
package org.sparsil.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.sparsil.diag.Diagnostics;
import org.sparsil.report.CompileReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sparsil compile}. */
@Command(
    name = "compile",
    sortOptions = false,
    customSynopsis = {
      "sparsil compile MODEL.onnx --out=FOLDER [--calibrate=DATA] [OPTIONS]",
      "sparsil compile --print-config [OPTIONS]"
    },
    description = "Compiles an ONNX model to a folder with Verilog, its test bench and its report.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  sparsil compile model.onnx --out build/model --calibrate train.npy",
      "  sparsil compile model.onnx --out build/small --weight-bits 4 --clusters 8",
      "  sparsil compile cnn.onnx --out build/cnn --line-buffers 4 --image 240x320",
      "  sparsil compile --print-config > settings.yaml"
    })
final class CompileCommand implements Callable<Integer> {
  @Parameters(arity = "0..1", paramLabel = "MODEL.onnx", description = "The model file.")
  private Optional<Path> model;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description =
          "Where to put the result; its name becomes the top module's. A folder that Sparsil made"
              + " is replaced, any other that is not empty is refused.")
  private Optional<Path> out;

  @Option(
      names = "--calibrate",
      paramLabel = "DATA",
      description =
          "Typical inputs, to choose number formats by: IDX, NPY, NPZ, CSV, a folder of PNG, or an"
              + " ONNX tensor (.pb).")
  private Optional<Path> calibrate;

  @Option(
      names = "--data",
      paramLabel = "DATA",
      description =
          "Inputs to compare the float and the integer network on. (default: those of --calibrate)")
  private Optional<Path> data;

  @Option(
      names = "--labels",
      paramLabel = "LABELS",
      description = "The classes of these inputs, to measure accuracy.")
  private Optional<Path> labels;

  @Option(
      names = "--image",
      paramLabel = "HxW",
      converter = ImageSize.Converter.class,
      description = "Rows and columns of the images, if not those of the model.")
  private Optional<ImageSize> image;

  @Option(
      names = "--config",
      paramLabel = "FILE.yaml",
      description = "Settings, also for single layers; the options below overrule it.")
  private Optional<Path> config;

  @Option(
      names = "--print-config",
      description = "Print all settings as a configuration file, and do nothing else.")
  private boolean printConfig;

  @Option(names = "--verbose", description = "Tell how long each step takes.")
  private boolean verbose;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter console = spec.commandLine().getOut();
    Settings settings = SettingOptions.chosen(config, spec.commandLine().getParseResult());
    if (printConfig) {
      console.print(ConfigPrinter.print(settings));
      return ExitCode.OK;
    }
    Path file = model.orElseThrow(() -> missing("MODEL.onnx"));
    Path folder = out.orElseThrow(() -> missing("--out FOLDER"));
    Diagnostics notes = new Diagnostics();
    Pipeline pipeline = new Pipeline(settings, notes, new Stopwatch(console, verbose));
    CompileReport report =
        pipeline.compile(file, image, new Samples.Files(calibrate, data, labels), folder);
    notes.all().forEach(spec.commandLine().getErr()::println);
    print(report, settings, folder, console);
    return ExitCode.OK;
  }

  private ParameterException missing(String what) {
    return new ParameterException(spec.commandLine(), "Missing " + what);
  }

  private static void print(
      CompileReport report, Settings settings, Path folder, PrintWriter console) {
    double clockMhz = settings.get(Settings.CLOCK_MHZ);
    long latency = report.predicted().latencyCycles();
    long interval = report.predicted().intervalCycles();
    console.printf("%s: input %s%n%n", NetworkFolder.name(folder), report.input());
    console.println(report.layerTable());
    report.comparison().ifPresent(comparison -> console.println(comparison.print()));
    console.printf(
        Locale.ROOT,
        "predicted: latency %d cycles, interval %d cycles;"
            + " at %s MHz %.1f us and %.0f frames per second%n",
        latency,
        interval,
        Settings.CLOCK_MHZ.kind().print().apply(clockMhz),
        latency / clockMhz,
        clockMhz * 1e6 / interval);
    console.printf("written to %s; check it with: sparsil verify %s%n", folder, folder);
  }
}

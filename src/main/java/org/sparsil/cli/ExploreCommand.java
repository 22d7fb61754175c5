// SPDX-License-Identifier: Apache-2.0
package org.sparsil.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.sparsil.arch.LineBuffers;
import org.sparsil.cli.LineBufferChoices.Choice;
import org.sparsil.diag.Code;
import org.sparsil.diag.Diagnostic;
import org.sparsil.diag.Diagnostics;
import org.sparsil.diag.UserException;
import org.sparsil.emit.OutputFile;
import org.sparsil.emit.OutputFolder;
import org.sparsil.graph.Graph;
import org.sparsil.qgraph.QGraph;
import org.sparsil.report.ExplorationPage;
import org.sparsil.report.ExplorationReport;
import org.sparsil.report.ExplorationReport.Measurement;
import org.sparsil.report.Json;
import org.sparsil.sim.Simulator;
import org.sparsil.tensor.IntTensor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sparsil explore}. */
@Command(
    name = "explore",
    sortOptions = false,
    customSynopsis = {
      "sparsil explore MODEL.onnx --line-buffers=3,4,streaming --out=FOLDER [OPTIONS]",
      "sparsil explore --conv=kernel=3x3,in=1,out=1,image=28x28 --line-buffers=3,4 --out=FOLDER"
          + " [OPTIONS]"
    },
    description = {
      "Compares line buffers: the memory that they take, and the cycles that the network then"
          + " needs, for a model or for a single convolution with random weights.",
      "With --simulate each row is proven in a simulator: cycles as predicted, results bit-exact and"
          + " the same in all rows. Fails with exit code 3 if anything differs."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  sparsil explore cnn.onnx --line-buffers 5,6,streaming --out build/lines",
      "  sparsil explore --conv kernel=3x3,in=1,out=1,image=512x512 --line-buffers 3,4,streaming"
          + " --simulate --out build/lines",
    })
final class ExploreCommand implements Callable<Integer> {
  /** What the two lists say is no setting here. */
  static final List<Setting<?>> SETTINGS =
      Settings.ALL.stream()
          .filter(one -> !one.equals(Settings.LINE_BUFFERS) && !one.equals(Settings.ROWS_PARALLEL))
          .toList();

  /** Each takes time and a line in the table. */
  private static final int MOST_ROWS = 256;

  @Parameters(arity = "0..1", paramLabel = "MODEL.onnx", description = "The model file.")
  private Optional<Path> model;

  @Option(
      names = "--conv",
      paramLabel = "DESCRIPTION",
      description =
          "In place of a model a convolution with random weights: " + SingleConvolution.FORM + ".")
  private Optional<String> convolution;

  @Option(
      names = "--line-buffers",
      required = true,
      paramLabel = "LIST",
      description =
          "What to compare: numbers of row memories and streaming, separated by commas. The first is"
              + " what the others are compared with.")
  private String lineBuffers;

  @Option(
      names = "--rows-parallel",
      defaultValue = "1",
      paramLabel = "LIST",
      description =
          "Each of them with so many rows of windows at once, separated by commas. (default: 1)")
  private String rowsParallel;

  @Option(
      names = "--image",
      paramLabel = "HxW",
      converter = ImageSize.Converter.class,
      description = "Rows and columns of the images, if not those of the model.")
  private Optional<ImageSize> image;

  @Option(names = "--simulate", description = "Prove every row in a simulator.")
  private boolean simulate;

  @Option(
      names = "--simulator",
      paramLabel = "auto|icarus|verilator",
      defaultValue = "auto",
      description = "Which; auto takes the one that is done sooner. (default: auto)")
  private SimulatorChoice simulator;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FOLDER",
      description =
          "Where to put table, pictures and waves. An earlier comparison is replaced, any other"
              + " folder that is not empty is refused.")
  private Path out;

  @Option(
      names = "--calibrate",
      paramLabel = "DATA",
      description = "Typical inputs of the model, to choose number formats by, as for compile.")
  private Optional<Path> calibrate;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of random weights and inputs. (default: 1)")
  private long seed;

  @Option(
      names = "--config",
      paramLabel = "FILE.yaml",
      description = "Settings, also for single layers; the options overrule it.")
  private Optional<Path> config;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    List<LineBuffers> buffers = list("--line-buffers", lineBuffers, Settings.LINE_BUFFERS.kind());
    List<Integer> rows = list("--rows-parallel", rowsParallel, Settings.ROWS_PARALLEL.kind());
    if (buffers.size() * rows.size() > MOST_ROWS) {
      throw usage(
          "%d line buffers and %d numbers of rows make more than %d combinations"
              .formatted(buffers.size(), rows.size(), MOST_ROWS));
    }
    OutputFolder.requireReplaceable(out);
    Settings settings = settings();
    Diagnostics notes = new Diagnostics();
    QGraph network = network(settings, notes);
    Diagnostics leftOut = new Diagnostics();
    List<Choice> choices = new LineBufferChoices(network, settings).of(buffers, rows, leftOut);
    print(notes);
    print(leftOut);
    return explore(network, choices, leftOut, settings);
  }

  private Integer explore(
      QGraph network, List<Choice> choices, Diagnostics leftOut, Settings settings) {
    Exploration exploration = new Exploration(network, choices);
    List<Measurement> measurements = exploration.predicted();
    Diagnostics errors = new Diagnostics();
    Optional<Simulator> used = Optional.empty();
    List<IntTensor> frames = simulate ? exploration.frames(seed) : List.of();
    if (simulate) {
      used = Optional.of(simulator.forCycles(exploration.cycles(measurements, frames.size())));
      measurements = exploration.simulated(used.get(), frames, errors);
    }
    Optional<LineBufferWaves> waves =
        simulate ? Optional.of(recorded(choices, errors)) : Optional.empty();
    double clockMhz = settings.get(Settings.CLOCK_MHZ);
    long pixels = (long) network.input().shape().extent(0) * network.input().shape().extent(1);
    ExplorationReport report =
        new ExplorationReport(
            network.name(),
            network.input().shape() + " " + network.input().format().typeName(),
            clockMhz,
            ExplorationReport.rows(measurements, pixels, clockMhz),
            used.map(Simulator::toString),
            frames.size(),
            leftOut.all().stream().map(Diagnostic::message).toList());
    write(report, waves);
    PrintWriter console = spec.commandLine().getOut();
    console.println(report.summary());
    console.println();
    console.print(report.table().print());
    console.printf("%nwritten to %s: index.html shows it%n", out);
    print(errors);
    return errors.hasErrors() ? ExitCode.VERIFICATION_FAILED : ExitCode.OK;
  }

  private LineBufferWaves recorded(List<Choice> choices, Diagnostics errors) {
    try {
      return LineBufferWaves.record(choices, seed, errors);
    } catch (IOException e) {
      throw new UserException(
          out.toString(), Code.FILE_001, "cannot record waves: " + e.getMessage());
    }
  }

  private void write(ExplorationReport report, Optional<LineBufferWaves> waves) {
    Optional<String> picture = waves.flatMap(LineBufferWaves::picture);
    List<OutputFile> files = new ArrayList<>();
    files.add(OutputFile.text(OutputFolder.EXPLORATION, Json.print(report)));
    files.add(OutputFile.text("explore.csv", report.csv()));
    files.add(OutputFile.text("explore.svg", report.chart().toSvg()));
    files.add(OutputFile.text("index.html", ExplorationPage.print(report, picture)));
    picture.ifPresent(svg -> files.add(OutputFile.text("waveforms.svg", svg)));
    waves.ifPresent(recorded -> files.addAll(recorded.files()));
    OutputFolder.write(out, files);
  }

  /** One window per cycle, unless someone wants something else. */
  private Settings settings() {
    Settings chosen = SettingOptions.chosen(config, spec.commandLine().getParseResult(), SETTINGS);
    String engine = Settings.ENGINE.name();
    return chosen.chosen().containsKey(engine) ? chosen : chosen.with(Map.of(engine, "folded"));
  }

  private QGraph network(Settings settings, Diagnostics notes) {
    if (model.isPresent() == convolution.isPresent()) {
      throw usage("Expected either MODEL.onnx or --conv, one of the two");
    }
    return model.isPresent()
        ? ofModel(model.get(), settings, notes)
        : ofConvolution(convolution.orElseThrow(), settings, notes);
  }

  private QGraph ofModel(Path file, Settings settings, Diagnostics notes) {
    Graph read = ModelFile.read(file, notes);
    Graph sized = ImageSize.applied(image, read);
    if (sized.inputShape().rank() != 3) {
      throw new UserException(
          file.toString(),
          Code.ARCH_002,
          "its input has shape %s, which is no image: there are no line buffers to compare"
              .formatted(sized.inputShape()));
    }
    return pipeline(settings, notes)
        .quantized(sized, new Samples.Files(calibrate, Optional.empty(), Optional.empty()));
  }

  private QGraph ofConvolution(String text, Settings settings, Diagnostics notes) {
    if (image.isPresent()) {
      throw usage("--image is for models; give the size within --conv as image=HxW");
    }
    if (calibrate.isPresent()) {
      throw usage("--calibrate is for models; a convolution has random inputs");
    }
    return new RandomConvolution(described(text), seed).network(pipeline(settings, notes));
  }

  private SingleConvolution described(String text) {
    try {
      return SingleConvolution.parse(text);
    } catch (IllegalArgumentException e) {
      throw usage("--conv: %s; the form is %s".formatted(e.getMessage(), SingleConvolution.FORM));
    }
  }

  private Pipeline pipeline(Settings settings, Diagnostics notes) {
    return new Pipeline(settings, notes, new Stopwatch(spec.commandLine().getOut(), false));
  }

  /** The elements of a list, each once. */
  private <T> List<T> list(String option, String text, Kind<T> kind) {
    Set<T> elements = new LinkedHashSet<>();
    for (String element : text.split(",", -1)) {
      elements.add(
          kind.parse()
              .apply(element)
              .orElseThrow(
                  () ->
                      usage(
                          "%s: expected %s, or several with commas between, got '%s'"
                              .formatted(option, kind.description(), element))));
    }
    return List.copyOf(elements);
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private void print(Diagnostics diagnostics) {
    diagnostics.all().forEach(spec.commandLine().getErr()::println);
  }
}

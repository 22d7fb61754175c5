// SPDX-License-Identifier: Apache-2.0
package org.sparsil.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sparsil.arch.Architecture;
import org.sparsil.arch.Planner;
import org.sparsil.arch.cycles.Cycles;
import org.sparsil.compress.Passes;
import org.sparsil.diag.Diagnostics;
import org.sparsil.emit.Emitter;
import org.sparsil.emit.OutputFile;
import org.sparsil.emit.OutputFolder;
import org.sparsil.graph.Graph;
import org.sparsil.qgraph.QGraph;
import org.sparsil.quant.Calibration;
import org.sparsil.quant.Quantize;
import org.sparsil.report.CompileReport;
import org.sparsil.report.NetworkComparison;
import org.sparsil.rtl.Design;
import org.sparsil.rtl.LowerToRtl;
import org.sparsil.rtl.Testbench;
import org.sparsil.rtl.VivadoProject;
import org.sparsil.sim.Scenario;
import org.sparsil.sim.VectorWriter;

/** The whole compiler: from a model file to a folder with its hardware. */
final class Pipeline {
  /** Elements of all layers and frames in a folder's vectors, about: a few megabytes of text. */
  private static final long MAX_VECTOR_ELEMENTS = 2_000_000;

  private final Settings settings;
  private final Diagnostics notes;
  private final Stopwatch clock;

  Pipeline(Settings settings, Diagnostics notes, Stopwatch clock) {
    this.settings = settings;
    this.notes = notes;
    this.clock = clock;
  }

  /**
   * Compiles a model.
   *
   * @param image rows and columns of the images, if not those of the model
   * @param folder replaced by the result; as it was if anything fails
   * @throws org.sparsil.diag.UserException if it cannot be done
   */
  CompileReport compile(Path file, Optional<ImageSize> image, Samples.Files data, Path folder) {
    OutputFolder.requireReplaceable(folder);
    Graph model =
        clock.time("read the model", () -> ImageSize.applied(image, ModelFile.read(file, notes)));
    Samples samples = clock.time("read the data", () -> read(data, model));
    Graph network = clock.time("bring into hardware form", () -> passes().apply(model));
    Calibration ranges =
        clock.time("calibrate", () -> Calibration.measure(network, samples.calibration()));
    QGraph integers = clock.time("quantize", () -> quantize().apply(network, ranges));
    Architecture hardware = clock.time("plan", () -> planner().plan(integers));
    Cycles cycles = clock.time("predict the cycles", () -> Cycles.of(hardware));
    Design design =
        clock.time("lower", () -> LowerToRtl.lower(hardware, cycles, NetworkFolder.name(folder)));
    CompileReport report =
        clock.time("compare", () -> report(file, network, hardware, cycles, samples));
    return clock.time("write", () -> write(folder, design, hardware, report));
  }

  /** The integer network of a model, its formats chosen by samples. */
  QGraph quantized(Graph model, Samples.Files data) {
    Samples samples = read(data, model);
    Graph network = passes().apply(model);
    return quantize().apply(network, Calibration.measure(network, samples.calibration()));
  }

  private Samples read(Samples.Files files, Graph model) {
    return Samples.read(
        files,
        new DataFiles(model.inputShape(), settings),
        settings.get(Settings.CALIBRATION_FRAMES));
  }

  Passes passes() {
    return Passes.toHardwareForm(settings.get(Settings.OUTPUT), notes);
  }

  Quantize quantize() {
    return new Quantize(CompileOptions.quantize(settings), notes);
  }

  private Planner planner() {
    return new Planner(CompileOptions.hardware(settings));
  }

  private CompileReport report(
      Path file, Graph network, Architecture hardware, Cycles cycles, Samples samples) {
    Optional<NetworkComparison> comparison =
        samples.evaluation().map(data -> Comparison.of(network, hardware.network(), data, notes));
    return CompileReport.of(hardware, cycles, comparison, withoutFolders(file));
  }

  /** The notes as in the report, which must not say where on this machine the model is. */
  private List<String> withoutFolders(Path file) {
    String name = String.valueOf(file.getFileName());
    return notes.all().stream()
        .map(note -> note.toString().replace(file.toString(), name))
        .toList();
  }

  /** What the folder's own bench runs, which needs no Java. */
  private static Scenario vectors(QGraph integers) {
    long elements = integers.layers().stream().mapToLong(layer -> layer.shape().size()).sum();
    int count = (int) Math.min(RandomFrames.enough(integers), 1 + MAX_VECTOR_ELEMENTS / elements);
    return Scenario.nominal(RandomFrames.of(integers.input(), 1, count));
  }

  private CompileReport write(
      Path folder, Design design, Architecture hardware, CompileReport report) {
    QGraph integers = hardware.network();
    Emitter emitter = new Emitter();
    List<OutputFile> files = new ArrayList<>(emitter.emit(design));
    files.addAll(emitter.emit(Testbench.of(design, hardware)));
    files.addAll(emitter.emit(VivadoProject.of(design, CompileOptions.target(settings))));
    files.addAll(new VectorWriter(hardware).files(vectors(integers), "sim/vectors"));
    files.addAll(NetworkFolder.files(integers, settings, report));
    OutputFolder.write(folder, files);
    return report;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sparsil.arch.Architecture;
import org.sparsil.arch.cycles.Cycles;
import org.sparsil.diag.Code;
import org.sparsil.diag.UserException;
import org.sparsil.emit.Emitter;
import org.sparsil.emit.OutputFile;
import org.sparsil.emit.OutputFolder;
import org.sparsil.qgraph.QGraphFile;
import org.sparsil.rtl.Design;
import org.sparsil.rtl.LowerToRtl;
import org.sparsil.rtl.Testbench;
import org.sparsil.sim.NominalRun;
import org.sparsil.sim.Simulator;
import org.sparsil.tensor.IntTensor;

/** A network's Verilog and its bench in a folder that lasts as long as they are simulated. */
final class TemporaryDesign implements AutoCloseable {
  private final Path top;
  private final Architecture architecture;
  private final Cycles cycles;

  TemporaryDesign(Architecture architecture, Cycles cycles, String name) {
    this.architecture = architecture;
    this.cycles = cycles;
    try {
      this.top = Files.createTempDirectory("sparsil-design-");
    } catch (IOException e) {
      throw new UserException("temporary folder", Code.FILE_001, "cannot be made");
    }
    Design design = LowerToRtl.lower(architecture, cycles, name);
    Emitter emitter = new Emitter();
    List<OutputFile> files = new ArrayList<>(emitter.emit(design));
    files.addAll(emitter.emit(Testbench.of(design, architecture)));
    files.add(
        new OutputFile(
            OutputFolder.MARK, target -> QGraphFile.write(architecture.network(), target)));
    OutputFolder.write(folder(), files);
  }

  private Path folder() {
    return top.resolve("design");
  }

  /** Frames through the hardware, back to back. */
  NominalRun run(Simulator simulator, List<IntTensor> frames) {
    return NominalRun.of(
        folder(), simulator, frames, architecture, cycles.network(), Optional.empty());
  }

  /** The same in Icarus, which records all waves in a file. */
  NominalRun record(List<IntTensor> frames, Path waves) {
    return NominalRun.of(
        folder(), Simulator.ICARUS, frames, architecture, cycles.network(), Optional.of(waves));
  }

  @Override
  public void close() {
    try (Stream<Path> tree = Files.walk(top)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      // It lies where temporary files do.
    }
  }
}

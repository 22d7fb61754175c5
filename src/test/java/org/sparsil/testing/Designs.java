// SPDX-License-Identifier: Apache-2.0
package org.sparsil.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.sparsil.arch.Architecture;
import org.sparsil.arch.HardwareOptions;
import org.sparsil.arch.HardwareOptions.LayerOptions;
import org.sparsil.arch.Memory;
import org.sparsil.arch.Planner;
import org.sparsil.arch.cycles.Cycles;
import org.sparsil.emit.Emitter;
import org.sparsil.emit.OutputFile;
import org.sparsil.qgraph.QGraph;
import org.sparsil.rtl.Design;
import org.sparsil.rtl.LowerToRtl;

/** The files of a network's hardware, in a folder. */
public final class Designs {
  /** Every layer's weights in writable memory. */
  public static final HardwareOptions RAM =
      HardwareOptions.of(LayerOptions.DEFAULT.with(Memory.RAM));

  private Designs() {}

  public static List<OutputFile> files(QGraph network, HardwareOptions options, String name) {
    return new Emitter().emit(design(network, options, name));
  }

  public static Design design(QGraph network, HardwareOptions options, String name) {
    Architecture architecture = new Planner(options).plan(network);
    return LowerToRtl.lower(architecture, Cycles.of(architecture), name);
  }

  /** Writes the files below a folder. */
  public static void write(List<OutputFile> files, Path folder) {
    try {
      Files.createDirectories(folder.resolve("rom")); // where simulators run, even without memories
      for (OutputFile file : files) {
        Path target = folder.resolve(file.path());
        Files.createDirectories(target.getParent());
        try (OutputStream stream = Files.newOutputStream(target)) {
          file.content().writeTo(stream);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

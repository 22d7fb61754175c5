// SPDX-License-Identifier: Apache-2.0
package org.sparsil.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.sparsil.arch.Architecture;
import org.sparsil.arch.Planner;
import org.sparsil.diag.Code;
import org.sparsil.diag.UserException;
import org.sparsil.emit.OutputFile;
import org.sparsil.emit.OutputFolder;
import org.sparsil.qgraph.QGraph;
import org.sparsil.qgraph.QGraphFile;
import org.sparsil.report.CompileReport;
import org.sparsil.report.Json;

/**
 * A compiled network's folder: what was compiled, and how.
 *
 * @param settings resolved: as the compiler used them
 */
record NetworkFolder(Path path, QGraph network, Settings settings) {
  private static final String SETTINGS = "settings.yaml";

  /**
   * Opens a folder that {@code compile} made.
   *
   * @throws UserException if it is none
   */
  static NetworkFolder open(Path folder) {
    Path file = folder.resolve(OutputFolder.MARK);
    if (!Files.isRegularFile(file)) {
      throw new UserException(
          folder.toString(),
          Code.FILE_002,
          "is not a compiled network: there is no file '%s' in it".formatted(OutputFolder.MARK),
          "make one with: sparsil compile MODEL.onnx --out " + folder);
    }
    try (InputStream stream = Files.newInputStream(file)) {
      QGraph network = QGraphFile.read(stream, file.toString());
      return new NetworkFolder(folder, network, ConfigFile.read(folder.resolve(SETTINGS)));
    } catch (IOException e) {
      throw new UserException(file.toString(), Code.FILE_001, "cannot be read");
    }
  }

  /** The files that {@link #open} reads, and the report. */
  static List<OutputFile> files(QGraph network, Settings settings, CompileReport report) {
    return List.of(
        network(network),
        settings(settings),
        OutputFile.text("report/report.json", Json.print(report)));
  }

  static OutputFile network(QGraph network) {
    return new OutputFile(OutputFolder.MARK, target -> QGraphFile.write(network, target));
  }

  static OutputFile settings(Settings settings) {
    return OutputFile.text(SETTINGS, ConfigPrinter.print(settings));
  }

  /** The folder's own name, which the user gave and the top module has. */
  static String name(Path folder) {
    return String.valueOf(folder.toAbsolutePath().normalize().getFileName());
  }

  Architecture architecture() {
    return new Planner(CompileOptions.hardware(settings)).plan(network);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Calls every command once, so that the launcher can record the classes that they need in Java's
 * class-data archive. Verification is left out: most of its time goes to the simulators.
 */
@Command(name = "warm-up", hidden = true, description = "Calls every command once.")
final class WarmUpCommand implements Callable<Integer> {
  @Parameters(paramLabel = "MODEL", description = "A small model.")
  private Path model;

  @Parameters(paramLabel = "DATA", description = "Some inputs for it.")
  private Path data;

  @Parameters(paramLabel = "FOLDER", description = "Where to put what comes out.")
  private Path folder;

  @Override
  public Integer call() {
    String compiled = folder.toString();
    List<List<String>> calls =
        List.of(
            List.of("--help"),
            List.of("help", "compile"),
            List.of("inspect", model.toString()),
            List.of("compile", model.toString(), "--out", compiled, "--calibrate", data.toString()),
            List.of("run", compiled, "--data", data.toString()));
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    int worst = ExitCode.OK;
    for (List<String> call : calls) {
      worst = Math.max(worst, Main.run(nowhere, nowhere, call.toArray(String[]::new)));
    }
    return worst;
  }
}

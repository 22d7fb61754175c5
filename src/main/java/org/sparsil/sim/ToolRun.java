// SPDX-License-Identifier: Apache-2.0
package org.sparsil.sim;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.sparsil.diag.Code;
import org.sparsil.diag.UserException;

/**
 * One run of a tool, with its output in a file and a limit on its time.
 *
 * @param folder where it runs
 * @param log where its output goes, replaced
 */
record ToolRun(List<String> command, Path folder, Path log, Duration limit) {
  private static final int SHOWN_CHARACTERS = 2000;

  ToolRun {
    command = List.copyOf(command);
  }

  /**
   * Runs it to its end.
   *
   * @throws UserException if it cannot be started, fails or takes too long
   */
  void run() {
    try {
      int exit = exitCode();
      if (exit != 0) {
        throw new UserException(
            program(), Code.SIM_002, "failed with exit code %d\n%s".formatted(exit, tail()));
      }
    } catch (IOException e) {
      throw new UserException(program(), Code.SIM_002, "cannot be run: " + e.getMessage());
    }
  }

  private int exitCode() throws IOException {
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(log.toFile())
            .start();
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new UserException(
            program(), Code.SIM_002, "stopped after %d seconds".formatted(limit.toSeconds()));
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserException(program(), Code.SIM_002, "interrupted");
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private String program() {
    return Path.of(command.get(0)).getFileName().toString();
  }

  private String tail() throws IOException {
    String text = Files.readString(log, StandardCharsets.ISO_8859_1).strip();
    return text.length() <= SHOWN_CHARACTERS
        ? text
        : "…" + text.substring(text.length() - SHOWN_CHARACTERS);
  }
}

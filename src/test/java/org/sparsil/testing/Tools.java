// SPDX-License-Identifier: Apache-2.0
package org.sparsil.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the tools that judge Verilog. */
public final class Tools {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private Tools() {}

  /** What a tool said, both streams together, and how it ended. */
  public record Result(int exitCode, String output) {}

  /** The output of a tool that must succeed; its working directory is the folder. */
  public static String run(Path folder, List<String> command) {
    Result result = attempt(folder, command);
    if (result.exitCode() != 0) {
      throw new AssertionError(
          "%s\nin %s ended with exit code %d:\n%s"
              .formatted(
                  String.join(" ", command), folder, result.exitCode(), result.output().strip()));
    }
    return result.output();
  }

  /** The same for a tool that may fail. */
  public static Result attempt(Path folder, List<String> command) {
    try {
      Path log = Files.createTempFile("sparsil-tool", ".log");
      try {
        Process process =
            new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        process.getOutputStream().close();
        int exitCode = await(process, command);
        return new Result(exitCode, Files.readString(log, StandardCharsets.ISO_8859_1));
      } finally {
        Files.delete(log);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(command.get(0) + " cannot run (make setup)", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static int await(Process process, List<String> command) throws InterruptedException {
    try {
      if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError(String.join(" ", command) + " took over " + LIMIT);
      }
      return process.exitValue();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}

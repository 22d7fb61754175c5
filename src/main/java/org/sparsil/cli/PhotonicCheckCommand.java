// SPDX-License-Identifier: Apache-2.0
package org.sparsil.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.sparsil.photonic.check.MappingCheck;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sparsil photonic check}. */
@Command(
    name = "check",
    sortOptions = false,
    description =
        "Checks a mapping file as a stranger would: its schema and checksum, and every program's"
            + " matrix, solved again from its phases.",
    footerHeading = "%nExample:%n",
    footer = "  sparsil photonic check build/light/mapping.json")
final class PhotonicCheckCommand implements Callable<Integer> {
  @Parameters(paramLabel = "mapping.json", description = "The file.")
  private Path file;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    MappingCheck.check(file);
    spec.commandLine().getOut().printf("%s: every program gives its matrix%n", file);
    return ExitCode.OK;
  }
}

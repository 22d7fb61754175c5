// SPDX-License-Identifier: Apache-2.0
package org.sparsil.sim;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.sparsil.diag.Code;
import org.sparsil.diag.Diagnostics;

/** Finds the programs that simulation needs. */
public final class ToolBox {
  private final String searchPath;

  /**
   * Looks in these folders.
   *
   * @param searchPath folders as in the environment variable {@code PATH}
   */
  ToolBox(String searchPath) {
    this.searchPath = searchPath;
  }

  /** Looks where the shell looks. */
  public static ToolBox ofPath() {
    return new ToolBox(System.getenv().getOrDefault("PATH", ""));
  }

  /**
   * Returns if everything that the simulators need is installed.
   *
   * @throws org.sparsil.diag.UserException naming every missing program and its Debian package
   */
  public void require(List<Simulator> simulators) {
    Diagnostics diagnostics = new Diagnostics();
    simulators.stream()
        .flatMap(simulator -> simulator.tools().stream())
        .distinct()
        .filter(tool -> find(tool).isEmpty())
        .forEach(
            tool ->
                diagnostics.error(
                    tool.program,
                    Code.SIM_001,
                    "not installed",
                    "install it with: sudo apt-get install " + tool.debianPackage));
    diagnostics.throwIfErrors();
  }

  private Optional<Path> find(Tool tool) {
    return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
        .splitAsStream(searchPath)
        .flatMap(ToolBox::folder)
        .map(folder -> folder.resolve(tool.program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static Stream<Path> folder(String name) {
    try {
      return Stream.of(Path.of(name));
    } catch (InvalidPathException e) {
      return Stream.of();
    }
  }

  /** The program as a command starts with it. */
  String command(Tool tool) {
    return find(tool).map(Path::toString).orElse(tool.program);
  }
}

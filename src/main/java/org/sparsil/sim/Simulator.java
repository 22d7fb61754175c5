// SPDX-License-Identifier: Apache-2.0
package org.sparsil.sim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.sparsil.diag.Code;
import org.sparsil.diag.UserException;

/** A Verilog simulator. */
public enum Simulator {
  /** Interprets, knows unknown values; at home with small designs. */
  ICARUS {
    @Override
    List<Tool> tools() {
      return List.of(Tool.IVERILOG, Tool.VVP);
    }

    @Override
    List<String> compileCommand(ToolBox tools, List<String> sources, Path work) {
      List<String> command =
          new ArrayList<>(
              List.of(
                  tools.command(Tool.IVERILOG),
                  "-g2005",
                  "-s",
                  "tb",
                  "-o",
                  work.resolve("icarus.vvp").toString()));
      command.addAll(sources);
      return command;
    }

    @Override
    List<String> runCommand(ToolBox tools, Path work) {
      return List.of(tools.command(Tool.VVP), "-n", work.resolve("icarus.vvp").toString());
    }
  },

  /** Compiles to C++: slow to start, then a hundred times faster. */
  VERILATOR {
    @Override
    List<Tool> tools() {
      return List.of(Tool.VERILATOR, Tool.CXX, Tool.MAKE);
    }

    @Override
    List<String> compileCommand(ToolBox tools, List<String> sources, Path work) {
      List<String> command =
          new ArrayList<>(
              List.of(
                  tools.command(Tool.VERILATOR),
                  "-f",
                  "sim/verilator.f",
                  "--Mdir",
                  work.resolve("verilator").toString()));
      sources.stream().filter(source -> !source.equals("tb/tb.v")).forEach(command::add);
      command.add(work.resolve("harness.cpp").toString());
      return command;
    }

    @Override
    List<String> runCommand(ToolBox tools, Path work) {
      return List.of(work.resolve("verilator/Vtb_core").toString());
    }
  };

  private static final Duration COMPILE_LIMIT = Duration.ofMinutes(30);

  abstract List<Tool> tools();

  abstract List<String> compileCommand(ToolBox tools, List<String> sources, Path work);

  abstract List<String> runCommand(ToolBox tools, Path work);

  /**
   * Compiles a design and its bench.
   *
   * @param folder with {@code rtl}, {@code tb}, {@code rom} and {@code sim}
   * @param work where to put the result; exists
   * @throws UserException if a tool is missing or fails, or the folder is not a compiled network
   */
  public Simulation compile(ToolBox tools, Path folder, Path work) {
    tools.require(List.of(this));
    try {
      Files.copy(folder.resolve("sim/harness.cpp"), work.resolve("harness.cpp"));
      List<String> command = compileCommand(tools, sources(folder), work);
      new ToolRun(command, folder, work.resolve("compile.log"), COMPILE_LIMIT).run();
    } catch (IOException e) {
      throw new UserException(
          folder.toString(), Code.FILE_002, "has no design to simulate: " + e.getMessage());
    }
    // Memories name their contents without a folder.
    Path rom = folder.resolve("rom");
    return new Simulation(this, runCommand(tools, work), Files.isDirectory(rom) ? rom : folder);
  }

  private static List<String> sources(Path folder) throws IOException {
    List<String> sources = new ArrayList<>();
    for (String part : List.of("rtl", "tb")) {
      try (Stream<Path> files = Files.list(folder.resolve(part))) {
        files
            .map(file -> part + "/" + file.getFileName())
            .filter(name -> name.endsWith(".v"))
            .sorted()
            .forEach(sources::add);
      }
    }
    return sources;
  }

  /** {@code icarus}, {@code verilator}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.sim;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.sparsil.diag.Code;
import org.sparsil.diag.UserException;

/** A design compiled by a simulator, to be run any number of times. */
public final class Simulation {
  private static final Duration RUN_LIMIT = Duration.ofHours(4);

  private final Simulator simulator;
  private final List<String> command;
  private final Path folder;

  Simulation(Simulator simulator, List<String> command, Path folder) {
    this.simulator = simulator;
    this.command = List.copyOf(command);
    this.folder = folder;
  }

  /**
   * Runs a scenario whose vectors are in a folder, and returns what the bench says.
   *
   * @param log where to leave the simulator's output
   */
  BenchReport run(Scenario scenario, Path vectors, Path log) {
    return run(scenario, vectors, log, List.of());
  }

  /** The same with further arguments for the bench. */
  BenchReport run(Scenario scenario, Path vectors, Path log, List<String> further) {
    List<String> arguments = new ArrayList<>(command);
    arguments.add("+vectors=" + vectors.toAbsolutePath());
    arguments.addAll(scenario.arguments());
    arguments.addAll(further);
    new ToolRun(arguments, folder, log, RUN_LIMIT).run();
    try {
      return BenchReport.parse(simulator, Files.readAllLines(log, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new UserException(log.toString(), Code.FILE_001, "cannot read: " + e.getMessage());
    }
  }
}

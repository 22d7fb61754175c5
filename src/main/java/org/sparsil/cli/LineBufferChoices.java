// SPDX-License-Identifier: Apache-2.0
package org.sparsil.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sparsil.arch.Architecture;
import org.sparsil.arch.LineBuffer;
import org.sparsil.arch.LineBuffers;
import org.sparsil.arch.Planner;
import org.sparsil.arch.Stage;
import org.sparsil.diag.Code;
import org.sparsil.diag.Diagnostic;
import org.sparsil.diag.Diagnostics;
import org.sparsil.diag.UserException;
import org.sparsil.qgraph.QGraph;

/** The kinds of hardware that a network can have, by line buffers and by rows in parallel. */
final class LineBufferChoices {
  private final QGraph network;
  private final Settings settings;

  LineBufferChoices(QGraph network, Settings settings) {
    this.network = network;
    this.settings = settings;
  }

  /** One kind. */
  record Choice(
      LineBuffers buffers, int rowsParallel, Settings settings, Architecture architecture) {

    /** Bits of all row memories. */
    long memoryBits() {
      long bits = 0;
      for (Stage stage : architecture.stages()) {
        if (stage instanceof Stage.MultiplyAccumulate mac && mac.lines().isPresent()) {
          bits += mac.lines().get().memoryBits(mac.input().widthBits());
        } else if (stage instanceof Stage.Pool pool && pool.lines().isPresent()) {
          bits += pool.lines().get().memoryBits(pool.input().widthBits());
        }
      }
      return bits;
    }

    private boolean hasLines() {
      return architecture.stages().stream()
          .anyMatch(
              stage ->
                  (stage instanceof Stage.MultiplyAccumulate mac
                          && mac.lines().stream().anyMatch(Choice::severalRows))
                      || (stage instanceof Stage.Pool pool
                          && pool.lines().stream().anyMatch(Choice::severalRows)));
    }

    private static boolean severalRows(LineBuffer lines) {
      return lines.window().rows().kernel() > 1;
    }
  }

  /**
   * All that are possible, in the order of the lists.
   *
   * @param notes gets a note for each combination that is left out
   * @throws UserException if a number of buffers fits none of the numbers of rows, or if line
   *     buffers make no difference to the network
   */
  List<Choice> of(List<LineBuffers> buffers, List<Integer> rowsParallel, Diagnostics notes) {
    List<Choice> choices = new ArrayList<>();
    Set<Diagnostic> errors = new LinkedHashSet<>();
    for (LineBuffers one : buffers) {
      Map<Integer, UserException> impossible = new LinkedHashMap<>();
      for (int rows : rowsParallel) {
        try {
          choices.add(choice(one, rows));
        } catch (UserException e) {
          impossible.put(rows, e);
        }
      }
      if (impossible.size() == rowsParallel.size()) {
        errors.addAll(impossible.values().iterator().next().diagnostics());
      } else {
        impossible.forEach((rows, why) -> leaveOut(one, rows, why, notes));
      }
    }
    if (!errors.isEmpty()) {
      throw new UserException(List.copyOf(errors));
    }
    if (choices.stream().noneMatch(Choice::hasLines)) {
      throw new UserException(
          network.name(),
          Code.ARCH_002,
          "no layer slides a window of several rows over an image, so there are no line buffers to"
              + " compare");
    }
    return choices;
  }

  private Choice choice(LineBuffers buffers, int rows) {
    Settings chosen =
        settings.with(
            Map.of(
                Settings.LINE_BUFFERS.name(), buffers.toString(),
                Settings.ROWS_PARALLEL.name(), String.valueOf(rows)));
    return new Choice(
        buffers, rows, chosen, new Planner(CompileOptions.hardware(chosen)).plan(network));
  }

  private static void leaveOut(
      LineBuffers buffers, int rows, UserException why, Diagnostics notes) {
    Diagnostic first = why.diagnostics().get(0);
    notes.note(
        first.place(),
        first.code(),
        "left out %s with %d rows in parallel: %s"
            .formatted(
                buffers.streaming() ? "streaming" : buffers + " line buffers",
                rows,
                first.message()));
  }
}

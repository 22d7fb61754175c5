// SPDX-License-Identifier: Apache-2.0
package org.sparsil.report.waveform;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.sparsil.diag.Code;
import org.sparsil.diag.UserException;

/**
 * What the row memories of a line buffer, and the multipliers behind it, did in each clock cycle of
 * a recorded simulation: from the first element that is loaded to the last step computed.
 *
 * @param buffers how many row memories there are
 */
public record LineBufferActivity(String title, int buffers, List<Cycle> cycles) {
  private static final Pattern WANTED =
      Pattern.compile(
          ".*\\.(step_valid|step_ready|u_lines\\.(clk|fill_q|s_tvalid_i|s_tready_o|step_valid_o"
              + "|gen_window\\[[0-9]+\\]\\.gen_row\\[[0-9]+\\]\\.(buffer_q|inside_q)))");

  /**
   * One cycle.
   *
   * @param filled the row memory that takes an element, or none
   * @param read the row memories that give an element of a window
   * @param works whether the multipliers take a step
   */
  public record Cycle(Set<Integer> filled, Set<Integer> read, boolean works) {
    public Cycle {
      filled = Set.copyOf(filled);
      read = Set.copyOf(read);
    }
  }

  public LineBufferActivity {
    cycles = List.copyOf(cycles);
  }

  /**
   * Reads it from the waves of a design with one line buffer.
   *
   * @throws UserException if the file is not such a recording
   */
  public static LineBufferActivity read(Path file, String title, int buffers) {
    ValueChangeDump dump = ValueChangeDump.read(file, path -> WANTED.matcher(path).matches());
    String lines = only(dump, ".u_lines.clk", file).replaceAll("\\.clk$", "");
    String layer = lines.replaceAll("\\.u_lines$", "");
    List<Cycle> cycles = new ArrayList<>();
    int end = 0;
    List<Long> edges = risingEdges(dump.signal(lines + ".clk").orElseThrow());
    for (int i = 0; i + 1 < edges.size(); i++) {
      Cycle cycle = cycle(dump, lines, layer, edges.get(i) + 1, edges.get(i + 1) + 1);
      if (!cycles.isEmpty() || !cycle.filled().isEmpty()) {
        cycles.add(cycle);
        end = cycle.works() ? cycles.size() : end;
      }
    }
    return new LineBufferActivity(title, buffers, cycles.subList(0, end));
  }

  private static String only(ValueChangeDump dump, String ending, Path file) {
    List<String> found = dump.paths().stream().filter(path -> path.endsWith(ending)).toList();
    if (found.size() != 1) {
      throw new UserException(
          String.valueOf(file.getFileName()),
          Code.FILE_001,
          "has %d line buffers, expected 1".formatted(found.size()));
    }
    return found.get(0);
  }

  private static List<Long> risingEdges(Signal clock) {
    return clock.changes().entrySet().stream()
        .filter(change -> change.getValue().equals("1"))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** What is handed over in the next cycle is read from memory in this one. */
  private static Cycle cycle(
      ValueChangeDump dump, String lines, String layer, long time, long next) {
    Set<Integer> filled = new TreeSet<>();
    if (high(dump, lines + ".s_tvalid_i", time) && high(dump, lines + ".s_tready_o", time)) {
      filled.add(number(dump, lines + ".fill_q", time));
    }
    Set<Integer> read = new TreeSet<>();
    if (high(dump, lines + ".step_valid_o", next)) {
      for (String path : dump.paths()) {
        if (path.endsWith(".inside_q") && high(dump, path, next)) {
          read.add(number(dump, path.replaceAll("inside_q$", "buffer_q"), next));
        }
      }
    }
    boolean works =
        high(dump, layer + ".step_valid", time) && high(dump, layer + ".step_ready", time);
    return new Cycle(filled, read, works);
  }

  private static boolean high(ValueChangeDump dump, String path, long time) {
    return dump.signal(path).map(signal -> signal.at(time).equals("1")).orElse(false);
  }

  private static int number(ValueChangeDump dump, String path, long time) {
    String bits = dump.signal(path).map(signal -> signal.at(time)).orElse("");
    return bits.matches("[01]{1,30}") ? Integer.parseInt(bits, 2) : -1;
  }
}

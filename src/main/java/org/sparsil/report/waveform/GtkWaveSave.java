// SPDX-License-Identifier: Apache-2.0
package org.sparsil.report.waveform;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A GTKWave save file: which signals of a dump are shown, and how. A line {@code @FLAGS} holds for
 * the signals after it: 28 a bit, 24 a decimal number, 22 a hexadecimal one, 200 a heading.
 */
public final class GtkWaveSave {
  private static final Pattern STREAMS =
      Pattern.compile("tb\\.u_core\\.u_dut\\.(clk|[sm]_axis_t(valid|ready|data|last))");
  private static final Pattern LINES =
      Pattern.compile(
          ".*\\.u_lines\\.(s_tvalid_i|s_tready_o|fill_q|held_q|top_row_q|top_buffer_q|column_q"
              + "|step_valid_o|step_ready_i)");
  private static final Pattern ENGINE =
      Pattern.compile("tb\\.u_core\\.u_dut\\.[^.]+\\.(step_valid|step_ready)");

  private GtkWaveSave() {}

  /**
   * The file for a recorded simulation of a line buffer, which lies beside it.
   *
   * @param dump is read to know what there is
   */
  public static String print(Path dump, String dumpName) {
    StringBuilder text =
        new StringBuilder(
            "[dumpfile] \"%s\"\n[timestart] 0\n[size] 1400 800\n".formatted(dumpName));
    group(text, "streams", dump, STREAMS);
    group(text, "line buffer", dump, LINES);
    group(text, "multipliers take a step: valid and ready", dump, ENGINE);
    return text.toString();
  }

  private static void group(StringBuilder text, String heading, Path dump, Pattern wanted) {
    ValueChangeDump signals = ValueChangeDump.read(dump, path -> wanted.matcher(path).matches());
    text.append("@200\n-").append(heading).append('\n');
    List<String> paths = signals.paths().stream().distinct().toList();
    for (String path : paths) {
      int bits = signals.signal(path).map(Signal::widthBits).orElse(1);
      text.append(bits == 1 ? "@28\n" : path.endsWith("data") ? "@22\n" : "@24\n")
          .append(path)
          .append(bits == 1 ? "" : "[%d:0]".formatted(bits - 1))
          .append('\n');
    }
  }
}

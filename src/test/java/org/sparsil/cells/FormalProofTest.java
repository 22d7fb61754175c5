// SPDX-License-Identifier: Apache-2.0
package org.sparsil.cells;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sparsil.testing.Tools;

/**
 * What is proved about small cells holds for all time, and no proof would hold of a faulty cell.
 */
@Execution(ExecutionMode.CONCURRENT)
class FormalProofTest {
  private static final Path PROOFS = Path.of("testbenches/formal").toAbsolutePath();
  private static final Path PROVE = Path.of("sim/prove").toAbsolutePath();

  @TempDir Path folder;

  @BeforeAll
  static void there_is_a_prover() {
    boolean there =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(path -> Files.isExecutable(Path.of(path).resolve("yosys-abc")));
    assumeTrue(there, "yosys-abc is not installed: nothing is proved about the cells (make setup)");
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("proofs")
  void a_cell_is_proved(String cell, String size) {
    assertThat(prove(CellBench.CELLS, cell, size).output()).startsWith("proved ");
  }

  /** Every size that a proof names. */
  static List<Arguments> proofs() {
    return CellBench.modules(PROOFS, "proof_").stream()
        .flatMap(cell -> sizes(cell).stream().map(size -> Arguments.of(cell, size)))
        .toList();
  }

  private static List<String> sizes(String cell) {
    String mark = "// size: ";
    try (Stream<String> lines = Files.lines(PROOFS.resolve("proof_" + cell + ".v"))) {
      List<String> sizes =
          lines
              .filter(line -> line.startsWith(mark))
              .map(line -> line.substring(mark.length()))
              .toList();
      assertThat(sizes).as("sizes of the proof of %s", cell).isNotEmpty();
      return sizes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest(name = "{0} {1}: {3} instead of {2}")
  @MethodSource("faults")
  void a_faulty_cell_is_refuted(String cell, String size, String right, String wrong)
      throws IOException {
    refute(cell, size, cell, right, wrong);
  }

  @ParameterizedTest(name = "{1}: {3} instead of {2}, {0}")
  @MethodSource("windowFaults")
  void a_faulty_cell_makes_wrong_windows(String size, String cell, String right, String wrong)
      throws IOException {
    refute("nn_window", size, cell, right, wrong);
  }

  static Stream<Arguments> windowFaults() {
    String padded = "BUFFERS=0 ROWS=3 COLUMNS=2 LANES=3";
    String streaming = "BUFFERS=0 KERNEL=2 STRIDE=2 AFTER=0";
    String buffers = "BUFFERS=3 ROWS=3 COLUMNS=2 KERNEL=2 STRIDE=2 AFTER=0 LANES=2";
    return Stream.of(
        Arguments.of(padded, "nn_window", "row_inside_i[r] & column_inside_i[c]", "1'b1"),
        Arguments.of(streaming, "nn_window", "| (ending & ready_i)", "| ending"),
        Arguments.of(streaming, "nn_window", "(DELAY)", "(DELAY + 1)"),
        Arguments.of(streaming, "nn_line_stream", "(ROW_LENGTH)", "(ROW_LENGTH + 1)"),
        Arguments.of(buffers, "nn_line_buffer", "BELOW_TOP % ALL_BUFFERS", "0"),
        Arguments.of(buffers, "nn_line_buffer", "held_q < $signed", "held_q <= $signed"));
  }

  /** A proof must not hold when one cell of those that it is about has a fault. */
  private void refute(String proof, String size, String cell, String right, String wrong)
      throws IOException {
    for (String other : CellBench.modules(CellBench.CELLS, "")) {
      Files.copy(CellBench.CELLS.resolve(other + ".v"), folder.resolve(other + ".v"));
    }
    String source = Files.readString(CellBench.CELLS.resolve(cell + ".v"));
    assertThat(source).as("the place of the fault").containsOnlyOnce(right);
    Files.writeString(folder.resolve(cell + ".v"), source.replace(right, wrong));

    Tools.Result result = prove(folder, proof, size);
    assertThat(result.output()).startsWith("refuted ");
    assertThat(result.exitCode()).isEqualTo(1);
  }

  static Stream<Arguments> faults() {
    String stride =
        "BUFFERS=3 KERNEL_ROWS=3 ROWS=4 COLUMNS=1 KERNEL_COLUMNS=1 BEFORE_COLUMN=0 ROW_STRIDE=2"
            + " ROW_GROUPS=2";
    String parallel =
        "BUFFERS=3 PARALLEL=2 ROW_GROUPS=2 COLUMNS=1 KERNEL_COLUMNS=1 BEFORE_COLUMN=0";
    return Stream.of(
        Arguments.of("nn_line_buffer", "BUFFERS=3", "held_q < $signed", "held_q <= $signed"),
        Arguments.of("nn_line_buffer", "BUFFERS=2", "needed - released_q;", "needed - 1;"),
        Arguments.of("nn_line_buffer", "BUFFERS=3", "advance & resident", "advance"),
        Arguments.of("nn_line_buffer", "BUFFERS=3", "~valid_q | step_ready_i", "1'b1"),
        Arguments.of(
            "nn_line_buffer", parallel, "last_group ? BUFFERS_WRAP", "1'b0 ? BUFFERS_WRAP"),
        Arguments.of(
            "nn_line_buffer", stride, "within_image(next_row)", "within_image(next_row + 1)"),
        Arguments.of("nn_mac_control", "OUTPUTS=3 FOLDS=2", "= complete_q & free", "= complete_q"),
        Arguments.of("nn_mac_control", "OUTPUTS=3 FOLDS=2", "= ~complete_q | free", "= 1'b1"),
        Arguments.of(
            "nn_mac_control", "OUTPUTS=2 FOLDS=1", "draining_q & (credits_q", "(credits_q"),
        Arguments.of(
            "nn_mac_control",
            "OUTPUTS=2 FOLDS=1",
            "- (drain ? ONE",
            "- (drain & ~returned_i ? ONE"),
        Arguments.of("nn_queue", "DEPTH_BITS=2", "s_tvalid_i & ~full", "s_tvalid_i"),
        Arguments.of("nn_queue", "DEPTH_BITS=1", "~valid_q | m_tready_i", "1'b1"),
        Arguments.of("nn_stream_fifo", "DEPTH_BITS=2", "push_i & ~popped_o", "push_i"),
        Arguments.of("nn_stream_fifo", "DEPTH_BITS=1", "{{DEPTH_BITS{1'b0}}, popped_o}", "0"),
        Arguments.of("nn_fork", "READERS=3", "& ~done_q", "& {READERS{1'b1}}"),
        Arguments.of("nn_fork", "READERS=3", "&done;", "|done;"));
  }

  private static Tools.Result prove(Path cells, String cell, String size) {
    Path proof = PROOFS.resolve("proof_" + cell + ".v");
    return Tools.attempt(
        PROOFS, List.of(PROVE.toString(), cells.toString(), proof.toString(), size));
  }
}

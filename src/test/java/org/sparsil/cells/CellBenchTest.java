// SPDX-License-Identifier: Apache-2.0
package org.sparsil.cells;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sparsil.cells.RequantizeVectors.Domain;
import org.sparsil.qgraph.FixedPoint;
import org.sparsil.qgraph.Rounding;

/** Every hand-written cell does what its header says, and every bench would notice if not. */
@Execution(ExecutionMode.CONCURRENT)
class CellBenchTest {
  private static final String REQUANTIZE = "nn_requantize";
  private static final int VECTORS = 2500;

  @TempDir Path folder;

  @Test
  void every_cell_has_a_bench_and_every_bench_a_cell() {
    assertThat(CellBench.names()).isNotEmpty().isEqualTo(CellBench.modules(CellBench.CELLS, ""));
  }

  @ParameterizedTest
  @MethodSource("cells")
  void a_cell_passes_its_bench(String cell) throws IOException {
    assertPasses(new CellBench(cell).run(folder, Map.of()));
  }

  /** Those whose benches need nothing but themselves. */
  static List<String> cells() {
    List<String> cells = new ArrayList<>(CellBench.names());
    cells.remove(REQUANTIZE);
    return cells;
  }

  @ParameterizedTest
  @MethodSource("domains")
  void nn_requantize_computes_what_the_compiler_does(Domain domain) throws IOException {
    RequantizeVectors vectors = RequantizeVectors.of(domain, domain.hashCode(), VECTORS);
    assertPasses(run(new CellBench(REQUANTIZE), vectors));
  }

  /** Each rounding mode with narrow, usual and the widest numbers, and with every shift. */
  static List<Domain> domains() {
    FixedPoint s8 = new FixedPoint(true, 8, 1, -3);
    FixedPoint u31 = new FixedPoint(false, 31, 1, 1 << 30);
    FixedPoint s32 = new FixedPoint(true, 32, 1, 0);
    FixedPoint u1 = new FixedPoint(false, 1, 1, 1);
    FixedPoint s16 = new FixedPoint(true, 16, 1, 77);
    List<Domain> domains = new ArrayList<>();
    int half = 1 << 30;
    int most = Integer.MAX_VALUE;
    domains.add(new Domain(Rounding.TFLITE, 31, 300, half, most, 31, 62, s8, -128, 127));
    domains.add(new Domain(Rounding.TFLITE, 31, 1, half + 12345, half + 12345, 38, 38, s8, -3, 9));
    domains.add(new Domain(Rounding.TFLITE, 16, 300, half, most, 15, 62, s16, -32768, 32767));
    domains.add(new Domain(Rounding.TFLITE, 8, 300, half, most, 7, 40, s32, s32.min(), s32.max()));
    domains.add(new Domain(Rounding.TFLITE, 2, 300, half, most, 0, 62, u31, 0, u31.max()));
    domains.add(new Domain(Rounding.TFLITE16, 38, 300, half, most, 16, 62, s16, -32768, 32767));
    domains.add(new Domain(Rounding.TFLITE16, 24, 300, 0x7FFE0000, most, 16, 50, s8, -128, 127));
    domains.add(new Domain(Rounding.TFLITE16, 47, 1, most, most, 47, 47, s16, 77, 32767));
    for (Rounding plain : List.of(Rounding.HALF_UP, Rounding.HALF_AWAY, Rounding.FLOOR)) {
      domains.add(new Domain(plain, 24, 300, 1, 1 << 17, 0, 40, s8, -128, 127));
      domains.add(new Domain(plain, 24, 1, 77777, 77777, 21, 21, s8, -3, 100));
      domains.add(new Domain(plain, 40, 300, 1, 1 << 22, 0, 62, s16, -32768, 32767));
      domains.add(new Domain(plain, 62, 300, 1, 1, 0, 62, s32, s32.min(), s32.max()));
      domains.add(new Domain(plain, 2, 300, 1, Integer.MAX_VALUE, 0, 62, u1, 0, 1));
      domains.add(new Domain(plain, 31, 300, 1, Integer.MAX_VALUE, 0, 62, u31, 9, u31.max()));
    }
    return domains;
  }

  @ParameterizedTest(name = "{0}: {2} instead of {1}")
  @MethodSource("faults")
  void a_bench_finds_a_fault(String cell, String right, String wrong) throws IOException {
    Path faulty = Files.createDirectory(folder.resolve("cells"));
    for (String name : CellBench.modules(CellBench.CELLS, "")) {
      Files.copy(CellBench.CELLS.resolve(name + ".v"), faulty.resolve(name + ".v"));
    }
    String source = Files.readString(faulty.resolve(cell + ".v"));
    assertThat(source).as("the place of the fault").containsOnlyOnce(right);
    Files.writeString(faulty.resolve(cell + ".v"), source.replace(right, wrong));

    CellBench bench = new CellBench(cell, faulty);
    if (cell.equals(REQUANTIZE)) {
      assertThat(domains())
          .anySatisfy(
              domain ->
                  assertFails(
                      run(bench, RequantizeVectors.of(domain, domain.hashCode(), VECTORS))));
    } else {
      assertFails(bench.run(folder, Map.of()));
    }
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        Arguments.of("nn_rom", "if (enable_i) data_q", "data_q"),
        Arguments.of("nn_ram", "if (we_i) memory", "memory"),
        Arguments.of("nn_lookup_table", "if (rst) valid_q <= 1'b0;", "if (1'b0) ;"),
        Arguments.of("nn_lookup_table", "last_q <= last_i;", "last_q <= last_i & valid_q;"),
        Arguments.of("nn_stream_fifo", "(1 << DEPTH_BITS) - 2", "(1 << DEPTH_BITS) - 1"),
        Arguments.of("nn_stream_fifo", "{{DEPTH_BITS{1'b0}}, popped_o}", "0"),
        Arguments.of("nn_stream_fifo", "valid_q & m_tready_i", "m_tready_i"),
        Arguments.of("nn_elementwise_control", "CHANNELS - 1", "CHANNELS - 2"),
        Arguments.of("nn_elementwise_control", "take_o & ~returned_i", "take_o"),
        Arguments.of("nn_argmax", "value > best_q", "value >= best_q"),
        Arguments.of("nn_argmax", "SIGNED ? s_axis_tdata[WIDTH-1] : 1'b0", "1'b0"),
        Arguments.of("nn_argmax", "first | (value > best_q)", "value > best_q"),
        Arguments.of("nn_argmax", ".DEPTH_BITS (2)", ".DEPTH_BITS (1)"),
        Arguments.of("nn_frame_guard", "BEATS - 1", "BEATS"),
        Arguments.of("nn_frame_guard", "s_axis_tvalid & s_axis_tlast) disc", "s_axis_tlast) disc"),
        Arguments.of("nn_frame_guard", "(m_axis_tready & ~filling_q)", "m_axis_tready"),
        Arguments.of("nn_frame_guard", "if (early | late)", "if (early)"),
        Arguments.of("nn_frame_guard", "{LANES{FILL_WORD", "{1{FILL_WORD"),
        Arguments.of("nn_delay", "PLACES      = DEPTH - 1", "PLACES      = DEPTH"),
        Arguments.of("nn_delay", "if (enable_i) data_q <= data_i", "data_q <= data_i"),
        Arguments.of("nn_delay", "end else if (enable_i) begin", "end else begin"),
        Arguments.of("nn_fork", "done_q <= s_tready_o", "done_q <= m_tready_i[0]"),
        Arguments.of("nn_fork", "else if (s_tvalid_i) done_q", "else done_q"),
        Arguments.of("nn_fork", "& ~done_q", "& {READERS{1'b1}}"),
        Arguments.of("nn_queue", "s_tvalid_i & ~full", "s_tvalid_i"),
        Arguments.of("nn_queue", "~valid_q | m_tready_i", "m_tready_i"),
        Arguments.of("nn_queue", "{~read_q[DEPTH_BITS], read_q", "{read_q[DEPTH_BITS], read_q"),
        Arguments.of("nn_pad", "(~in_image & begun_q)", "~in_image"),
        Arguments.of("nn_pad", "m_tready_i & in_image", "m_tready_i"),
        Arguments.of("nn_pad", "TOP + ROWS + BOTTOM - 1", "TOP + ROWS + BOTTOM - 2"),
        Arguments.of("nn_pad", "begun_q   <= ~last_row;", "begun_q   <= 1'b1;"),
        Arguments.of("nn_gather", "full_q != 2'd2", "full_q != 2'd3"),
        Arguments.of("nn_gather", "lasts[5:i+1]", "lasts[i+1]"),
        Arguments.of("nn_gather", "if (read) begin\n      data_q", "begin data_q"),
        Arguments.of("nn_gather", "~valid_q | m_tready_i", "1'b1"),
        Arguments.of("nn_gather", "read_half_q <= ~read_half_q", "read_half_q <= read_half_q"),
        Arguments.of("nn_row_merge", "last_word & ~last_line ? group_q", "last_word ? group_q"),
        Arguments.of("nn_row_merge", "(beyond | m_tready_i)", "m_tready_i"),
        Arguments.of("nn_row_merge", "row_q > LAST_ROW", "row_q >= LAST_ROW"),
        Arguments.of("nn_row_merge", "pop & last_line;", "pop;"),
        Arguments.of("nn_row_merge", "if (push_i) gathered_q", "gathered_q"),
        Arguments.of("nn_window", "(ending & ready_i)", "ending"),
        Arguments.of("nn_window", ".enable_i (take)", ".enable_i (fire)"),
        Arguments.of("nn_window", "row_inside_i[r] & column", "column"),
        Arguments.of("nn_window", "last_q & ending", "last_q"),
        Arguments.of("nn_line_stream", "(~in_image & begun_q)", "~in_image"),
        Arguments.of("nn_line_stream", "take & column_inside_o[KERNEL_COLUMNS-1]", "take"),
        Arguments.of("nn_line_stream", "row_fires & column_fires", "column_fires"),
        Arguments.of("nn_line_stream", "GROUP_CHANNELS - 1", "CHANNELS - 1"),
        Arguments.of("nn_line_stream", "~(next_row & last_row)", "1'b1"),
        Arguments.of("nn_line_stream", "ROW_DILATION * COLUMNS", "COLUMNS"),
        Arguments.of("nn_line_buffer", "held_q < $signed", "held_q <= $signed"),
        Arguments.of("nn_line_buffer", "held_q >= needed - released_q", "held_q >= needed"),
        Arguments.of("nn_line_buffer", "bottom == {ROW_BITS{1'b0}} ? ONE", "1'b0 ? ONE"),
        Arguments.of("nn_line_buffer", "if (in_image) place_q", "place_q"),
        Arguments.of("nn_line_buffer", "if (issue) lane_q", "lane_q"),
        Arguments.of("nn_line_buffer", "BELOW_TOP % ALL_BUFFERS", "BELOW_TOP % 3"),
        Arguments.of("nn_line_buffer", "last_group ? BUFFERS_WRAP", "1'b0 ? BUFFERS_WRAP"),
        Arguments.of("nn_line_buffer", "if (count[ROW_BITS-1]) within", "if (1'b0) within"),
        Arguments.of("nn_line_buffer", "(PARALLEL - 1) * ROW_STRIDE", "(PARALLEL - 1)"),
        Arguments.of("nn_line_buffer", "issue & in_image) word_q", "in_image) word_q"),
        Arguments.of("nn_pool", "x > value_q", "x < value_q"),
        Arguments.of("nn_pool", "if (take) first_q", "first_q"),
        Arguments.of("nn_pool", "x - ZERO : value_q", "x : value_q"),
        Arguments.of("nn_pool", "(done & ~returned_i)", "(take & ~returned_i)"),
        Arguments.of("nn_pool", "last_channel & last_window;", "last_window;"),
        Arguments.of("nn_global_pool", "first_pixel | (x > so_far)", "x > so_far"),
        Arguments.of("nn_global_pool", "take & last_pixel", "take & last_pixel & last_channel"),
        Arguments.of("nn_global_pool", "SIGNED ? s_tdata_i[BITS-1] : 1'b0", "1'b0"),
        Arguments.of("nn_global_pool", "(done & ~returned_i)", "(done)"),
        Arguments.of("nn_mac_control", "else if (finishing)", "if (finishing)"),
        Arguments.of("nn_mac_control", "~draining_q | finishing", "~draining_q"),
        Arguments.of("nn_mac_control", "= complete_q & free", "= complete_q"),
        Arguments.of("nn_mac_control", "valid_q[DEPTH-2:0], issue", "valid_q[DEPTH-2:0], 1'b1"),
        Arguments.of("nn_mac_control", "if (last_fold) first_q", "first_q"),
        Arguments.of("nn_mac_control", "s_tlast_i & last_fold", "s_tlast_i"),
        Arguments.of("nn_mac_control", "advance_o & last_fold", "advance_o"),
        Arguments.of("nn_mac_control", "neuron_q == LAST_OUTPUT", "neuron_q == LAST_NEURON"),
        Arguments.of("nn_mac_control", "? SOME_CREDITS", "? ONE"),
        Arguments.of("nn_mac_control", "last_channel & last_window;", "last_window;"),
        Arguments.of("nn_neuron", ": accumulator_q) + addend", ": accumulator_q) + accumulator_q"),
        Arguments.of("nn_neuron", "addend : accumulator_q[fold_i]", "addend : accumulator_q[0]"),
        Arguments.of("nn_neuron", "= result[result_fold_i]", "= accumulator_q[result_fold_i]"),
        Arguments.of("nn_neuron", "node[2*n] + node[2*n+1]", "node[2*n]"),
        Arguments.of("nn_neuron", "if (advance_i) sum_q", "sum_q"),
        Arguments.of(
            "nn_neuron",
            "if (advance_i & accumulate_i) begin\n          accumulator_q[fold_i]",
            "if (accumulate_i) begin\n          accumulator_q[fold_i]"),
        Arguments.of(
            "nn_neuron",
            "reg  signed [WEIGHT_BITS-1:0]  weight_q",
            "reg [WEIGHT_BITS-1:0] weight_q"),
        Arguments.of("nn_neuron", "(TREE + 1){product_q[PRODUCT_BITS-1]}", "(TREE + 1){1'b0}"),
        Arguments.of(REQUANTIZE, "MODE == HALF_AWAY) & ~none", "MODE == HALF_AWAY)"),
        Arguments.of(REQUANTIZE, "(MODE == TFLITE | MODE == HALF_AWAY)", "(MODE == TFLITE)"),
        Arguments.of(REQUANTIZE, "& ~none & high_q[PRODUCT_BITS-1]", "& ~none"),
        Arguments.of(REQUANTIZE, "<<< right_high_q) >>> 1", "<<< right_high_q)"),
        Arguments.of(
            REQUANTIZE, "{1'b0, multiplier_i}", "{multiplier_i[MULTIPLIER_BITS-1], multiplier_i}"),
        Arguments.of(REQUANTIZE, "shifted > highest_wide", "shifted >= highest_wide + 1 + 1"),
        Arguments.of(REQUANTIZE, "rounded_q + zero_point_wide", "rounded_q"));
  }

  private String run(CellBench bench, RequantizeVectors vectors) throws IOException {
    Files.writeString(folder.resolve("vectors.mem"), vectors.words());
    return bench.run(folder, vectors.parameters());
  }

  private static void assertPasses(String said) {
    assertThat(said).matches("PASS [1-9]\\d{2,} checks");
  }

  private static void assertFails(String said) {
    assertThat(said).containsPattern("(?m)^FAIL .*\\z");
  }
}

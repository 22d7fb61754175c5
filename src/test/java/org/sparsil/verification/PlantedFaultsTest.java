// SPDX-License-Identifier: Apache-2.0
package org.sparsil.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sparsil.verification.PlantedFault.memory;
import static org.sparsil.verification.PlantedFault.source;
import static org.sparsil.verification.PlantedFault.verify;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sparsil.arch.HardwareOptions;
import org.sparsil.qgraph.CodedMatrix;
import org.sparsil.qgraph.FixedPoint;
import org.sparsil.qgraph.LookUpTable;
import org.sparsil.qgraph.OutputStage;
import org.sparsil.qgraph.QArgMax;
import org.sparsil.qgraph.QDense;
import org.sparsil.qgraph.QElementwise;
import org.sparsil.qgraph.QGraph;
import org.sparsil.qgraph.QGraph.QInput;
import org.sparsil.qgraph.Requantize;
import org.sparsil.qgraph.Rounding;
import org.sparsil.sim.VerificationResult;
import org.sparsil.tensor.IntTensor;
import org.sparsil.tensor.LongTensor;
import org.sparsil.tensor.Shape;
import org.sparsil.testing.CompiledNetwork;

/** Verification must notice every fault that is planted in the emitted hardware. */
@Execution(ExecutionMode.CONCURRENT)
final class PlantedFaultsTest {
  private static final int FRAMES = 120;

  @TempDir Path folder;

  static Stream<PlantedFault> faults() {
    String control = "rtl/nn_mac_control.v";
    String neuron = "rtl/nn_neuron.v";
    String requantize = "rtl/nn_requantize.v";
    String fifo = "rtl/nn_stream_fifo.v";
    String guard = "rtl/nn_frame_guard.v";
    String argmax = "rtl/nn_argmax.v";
    String wide = "rtl/faulty_wide.v";
    String narrow = "rtl/faulty_narrow.v";
    return Stream.of(
        memory("a flipped bit in a weight ROM", "rom/faulty_wide_weights.mem", 0, 0),
        memory("a wrong codebook level", "rom/faulty_wide_codebook.mem", 2, 4),
        memory("a wrong bias", "rom/faulty_wide_bias.mem", 0, 9),
        memory("a wrong table entry", "rom/faulty_curve_table.mem", 32, 1),
        memory("a wrong channel scale", "rom/faulty_wide_scales.mem", 0, 8),
        source("outputs counted one short", control, "OUTPUTS - 1 -", "OUTPUTS - 2 -"),
        source(
            "weight address runs ahead",
            control,
            "address_o       = word_q",
            "address_o       = word_q + 1'b1"),
        source(
            "address not back at 0",
            control,
            "word_q == LAST_WORD\\[WORD_BITS-1:0\\] \\? \\{WORD_BITS\\{1'b0\\}\\} : ",
            ""),
        source(
            "no stall for an occupied drain",
            control,
            "advance_o       = [^;]*;",
            "advance_o       = 1'b1;"),
        source(
            "capture over an occupied drain",
            control,
            "capture_o       = [^;]*;",
            "capture_o       = complete_q;"),
        source("credits ignored", control, "drain          = [^;]*;", "drain = draining_q;"),
        source(
            "credits never returned",
            control,
            "returned_i \\? SOME_CREDITS",
            "1'b0 ? SOME_CREDITS"),
        source(
            "stale products summed",
            control,
            "accumulate_o    = valid_q\\[DEPTH-1\\]",
            "accumulate_o    = 1'b1"),
        source(
            "no overlap of drain and sum",
            control,
            "free           = [^;]*;",
            "free           = ~draining_q;"),
        source("counter survives a reset", control, "word_q  <= \\{WORD_BITS\\{1'b0\\}\\};", ""),
        source(
            "drain survives a reset",
            control,
            "draining_q   <= 1'b0;\n      neuron_q     <= \\{NEURON_BITS\\{1'b0\\}\\};",
            ""),
        source(
            "dropped sign extension of the product",
            neuron,
            "\\{\\(TREE \\+ 1\\)\\{product_q\\[PRODUCT_BITS-1\\]\\}\\}",
            "{(TREE + 1){1'b0}}"),
        source(
            "dropped sign of the weight",
            neuron,
            "product_q <= x \\* weight_q",
            "product_q <= x * $signed({1'b0, weight_q[WEIGHT_BITS-2:0]})"),
        source(
            "sum never begun anew",
            neuron,
            "\\(first_i \\? \\{ACCUMULATOR_BITS\\{1'b0\\}\\} : accumulator_q\\) \\+",
            "accumulator_q +"),
        source("bias left out", wide, "sum_q \\+ bias_q", "sum_q"),
        source(
            "weights move on in a stall",
            wide,
            "\\.enable_i     \\(advance\\)",
            ".enable_i     (1'b1)"),
        source("input read as signed", wide, "\\{1'b0, x_q\\}", "{x_q[7], x_q}"),
        source("input moves on in a stall", wide, "if \\(advance\\) begin", "begin"),
        source("no rounding", requantize, "\\(one <<< right_high_q\\) >>> 1", "{SUM_BITS{1'b0}}"),
        source(
            "ties of negatives go up",
            requantize,
            "\\(MODE == TFLITE \\| MODE == HALF_AWAY\\) & ~none & high_q",
            "1'b0 & none & high_q"),
        source(
            "no upper clamp",
            requantize,
            "shifted > highest_wide \\? highest_wide : shifted",
            "shifted"),
        source("no lower clamp", requantize, "shifted < lowest_wide \\? lowest_wide : ", ""),
        source("zero point left out", requantize, "rounded_q \\+ zero_point_wide", "rounded_q"),
        source(
            "one cycle more",
            requantize,
            "valid_o = valid_q\\[3\\];",
            "valid_o = late_q;\n  reg late_q;\n  always @(posedge clk) late_q <= valid_q[3];"),
        source(
            "fifo valid when empty",
            fifo,
            "valid_q <= push_i \\| \\(.*\\);",
            "valid_q <= push_i | (count_q != 0);"),
        source(
            "fifo pops without ready",
            fifo,
            "popped_o   = valid_q & m_tready_i",
            "popped_o   = valid_q"),
        source("tlast lost", narrow, "\\{y_last, y\\}", "{1'b0, y}"),
        source(
            "surplus beats not discarded",
            guard,
            "if \\(late\\) discarding_q <= 1'b1;\n      else ",
            ""),
        source(
            "missing beats not filled",
            guard,
            "if \\(early\\) filling_q <= 1'b1;\n      else ",
            ""),
        source("wrong fill", guard, "FILL_WORD = FILL;", "FILL_WORD = FILL + 64;"),
        source("frame error not raised", guard, "if \\(early \\| late\\)", "if (early)"),
        source("last of equals wins", argmax, "value > best_q", "value >= best_q"),
        source(
            "position survives the frame",
            argmax,
            "s_axis_tlast \\? \\{INDEX_BITS\\{1'b0\\}\\} : ",
            ""),
        source(
            "best survives the frame", argmax, "first \\| \\(value > best_q\\)", "value > best_q"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void a_planted_fault_is_caught(PlantedFault fault) throws IOException {
    CompiledNetwork compiled = compile();
    fault.plantIn(compiled);
    VerificationResult result = verify(compiled, FRAMES);
    assertThat(result.passed()).as("passes with %s: %s", fault, result).isFalse();
  }

  @Test
  void without_a_fault_the_network_passes() {
    VerificationResult result = verify(compile(), FRAMES);
    assertThat(result.passed()).withFailMessage(result::toString).isTrue();
  }

  @Test
  void at_least_twenty_faults_are_planted() {
    assertThat(faults()).hasSizeGreaterThanOrEqualTo(20);
  }

  private CompiledNetwork compile() {
    return CompiledNetwork.of(network(), HardwareOptions.DEFAULT, folder.resolve("network"));
  }

  /**
   * A network that uses every cell: zero points, per-channel scales in a layer with more outputs
   * than inputs, double rounding, a table, an element-wise stage, arg-max with ties.
   */
  private static QGraph network() {
    Random random = new Random(5);
    FixedPoint pixels = new FixedPoint(false, 8, 1, 3);
    FixedPoint narrow = new FixedPoint(true, 6, 1, -4);
    FixedPoint tiny = new FixedPoint(true, 3, 1, 0);
    int[] multipliers = IntStream.range(0, 12).map(i -> 900 + 97 * i).toArray();
    int[] shifts = IntStream.range(0, 12).map(i -> 16 + i % 2).toArray();
    OutputStage perChannel =
        new Requantize(
            IntTensor.vector(multipliers),
            IntTensor.vector(shifts),
            Rounding.HALF_UP,
            narrow,
            -20,
            25);
    OutputStage doubleRounding =
        Requantize.perTensor(1_500_000_000, 36, Rounding.TFLITE, tiny, tiny.min(), tiny.max());
    FixedPoint index = new FixedPoint(true, 6, 1, 0);
    int[] curve = IntStream.range(0, 64).map(i -> (i * i * 7 + i) % 61 - 30).toArray();
    OutputStage table =
        new LookUpTable(
            Requantize.perTensor(1, 0, Rounding.FLOOR, index, -32, 31),
            IntTensor.vector(curve),
            narrow);
    return new QGraph(
        "faulty",
        new QInput("x", Shape.of(5), pixels),
        List.of(
            dense(random, "wide", "x", 5, 12, perChannel, -90, -33, -8, 5, 17, 64, 101),
            new QElementwise("curve", "wide", Shape.of(12), table),
            dense(random, "narrow", "curve", 12, 6, doubleRounding, -2, -1, 1, 2, 3),
            new QArgMax("class", "narrow", 6)));
  }

  private static QDense dense(
      Random random,
      String name,
      String input,
      int inputs,
      int outputs,
      OutputStage stage,
      int... levels) {
    int[] weights =
        IntStream.range(0, inputs * outputs)
            .map(i -> random.nextInt(3) == 0 ? 0 : levels[random.nextInt(levels.length)])
            .toArray();
    int largest = 40 * levels[levels.length - 1];
    long[] bias = random.longs(outputs, -largest, largest).toArray();
    return new QDense(
        name,
        input,
        CodedMatrix.ofDense(IntTensor.of(Shape.of(outputs, inputs), weights)),
        LongTensor.vector(bias),
        stage);
  }
}

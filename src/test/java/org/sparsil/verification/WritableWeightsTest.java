// SPDX-License-Identifier: Apache-2.0
package org.sparsil.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparsil.golden.GoldenModel;
import org.sparsil.qgraph.CodedMatrix;
import org.sparsil.qgraph.FixedPoint;
import org.sparsil.qgraph.QDense;
import org.sparsil.qgraph.QGraph;
import org.sparsil.qgraph.QGraph.QInput;
import org.sparsil.qgraph.Requantize;
import org.sparsil.qgraph.Rounding;
import org.sparsil.tensor.IntTensor;
import org.sparsil.tensor.LongTensor;
import org.sparsil.tensor.Shape;
import org.sparsil.testing.CompiledNetwork;
import org.sparsil.testing.Designs;
import org.sparsil.testing.RandomNetworks;
import org.sparsil.testing.Tools;

/**
 * A layer whose weights are in RAM becomes another layer when other weights are written into it.
 */
final class WritableWeightsTest {
  private static final int INPUTS = 9;
  private static final int OUTPUTS = 5;
  private static final int FRAMES = 20;

  @TempDir Path folder;

  @Test
  void a_network_in_ram_computes_what_is_written_into_it() throws IOException {
    CompiledNetwork first = CompiledNetwork.of(network(1), Designs.RAM, folder.resolve("first"));
    CompiledNetwork second = CompiledNetwork.of(network(2), Designs.RAM, folder.resolve("second"));
    String top = Files.readString(first.folder().resolve("rtl/writable.v"));
    assertThat(Files.readString(second.folder().resolve("rtl/writable_fc.v")))
        .as("the same hardware but for the contents of its memories")
        .contains(line(first, ".ACCUMULATOR_BITS"), line(first, ".LEVELS"));
    List<IntTensor> frames = RandomNetworks.frames(first.graph().input(), 3, FRAMES);
    Files.writeString(folder.resolve("frames.hex"), hex(frames));
    Files.writeString(
        folder.resolve("tb_load.v"),
        BENCH
            .replace("ADDRESS_BITS", bits(top, "fc_load_address_i"))
            .replace("DATA_BITS", bits(top, "fc_load_data_i"))
            .replace("SECOND", "../../second/rom/writable_fc"));
    Path rom = first.folder().resolve("rom");
    Tools.run(
        rom,
        List.of(
            "sh",
            "-c",
            "iverilog -g2005 -Wall -o ../../load.vvp ../../tb_load.v ../rtl/*.v && vvp -n ../../load.vvp > ../../outputs.txt"));

    int[] got =
        Files.readAllLines(folder.resolve("outputs.txt")).stream()
            .mapToInt(Integer::parseInt)
            .toArray();

    assertThat(got).containsExactly(outputs(first, frames.subList(0, 1), second, frames));
  }

  /** What the bench prints: one frame with the first weights, then all of them with the second. */
  private static int[] outputs(
      CompiledNetwork first, List<IntTensor> one, CompiledNetwork second, List<IntTensor> all) {
    return IntStream.concat(values(first, one), values(second, all)).toArray();
  }

  private static IntStream values(CompiledNetwork network, List<IntTensor> frames) {
    return GoldenModel.of(network.graph()).runAll(frames).stream()
        .flatMapToInt(output -> IntStream.of(output.toArray()));
  }

  private static String line(CompiledNetwork network, String parameter) throws IOException {
    return Files.readAllLines(network.folder().resolve("rtl/writable_fc.v")).stream()
        .filter(line -> line.contains(parameter))
        .findFirst()
        .orElseThrow();
  }

  /** The width of a port of the top module. */
  private static String bits(String verilog, String port) {
    Matcher matcher = Pattern.compile("\\[(\\d+):0\\]\\s+" + port).matcher(verilog);
    assertThat(matcher.find()).as(port).isTrue();
    return Integer.toString(Integer.parseInt(matcher.group(1)) + 1);
  }

  private static String hex(List<IntTensor> frames) {
    StringBuilder text = new StringBuilder();
    for (IntTensor frame : frames) {
      for (int value : frame.toArray()) {
        text.append("%02x\n".formatted(value & 0xFF));
      }
    }
    return text.toString();
  }

  /** Networks of different seeds differ in all weights, levels and biases, but not in any width. */
  private static QGraph network(long seed) {
    Random random = new Random(seed);
    int[] levels = {-128 + (int) seed, -71, -13, 6 + (int) seed, 40, 88, 127 - (int) seed};
    int[] weights = new int[INPUTS * OUTPUTS];
    for (int i = 0; i < weights.length; i++) {
      // Every level and 0 occur.
      weights[i] = i < levels.length ? levels[i] : i % 4 == 0 ? 0 : levels[random.nextInt(7)];
    }
    FixedPoint pixels = new FixedPoint(false, 8, 1, 0);
    FixedPoint result = new FixedPoint(true, 12, 1, 0);
    return new QGraph(
        "writable",
        new QInput("x", Shape.of(INPUTS), pixels),
        List.of(
            new QDense(
                "fc",
                "x",
                CodedMatrix.ofDense(IntTensor.of(Shape.of(OUTPUTS, INPUTS), weights)),
                LongTensor.vector(random.longs(OUTPUTS, -9000, 9000).toArray()),
                Requantize.perTensor(1, 6, Rounding.HALF_UP, result, result.min(), result.max()))));
  }

  private static final String BENCH =
      """
      module tb_load;
        reg  clk = 1'b0;
        reg  rst = 1'b1;
        reg  valid = 1'b0;
        reg  last = 1'b0;
        reg  [7:0] data = 8'd0;
        wire ready, out_valid, out_last, error;
        wire [11:0] out;
        reg  weights_we = 1'b0, codebook_we = 1'b0, bias_we = 1'b0;
        reg  [ADDRESS_BITS-1:0] load_address = 0;
        reg  [DATA_BITS-1:0] load_data = 0;

        reg  [7:0] frames [0:179];
        reg  [DATA_BITS-1:0] weights [0:8];
        reg  [DATA_BITS-1:0] codebook [0:7];
        reg  [DATA_BITS-1:0] bias [0:4];

        writable u_dut (
          .clk (clk), .rst (rst),
          .s_axis_tvalid (valid), .s_axis_tready (ready), .s_axis_tdata (data), .s_axis_tlast (last),
          .m_axis_tvalid (out_valid), .m_axis_tready (1'b1), .m_axis_tdata (out),
          .m_axis_tlast (out_last), .frame_error_o (error),
          .fc_load_weights_we_i (weights_we), .fc_load_codebook_we_i (codebook_we),
          .fc_load_bias_we_i (bias_we), .fc_load_address_i (load_address),
          .fc_load_data_i (load_data)
        );

        always #5 clk = ~clk;

        always @(posedge clk) if (out_valid) $display("%0d", $signed(out));

        task send(input integer frame);
          integer i;
          for (i = 0; i < 9; i = i + 1) begin
            valid = 1'b1; data = frames[frame*9 + i]; last = i == 8;
            @(posedge clk);
            while (!ready) @(posedge clk);
            #1;
            valid = 1'b0;
          end
        endtask

        integer k;
        initial begin
          $readmemh("../../frames.hex", frames);
          $readmemh("SECOND_weights.mem", weights);
          $readmemh("SECOND_codebook.mem", codebook);
          $readmemh("SECOND_bias.mem", bias);
          repeat (3) @(posedge clk);
          #1 rst = 1'b0;
          send(0);
          repeat (40) @(posedge clk);
          #1;
          for (k = 0; k < 9; k = k + 1) begin
            weights_we = 1'b1; load_address = k; load_data = weights[k];
            @(posedge clk); #1;
          end
          weights_we = 1'b0;
          for (k = 0; k < 8; k = k + 1) begin
            codebook_we = 1'b1; load_address = k; load_data = codebook[k];
            @(posedge clk); #1;
          end
          codebook_we = 1'b0;
          for (k = 0; k < 5; k = k + 1) begin
            bias_we = 1'b1; load_address = k; load_data = bias[k];
            @(posedge clk); #1;
          end
          bias_we = 1'b0;
          for (k = 0; k < 20; k = k + 1) send(k);
          repeat (40) @(posedge clk);
          $finish;
        end
      endmodule
      """;
}

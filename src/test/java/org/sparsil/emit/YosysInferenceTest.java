// SPDX-License-Identifier: Apache-2.0
package org.sparsil.emit;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.sparsil.arch.HardwareOptions;
import org.sparsil.qgraph.CodedMatrix;
import org.sparsil.qgraph.FixedPoint;
import org.sparsil.qgraph.QDense;
import org.sparsil.qgraph.QGraph;
import org.sparsil.qgraph.Requantize;
import org.sparsil.qgraph.Rounding;
import org.sparsil.tensor.IntTensor;
import org.sparsil.tensor.LongTensor;
import org.sparsil.tensor.Shape;
import org.sparsil.testing.Designs;
import org.sparsil.testing.Tools;

/** Yosys finds in emitted Verilog the blocks of a 7-series device that it was written for. */
@NullMarked
@Execution(ExecutionMode.CONCURRENT)
class YosysInferenceTest {
  private static final String MULTIPLIERS = "t:DSP48E1";
  private static final String BLOCK_RAMS = "t:RAMB18E1 t:RAMB36E1";
  private static final String LUT_RAMS = "t:RAM32M t:RAM64M t:RAM32X1D t:RAM64X1D";

  @TempDir Path folder;

  @Test
  void a_coded_layer_is_a_multiplier_per_neuron_and_its_codebook_is_logic() {
    Designs.write(Designs.files(dense(32, 8, 14, 9), HardwareOptions.DEFAULT, "coded"), folder);
    assertCounts(
        "coded",
        // One per neuron and one for the requantizer, each with its product and sum registers and
        // the register of the weight; the register of x is shared by all neurons.
        "9 " + MULTIPLIERS,
        "9 t:DSP48E1 r:MREG=1'1 %i r:PREG=1'1 %i",
        "9 t:DSP48E1 r:AREG=1 r:BREG=1 %u %i",
        "0 " + BLOCK_RAMS,
        // The output memory: an element of 8 bits and tlast, six bits in each RAM32M.
        "2 " + LUT_RAMS);
  }

  @Test
  void the_weights_of_a_large_layer_are_in_block_RAM() {
    Designs.write(Designs.files(dense(512, 8, 200, 1), HardwareOptions.DEFAULT, "direct"), folder);
    assertCounts(
        "direct",
        "9 t:DSP48E1 r:MREG=1'1 %i r:PREG=1'1 %i",
        // 512 words of 64 bits.
        "1 t:RAMB36E1",
        "0 t:RAMB18E1",
        "2 " + LUT_RAMS);
  }

  @Test
  void weights_that_can_be_written_are_in_block_RAM_and_codebooks_in_LUT_RAM() {
    Designs.write(Designs.files(dense(512, 2, 14, 9), Designs.RAM, "writable"), folder);
    assertCounts(
        "writable",
        "3 t:DSP48E1 r:MREG=1'1 %i r:PREG=1'1 %i",
        // 512 words of 8 bits.
        "1 " + BLOCK_RAMS,
        // Two for the output memory, two for each neuron's codebook of 14 levels of 7 bits, five
        // for
        // the biases, six bits in each.
        "11 " + LUT_RAMS);
  }

  private void assertCounts(String top, String... selections) {
    StringBuilder script = new StringBuilder("read_verilog ../rtl/*.v;");
    script.append(" synth_xilinx -family xc7 -flatten -top ").append(top).append("; stat;");
    for (String selection : selections) {
      script.append(" select -assert-count ").append(selection).append(';');
    }
    Tools.run(folder.resolve("rom"), List.of("yosys", "-q", "-p", script.toString()));
  }

  /** A dense layer of 8-bit integers whose weights take so many values, so far apart. */
  private static QGraph dense(int inputs, int outputs, int levels, int step) {
    Random random = new Random(5);
    int[] weights =
        random.ints((long) inputs * outputs, 0, levels).map(i -> (i - levels / 2) * step).toArray();
    long[] bias = random.longs(outputs, -500, 500).toArray();
    FixedPoint s8 = new FixedPoint(true, 8, 1, 0);
    QDense layer =
        new QDense(
            "fc",
            "x",
            CodedMatrix.ofDense(IntTensor.adopt(Shape.of(outputs, inputs), weights)),
            LongTensor.vector(bias),
            Requantize.perTensor(12345, 20, Rounding.HALF_UP, s8, 0, 127));
    return new QGraph("dense", new QGraph.QInput("x", Shape.of(inputs), s8), List.of(layer));
  }
}

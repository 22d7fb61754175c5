// SPDX-License-Identifier: Apache-2.0
package org.sparsil.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparsil.arch.CyclePrediction;
import org.sparsil.arch.HardwareOptions;
import org.sparsil.arch.Planner;
import org.sparsil.diag.Diagnostic;
import org.sparsil.diag.Diagnostics;
import org.sparsil.diag.UserException;
import org.sparsil.qgraph.Accumulator;
import org.sparsil.qgraph.CodedMatrix;
import org.sparsil.qgraph.FixedPoint;
import org.sparsil.qgraph.QArgMax;
import org.sparsil.qgraph.QDense;
import org.sparsil.qgraph.QGraph;
import org.sparsil.tensor.IntTensor;
import org.sparsil.tensor.LongTensor;
import org.sparsil.tensor.Shape;
import org.sparsil.testing.CompiledNetwork;
import org.sparsil.testing.RandomNetworks;

final class VerifierTest {
  private static final FixedPoint S4 = new FixedPoint(true, 4, 1, 0);

  /** The output of {@code fc} for {@code (a, b)} is {@code (a, -b - 1)}. */
  private static final QGraph DENSE =
      new QGraph(
          "pair",
          new QGraph.QInput("x", Shape.of(2), S4),
          List.of(
              new QDense(
                  "FC/1",
                  "x",
                  CodedMatrix.ofDense(IntTensor.of(Shape.of(2, 2), 1, 0, 0, -1)),
                  LongTensor.vector(0, -1),
                  new Accumulator(new FixedPoint(true, 5, 1, 0)))));

  private static final List<IntTensor> FRAMES = RandomNetworks.frames(DENSE.input(), 1, 8);

  @TempDir Path folder;

  @Test
  void both_simulators_see_the_same() {
    QGraph graph = RandomNetworks.network(6, 12);
    CompiledNetwork compiled = compile(graph, "a network");

    List<VerificationResult> results =
        Verifier.verify(
            compiled.folder(),
            new VerifyOptions(List.of(Simulator.values()), OptionalLong.of(5)),
            RandomNetworks.frames(graph.input(), 1, 10),
            compiled.architecture(),
            compiled.prediction());

    assertThat(results).hasSize(2).allMatch(VerificationResult::passed);
    assertThat(results.get(1).scenarios()).isEqualTo(results.get(0).scenarios());
  }

  @Test
  void the_first_mismatch_says_where_and_what() throws IOException {
    CompiledNetwork compiled = compile(DENSE, "net");
    edit(
        "m_axis_tdata  = fc_1_tdata",
        "m_axis_tdata  = fc_1_tdata ^ {4'd0, fc_1_tlast & fc_1_tvalid}");
    VerificationResult result = verify(compiled, compiled.prediction());

    // Of each frame only the last element is wrong, in the lowest bit.
    int expected = -FRAMES.get(0).get(1) - 1;
    VerificationResult.Mismatch first = result.firstMismatch().orElseThrow();
    assertThat(first)
        .isEqualTo(
            new VerificationResult.Mismatch(
                "FC/1", 0, 1, first.cycle(), expected, OptionalLong.of(expected ^ 1)));
    // The bench resets for 3 cycles and offers the first beat in the cycle after.
    assertThat(first.cycle()).isEqualTo(4 + compiled.prediction().latencyCycles());
    assertThat(result.scenarios().get(0).layers())
        .containsExactly(new VerificationResult.LayerResult("FC/1", FRAMES.size()));
    assertThat(result.passed()).isFalse();
  }

  @Test
  void an_inner_layer_is_named_although_the_output_is_right() throws IOException {
    QGraph graph =
        new QGraph(
            "pair", DENSE.input(), List.of(DENSE.layers().get(0), new QArgMax("class", "FC/1", 2)));
    CompiledNetwork compiled = compile(graph, "net");
    // What arg-max reads stays right; what leaves the dense layer looks wrong.
    Path top = folder.resolve("net/rtl/pair.v");
    String text = Files.readString(top);
    Files.writeString(
        top,
        text.replaceAll("\\(fc_1_tdata\\)", "(fc_1_right)")
            .replace(
                "  // Output.\n",
                """
                  wire [4:0] fc_1_right;
                  assign fc_1_tdata = ~fc_1_right;

                  // Output.
                """));
    VerificationResult result = verify(compiled, compiled.prediction());

    assertThat(result.firstMismatch().orElseThrow().layer()).isEqualTo("FC/1");
    assertThat(result.layers().get(1)).isEqualTo(new VerificationResult.LayerResult("class", 0));
  }

  @Test
  void unknown_bits_are_a_mismatch() throws IOException {
    CompiledNetwork compiled = compile(DENSE, "net");
    edit("m_axis_tdata  = fc_1_tdata", "m_axis_tdata  = {1'bx, fc_1_tdata[3:0]}");
    assertThat(verify(compiled, compiled.prediction()).firstMismatch().orElseThrow().got())
        .isEmpty();
  }

  @Test
  void broken_stream_rules_are_told_apart() throws IOException {
    assertThat(faultsWith("m_axis_tlast  = fc_1_tlast", "m_axis_tlast  = 1'b1"))
        .anyMatch(fault -> fault.endsWith("tlast is not just on the frame's last beat"));
    assertThat(
            faultsWith(
                "m_axis_tdata  = fc_1_tdata", "m_axis_tdata  = fc_1_tdata ^ {5{~m_axis_tready}}"))
        .anyMatch(fault -> fault.endsWith("an offered beat changed before it was taken"));
    assertThat(faultsWith("m_axis_tvalid = fc_1_tvalid", "m_axis_tvalid = fc_1_tvalid | 1'bx"))
        .anyMatch(fault -> fault.endsWith("tvalid or tready is unknown"));
    assertThat(faultsWith("m_axis_tvalid = fc_1_tvalid", "m_axis_tvalid = 1'b1"))
        .anyMatch(fault -> fault.endsWith("a beat that nobody asked for"));
    assertThat(faultsWith("m_axis_tvalid = fc_1_tvalid", "m_axis_tvalid = 1'b0"))
        .anyMatch(fault -> fault.matches("no progress at cycle \\d+, 0 of 8 frames are out"))
        .anyMatch(fault -> fault.equals("0 beats left layer 'FC/1', expected 16"));
    assertThat(faultsWith("(frame_error_o)", "()"))
        .anyMatch(fault -> fault.startsWith("frame_error_o is "));
  }

  @Test
  void a_wrong_prediction_is_an_error_of_the_cycle_model() {
    CompiledNetwork compiled = compile(DENSE, "net");
    CyclePrediction right = compiled.prediction();
    CyclePrediction wrong =
        new CyclePrediction(
            right.latencyCycles() + 1,
            right.intervalCycles() - 1,
            right.fillCycles(),
            right.drainCycles());
    Diagnostics diagnostics = new Diagnostics();

    VerificationResult result = verify(compiled, wrong);
    result.describe("net", diagnostics);

    assertThat(result.passed()).isFalse();
    assertThat(diagnostics.all().stream().map(Diagnostic::toString))
        .containsExactly(
            "net: icarus: error: latency is %d cycles, the cycle model predicts %d [SIM-004]"
                .formatted(right.latencyCycles(), right.latencyCycles() + 1),
            "net: icarus: error: interval is %d cycles, the cycle model predicts %d [SIM-004]"
                .formatted(right.intervalCycles(), right.intervalCycles() - 1));
  }

  @Test
  void a_folder_without_a_design_is_refused() {
    assertThatThrownBy(
            () ->
                Verifier.verify(
                    folder,
                    icarus(),
                    FRAMES,
                    new Planner(HardwareOptions.DEFAULT).plan(DENSE),
                    new CyclePrediction(1, 1, 1, 1)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("has no design to simulate");
  }

  @Test
  void no_frames_prove_nothing() {
    CompiledNetwork compiled = compile(DENSE, "net");
    assertThatThrownBy(
            () ->
                Verifier.verify(
                    compiled.folder(),
                    icarus(),
                    List.of(),
                    compiled.architecture(),
                    compiled.prediction()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("no frames to verify it with");
  }

  @Test
  void verilog_that_does_not_compile_shows_what_the_tool_said() throws IOException {
    CompiledNetwork compiled = compile(DENSE, "net");
    edit("endmodule", "endmodul");
    assertThatThrownBy(() -> verify(compiled, compiled.prediction()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("iverilog: error: failed with exit code")
        .hasMessageContaining("rtl/pair.v")
        .hasMessageContaining("[SIM-002]");
  }

  /** What is wrong when a place of the top module is changed. */
  private List<String> faultsWith(String place, String replacement) throws IOException {
    CompiledNetwork compiled = compile(DENSE, "net");
    edit(place, replacement);
    return verify(compiled, compiled.prediction()).scenarios().stream()
        .flatMap(scenario -> scenario.faults().stream())
        .toList();
  }

  private void edit(String place, String replacement) throws IOException {
    Path top = folder.resolve("net/rtl/pair.v");
    String text = Files.readString(top);
    assertThat(text).containsOnlyOnce(place);
    Files.writeString(top, text.replace(place, replacement));
  }

  private CompiledNetwork compile(QGraph graph, String name) {
    return CompiledNetwork.of(graph, HardwareOptions.DEFAULT, folder.resolve(name));
  }

  private static VerificationResult verify(CompiledNetwork compiled, CyclePrediction prediction) {
    return Verifier.verify(compiled.folder(), icarus(), FRAMES, compiled.architecture(), prediction)
        .get(0);
  }

  private static VerifyOptions icarus() {
    return new VerifyOptions(List.of(Simulator.ICARUS), OptionalLong.empty());
  }
}

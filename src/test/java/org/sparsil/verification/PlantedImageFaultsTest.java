// SPDX-License-Identifier: Apache-2.0
package org.sparsil.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sparsil.verification.PlantedFault.source;
import static org.sparsil.verification.PlantedFault.verify;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
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
import org.sparsil.arch.HardwareOptions.LayerOptions;
import org.sparsil.arch.LineBuffers;
import org.sparsil.qgraph.CodedMatrix;
import org.sparsil.qgraph.FixedPoint;
import org.sparsil.qgraph.Interval;
import org.sparsil.qgraph.OutputStage;
import org.sparsil.qgraph.QAdd;
import org.sparsil.qgraph.QConv;
import org.sparsil.qgraph.QDense;
import org.sparsil.qgraph.QGraph;
import org.sparsil.qgraph.QGraph.QInput;
import org.sparsil.qgraph.QMaxPool;
import org.sparsil.qgraph.Requantize;
import org.sparsil.qgraph.Rescale;
import org.sparsil.qgraph.Rounding;
import org.sparsil.sim.VerificationResult;
import org.sparsil.tensor.IntTensor;
import org.sparsil.tensor.LongTensor;
import org.sparsil.tensor.Shape;
import org.sparsil.tensor.Window;
import org.sparsil.testing.CompiledNetwork;

/** Verification must notice every fault that is planted in the hardware of a network of images. */
@Execution(ExecutionMode.CONCURRENT)
final class PlantedImageFaultsTest {
  /** Enough for five layers to show the interval. */
  private static final int FRAMES = 9;

  @TempDir Path folder;

  static Stream<PlantedFault> faults() {
    return Stream.of(buffered(), streamed(), windows(), engines(), joined())
        .flatMap(faults -> faults);
  }

  /** In the line buffer of row memories. */
  private static Stream<PlantedFault> buffered() {
    String buffer = "rtl/nn_line_buffer.v";
    return Stream.of(
        source("all rows of a window from one memory", buffer, "BELOW_TOP % ALL_BUFFERS", "0"),
        source("windows go on one memory short", buffer, "= TOP_STEP;", "= TOP_STEP - 1;"),
        source("a row too many is loaded", buffer, "held_q < \\$signed", "held_q <= $signed"),
        source(
            "windows read a row that is not complete",
            buffer,
            "held_q >= needed",
            "held_q + $signed(ONE[ROW_BITS-1:0]) >= needed"),
        source(
            "rows below the last window are kept",
            buffer,
            "last_group \\? \\$signed\\(ALL_ROWS\\[ROW_BITS-1:0\\]\\) : within_image",
            "within_image"),
        source("no padding above", buffer, "FIRST_TOP    = -ROW_PADDING;", "FIRST_TOP = 0;"),
        source("the place survives the row", buffer, "place_q {6}<= .*;", ""),
        source(
            "reading moves on in a stall",
            buffer,
            "advance      = ~valid_q \\| step_ready_i",
            "advance = 1'b1"));
  }

  /** In the streaming line buffer. */
  private static Stream<PlantedFault> streamed() {
    String stream = "rtl/nn_line_stream.v";
    return Stream.of(
        source(
            "a row longer by an element",
            stream,
            "\\.DEPTH    \\(ROW_LENGTH\\)",
            ".DEPTH    (ROW_LENGTH + 1)"),
        source(
            "a row skipped too many",
            stream,
            "ROW_SKIP     = ROW_STRIDE - 1",
            "ROW_SKIP = ROW_STRIDE"),
        source(
            "padding waits for the next frame",
            stream,
            "s_tvalid_i \\| \\(~in_image & begun_q\\)",
            "s_tvalid_i"));
  }

  /** In the assembly of windows. */
  private static Stream<PlantedFault> windows() {
    String window = "rtl/nn_window.v";
    return Stream.of(
        source("padding is not the zero point", window, "PADDED\\[BITS-1:0\\]", "{BITS{1'b0}}"),
        source(
            "padding wins the pooling",
            "rtl/images_pool.v",
            "\\.PADDING +\\(.*\\)",
            ".PADDING (31)"),
        source("one tap shifted, however many leave", window, ">> LANES_BITS", ">> BITS"),
        source(
            "columns move on in a stall",
            window,
            "\\.enable_i +\\(take\\)",
            ".enable_i (step_valid_i)"),
        source("a window overwritten in a stall", window, "\\(ending & ready_i\\)", "ending"),
        source("neighbours a channel apart", window, "\\.DEPTH    \\(DELAY\\)", ".DEPTH (1)"));
  }

  /** In what computes with the windows. */
  private static Stream<PlantedFault> engines() {
    String pool = "rtl/nn_pool.v";
    String neuron = "rtl/nn_neuron.v";
    String control = "rtl/nn_mac_control.v";
    return Stream.of(
        source("the smallest is pooled", pool, "x > value_q", "x < value_q"),
        source(
            "half of the adder tree",
            neuron,
            "node\\[2\\*n\\] \\+ node\\[2\\*n\\+1\\]",
            "node[2*n]"),
        source("results of the first fold only", neuron, "result\\[result_fold_i\\]", "result[0]"),
        source(
            "a step is left after its first fold", control, "advance_o & last_fold", "advance_o"),
        source(
            "the fold is a cycle early",
            control,
            "folds_q\\[\\(DEPTH-1\\)\\*FOLD_BITS \\+: ",
            "folds_q[(DEPTH-2)*FOLD_BITS +: "));
  }

  /** Where branches part and meet. */
  private static Stream<PlantedFault> joined() {
    String fork = "rtl/nn_fork.v";
    String queue = "rtl/nn_queue.v";
    String sum = "rtl/images_sum.v";
    return Stream.of(
        source("a reader is offered a beat twice", fork, " & ~done_q", ""),
        source("the next beat when one reader has it", fork, "&done;", "|done;"),
        source("a beat lost in a stall", queue, "~valid_q \\| m_tready_i", "1'b1"),
        source(
            "the queue of the shortcut too short",
            "rtl/images.v",
            "(?s)\\.DEPTH_BITS \\(\\d+\\)(?!.*DEPTH_BITS)",
            ".DEPTH_BITS (1)"),
        source("a wrong rescale", sum, "3'd5\\)", "3'd4)"),
        source("a zero point not subtracted", sum, "right - RIGHT_ZERO_POINT", "right"),
        source("an element added alone", sum, "= \\S+_tvalid & ", "= "));
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

  private CompiledNetwork compile() {
    HardwareOptions options =
        new HardwareOptions(
            LayerOptions.DEFAULT,
            Map.of(
                "conv", LayerOptions.DEFAULT.with(LineBuffers.of(4)),
                "branch", LayerOptions.DEFAULT.folded(OptionalInt.of(2), OptionalInt.of(3))));
    return CompiledNetwork.of(network(), options, folder.resolve("network"));
  }

  /**
   * A padded convolution with a stride, whose line buffer has four row memories; pooling that
   * reaches over the edge; a residual block whose convolution is folded, three taps and half of the
   * outputs at a time; a dense layer. All zero points are different.
   */
  private static QGraph network() {
    Random random = new Random(11);
    FixedPoint pixels = new FixedPoint(false, 6, 1, 9);
    FixedPoint features = new FixedPoint(true, 6, 1, -4);
    FixedPoint changes = new FixedPoint(true, 6, 1, 2);
    FixedPoint sums = new FixedPoint(true, 6, 1, 1);
    FixedPoint scores = new FixedPoint(true, 8, 1, 0);
    return new QGraph(
        "images",
        new QInput("x", Shape.of(6, 6, 2), pixels),
        List.of(
            new QConv(
                "conv",
                "x",
                Shape.of(6, 6, 2),
                square(3, 2, 1, 1),
                1,
                weights(random, 4, 18),
                bias(random, 4),
                stage(3, 6, features)),
            new QMaxPool(
                "pool",
                "conv",
                Shape.of(3, 3, 4),
                square(3, 2, 1, 1),
                features,
                new Interval(features.min(), features.max())),
            new QConv(
                "branch",
                "pool",
                Shape.of(2, 2, 4),
                square(3, 1, 1, 1),
                1,
                weights(random, 4, 36),
                bias(random, 4),
                stage(1, 3, changes)),
            new QAdd(
                "sum",
                "branch",
                "pool",
                Shape.of(2, 2, 4),
                new Rescale(4, 5, 3, Rounding.HALF_UP),
                new Rescale(4, 7, 4, Rounding.HALF_UP),
                stage(5, 6, sums)),
            new QDense(
                "dense", "sum", weights(random, 5, 16), bias(random, 5), stage(1, 3, scores))));
  }

  private static Window square(int kernel, int stride, int before, int after) {
    Window.Axis axis = new Window.Axis(kernel, stride, 1, before, after);
    return new Window(axis, axis);
  }

  private static OutputStage stage(int multiplier, int shift, FixedPoint format) {
    return Requantize.perTensor(
        multiplier, shift, Rounding.HALF_UP, format, format.min(), format.max());
  }

  private static CodedMatrix weights(Random random, int rows, int columns) {
    int[] levels = {-3, -1, 0, 0, 2, 4};
    return CodedMatrix.ofDense(
        IntTensor.of(
            Shape.of(rows, columns),
            IntStream.range(0, rows * columns)
                .map(i -> levels[random.nextInt(levels.length)])
                .toArray()));
  }

  private static LongTensor bias(Random random, int size) {
    return LongTensor.vector(random.longs(size, -60, 60).toArray());
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sparsil.diag.Diagnostics;
import org.sparsil.diag.UserException;
import org.sparsil.graph.ActivationFunction;
import org.sparsil.graph.ActivationFunction.Clip;
import org.sparsil.graph.ActivationFunction.Relu;
import org.sparsil.graph.ActivationFunction.Tanh;
import org.sparsil.graph.Add;
import org.sparsil.graph.Graph;
import org.sparsil.graph.GraphPrinter;
import org.sparsil.graph.Layer;
import org.sparsil.graph.Layer.Activation;
import org.sparsil.graph.Layer.Affine;
import org.sparsil.graph.Layer.ArgMax;
import org.sparsil.graph.Layer.Dense;
import org.sparsil.graph.Layer.FakeQuantize;
import org.sparsil.graph.Layer.Reshape;
import org.sparsil.graph.Layer.Softmax;
import org.sparsil.graph.Layer.Transpose;
import org.sparsil.graph.Pad;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.Shape;
import org.sparsil.tensor.Window;

/** Each pass on the smallest network that it changes: before → after. */
class PassTest {

  @Test
  void unusedLayersGo() {
    Graph before = graph(2, "a", relu("a", "x"), new Softmax("b", "a", 0, false));
    assertThat(print(new DropUnused().apply(before)))
        .isEqualTo("input x: 2\na: 2 = relu(x)\noutput a\n");
  }

  @Test
  void aPixelShuffleInThreeStepsIsOneLayer() {
    Graph before =
        new Graph(
            "test",
            "x",
            Shape.of(8, 2, 3),
            List.of(
                new Reshape("a", "x", Shape.of(2, 2, 2, 2, 3)),
                new Transpose("b", "a", List.of(0, 3, 1, 4, 2)),
                new Reshape("c", "b", Shape.of(2, 4, 6))),
            "c");
    assertThat(print(new FindDepthToSpace().apply(before)))
        .isEqualTo("input x: 8x2x3\nc: 2x4x6 = depth_to_space(x) block 2 crd\noutput c\n");
    Graph other =
        new Graph(
            "test",
            "x",
            Shape.of(8, 2, 3),
            List.of(
                new Reshape("a", "x", Shape.of(2, 2, 2, 2, 3)),
                new Transpose("b", "a", List.of(0, 3, 2, 4, 1)),
                new Reshape("c", "b", Shape.of(2, 4, 6))),
            "c");
    assertThat(new FindDepthToSpace().apply(other)).isEqualTo(other);
  }

  @Test
  void zerosAroundAnImageArePaddingOfTheConvolutionsBehind() {
    Graph before =
        new Graph(
            "test",
            "x",
            Shape.of(1, 3, 3),
            List.of(
                new Pad("p", "x", List.of(0, 1, 0), List.of(0, 2, 3), 0),
                conv("a", "p"),
                new Layer.AveragePool("b", "p", Window.of(2, 1), Window.Divisor.IMAGE),
                new Add("sum", "a", "b")),
            "sum");
    assertThat(print(new FoldPadIntoWindow().apply(before)))
        .isEqualTo(
            """
            input x: 1x3x3
            p: 1x6x6 = pad(x) before [0, 1, 0] after [0, 2, 3] value 0
            a: 1x5x5 = conv(x) window 2x2 pads 1 0 2 3 weights 1x1x2x2 [1, 2, 3, 4] bias 1 [0]
            b: 1x5x5 = average_pool(p) window 2x2 over image
            sum: 1x5x5 = add(a, b)
            output sum
            """);
  }

  @Test
  void oneZeroAroundAnImageIsPaddingOfAveragePoolingToo() {
    Pad pad = new Pad("p", "x", List.of(0, 1, 1), List.of(0, 1, 1), 0);
    Layer pool = new Layer.AveragePool("b", "p", Window.of(2, 1), Window.Divisor.IMAGE);
    Graph before = new Graph("test", "x", Shape.of(1, 3, 3), List.of(pad, pool), "b");
    assertThat(print(new FoldPadIntoWindow().apply(before)))
        .contains("b: 1x4x4 = average_pool(x) window 2x2 pads 1 1 1 1 over kernel\n")
        .doesNotContain("p:");
    Layer largest = new Layer.MaxPool("b", "p", Window.of(2, 1));
    Graph max = new Graph("test", "x", Shape.of(1, 3, 3), List.of(pad, largest), "b");
    assertThat(new FoldPadIntoWindow().apply(max)).isEqualTo(max);
    Pad ones = new Pad("p", "x", List.of(0, 1, 1), List.of(0, 1, 1), 1);
    Graph one = new Graph("test", "x", Shape.of(1, 3, 3), List.of(ones, conv("b", "p")), "b");
    assertThat(new FoldPadIntoWindow().apply(one)).isEqualTo(one);
  }

  private static Layer conv(String name, String input) {
    return new Layer.Conv(
        name,
        input,
        FloatTensor.of(Shape.of(1, 1, 2, 2), 1, 2, 3, 4),
        FloatTensor.vector(0),
        Optional.empty(),
        Window.of(2, 1),
        1);
  }

  @Test
  void aFormatBehindAnAffineLayerIsSaidAtTheInputToo() {
    Graph before =
        new Graph(
            "test",
            "x",
            Shape.of(1, 2, 2),
            List.of(
                new Affine("a", "x", FloatTensor.vector(1), FloatTensor.vector(128), 0),
                new FakeQuantize("q", "a", 1, -128, true, 8),
                conv("c", "q")),
            "c");
    assertThat(print(new FixInputFormat().apply(before)))
        .startsWith(
            """
            input x: 1x2x2
            q_input: 1x2x2 = fake_quantize(x) int8 scale 1 zero 0
            a: 1x2x2 = affine(q_input) scale 1 [1] offset 1 [128] axis 0
            q: 1x2x2 = fake_quantize(a) int8 scale 1 zero -128
            """);
  }

  @Test
  void aFormatBehindASoftmaxIsLeftOutWithIt() {
    Graph before =
        graph(
            2,
            "c",
            relu("a", "x"),
            new Softmax("b", "a", 0, false),
            new FakeQuantize("c", "b", 0.00390625, -128, true, 8));
    assertThat(new ChooseOutput(OutputKind.MODEL, new Diagnostics()).apply(before).output())
        .isEqualTo("a");
  }

  @Test
  void aFormatThatIsSaidAgainGoes() {
    Graph before =
        new Graph(
            "test",
            "x",
            Shape.of(1, 2, 2),
            List.of(
                new FakeQuantize("q", "x", 0.5, 0, true, 8),
                new Pad("p", "q", List.of(0, 1, 1), List.of(0, 1, 1), 0),
                new FakeQuantize("again", "p", 0.5, 0, true, 8),
                new FakeQuantize("finer", "again", 0.25, 0, true, 8)),
            "finer");
    assertThat(print(new DropRepeatedFakeQuantize().apply(before)))
        .isEqualTo(
            """
            input x: 1x2x2
            q: 1x2x2 = fake_quantize(x) int8 scale 0.5 zero 0
            p: 1x4x4 = pad(q) before [0, 1, 1] after [0, 1, 1] value 0
            finer: 1x4x4 = fake_quantize(p) int8 scale 0.25 zero 0
            output finer
            """);
  }

  @Test
  void nothingMovesPastAValueThatOthersReadToo() {
    Layer dense = dense("a", "x", 2, 1, 2);
    Layer relu = relu("b", "a");
    Layer affine = new Affine("c", "b", FloatTensor.vector(-2), FloatTensor.vector(1), 0);
    Graph shared =
        new Graph(
            "test",
            "x",
            Shape.of(2),
            List.of(dense, relu, affine, new Add("d", "b", "c"), new Add("e", "d", "a")),
            "e");
    assertThat(new MoveAffineBeforeClip().apply(shared)).isEqualTo(shared);
    assertThat(new MergeActivations().apply(shared)).isEqualTo(shared);
    assertThat(new FoldAffineIntoPreviousDense().apply(shared)).isEqualTo(shared);
  }

  @Test
  void layoutVanishesAndTransposesPermuteTheColumnsBehindThem() {
    Graph before =
        new Graph(
            "test",
            "x",
            Shape.of(2, 3),
            List.of(
                new Transpose("a", "x", List.of(1, 0)),
                new Reshape("b", "a", Shape.of(6)),
                relu("c", "b"),
                dense("d", "c", 6, 1, 2, 3, 4, 5, 6)),
            "d");
    assertThat(print(new ToStreams(new Diagnostics()).apply(before)))
        .isEqualTo(
            """
            input x: 2x3
            x_vector: 6 = reshape(x)
            c: 6 = relu(x_vector)
            d: 1 = dense(c) weights 1x6 [1, 3, 5, 2, 4, 6] bias 1 [0]
            output d
            """);
  }

  @Test
  void anImageStaysAnImageUntilADenseLayerReadsIt() {
    Graph before =
        new Graph(
            "test",
            "x",
            Shape.of(2, 1, 2),
            List.of(
                conv("c", "x", 1, 2, 3, 4),
                new Reshape("r", "c", Shape.of(4)),
                dense("d", "r", 4, 1, 2, 3, 4)),
            "d");
    assertThat(print(new ToStreams(new Diagnostics()).apply(before)))
        .isEqualTo(
            """
            input x: 2x1x2
            c: 2x1x2 = conv(x) window 1x1 weights 2x2x1x1 [1, 2, 3, 4] bias 2 [0, 0]
            c_raster: 1x2x2 = transpose(c) [1, 2, 0]
            c_vector: 4 = reshape(c_raster)
            d: 1 = dense(c_vector) weights 1x4 [1, 3, 2, 4] bias 1 [0]
            output d
            """);
  }

  @Test
  void anAffineLayerPerChannelIsFoldedIntoTheConvolutionBeforeIt() {
    Graph before =
        new Graph(
            "test",
            "x",
            Shape.of(2, 1, 2),
            List.of(
                conv("c", "x", 1, 2, 3, 4),
                new Affine("a", "c", FloatTensor.vector(2, -1), FloatTensor.vector(5, 6), 0)),
            "a");
    assertThat(print(new FoldAffineIntoPreviousDense().apply(before)))
        .isEqualTo(
            """
            input x: 2x1x2
            c: 2x1x2 = conv(x) window 1x1 weights 2x2x1x1 [2, 4, -3, -4] bias 2 [5, 6]
            output c
            """);
  }

  @Test
  void anAffineLayerIsFoldedIntoTheConvolutionBehindItUnlessPaddingWouldSeeIt() {
    Affine affine = new Affine("a", "x", FloatTensor.vector(2, -1), FloatTensor.vector(5, 6), 0);
    Graph open =
        new Graph("test", "x", Shape.of(2, 1, 2), List.of(affine, conv("c", "a", 1, 2, 3, 4)), "c");
    assertThat(print(new FoldAffineIntoNextDense().apply(open)))
        .isEqualTo(
            """
            input x: 2x1x2
            c: 2x1x2 = conv(x) window 1x1 weights 2x2x1x1 [2, -2, 6, -4] bias 2 [17, 39]
            output c
            """);
    Window padded = new Window(new Window.Axis(1, 1, 1, 1, 0), Window.Axis.of(1, 1));
    Layer.Conv plain = conv("c", "a", 1, 2, 3, 4);
    Layer conv =
        new Layer.Conv("c", "a", plain.weights(), plain.bias(), plain.weightScale(), padded, 1);
    Graph closed = new Graph("test", "x", Shape.of(2, 1, 2), List.of(affine, conv), "c");
    assertThat(new FoldAffineIntoNextDense().apply(closed)).isEqualTo(closed);
    assertThat(print(new AffineToDense().apply(closed)))
        .contains("a: 2x1x2 = conv(x) window 1x1 groups 2 weights 2x1x1x1 [2, -1] bias 2 [5, 6]\n");
  }

  @Test
  void aFakeQuantizationStaysBehindAnOffsetThatPaddingWouldSee() {
    for (int pad : List.of(0, 1)) {
      Window window = new Window(new Window.Axis(1, 1, 1, pad, 0), Window.Axis.of(1, 1));
      Layer.Conv plain = conv("c", "q", 1, 2, 3, 4);
      Graph graph =
          new Graph(
              "test",
              "x",
              Shape.of(2, 1, 2),
              List.of(
                  new Affine("a", "x", FloatTensor.vector(0.5f), FloatTensor.vector(64), 0),
                  new Layer.FakeQuantize("q", "a", 0.5, -128, true, 8),
                  new Layer.Conv(
                      "c", "q", plain.weights(), plain.bias(), plain.weightScale(), window, 1)),
              "c");
      Graph after = new MoveFakeQuantizeBeforeAffine().apply(graph);
      assertThat(after.equals(graph)).as("padding of %d", pad).isEqualTo(pad > 0);
    }
  }

  @Test
  void aClipGoesBeforeTheMaxPoolingInFrontOfIt() {
    Graph before =
        new Graph(
            "test",
            "x",
            Shape.of(2, 2, 2),
            List.of(
                conv("c", "x", 1, 2, 3, 4),
                new Layer.MaxPool("m", "c", Window.of(2, 1)),
                relu("r", "m")),
            "r");
    assertThat(print(new MoveClipBeforeMaxPool().apply(before)))
        .isEqualTo(
            """
            input x: 2x2x2
            c: 2x2x2 = conv(x) window 1x1 weights 2x2x1x1 [1, 2, 3, 4] bias 2 [0, 0]
            r: 2x2x2 = relu(c)
            m: 2x1x1 = max_pool(r) window 2x2
            output m
            """);
  }

  /** A convolution of two channels with windows of one pixel. */
  private static Layer.Conv conv(String name, String input, float... weights) {
    return new Layer.Conv(
        name,
        input,
        FloatTensor.of(Shape.of(2, 2, 1, 1), weights),
        FloatTensor.vector(0, 0),
        Optional.empty(),
        Window.of(1, 1),
        1);
  }

  @Test
  void anAffineLayerPerChannelIsSpreadOverTheVector() {
    Graph before =
        new Graph(
            "test",
            "x",
            Shape.of(2, 1, 2),
            List.of(
                new Affine("a", "x", FloatTensor.vector(3, 5), FloatTensor.vector(0, 1), 0),
                new Reshape("b", "a", Shape.of(4))),
            "b");
    assertThat(print(new ToStreams(new Diagnostics()).apply(before)))
        .isEqualTo(
            """
            input x: 2x1x2
            x_vector: 4 = reshape(x)
            a: 4 = affine(x_vector) scale 4 [3, 3, 5, 5] offset 4 [0, 0, 1, 1] axis 0
            output a
            """);
  }

  @Test
  void whatCannotBeAVectorIsNamedWithAllOthers() {
    Graph rows =
        new Graph(
            "net.onnx",
            "x",
            Shape.of(2, 3),
            List.of(
                dense("rows", "x", 3, 1, 2, 3),
                new Softmax("part", "x", 1, false),
                new Transpose("turned", "x", List.of(1, 0))),
            "turned");
    assertThatThrownBy(() -> new ToStreams(new Diagnostics()).apply(rows))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(
            "net.onnx: layer 'rows': error: is applied to a value of shape 2x3, row by row;")
        .hasMessageContaining("layer 'part': error: is softmax over axis 1 of shape 2x3")
        .hasMessageContaining("layer 'turned': error: is an output whose elements");
  }

  @Test
  void softmaxAtTheOutputIsLeftOutAndANoteSaysSo() {
    Graph before = graph(2, "p", dense("a", "x", 2, 1, 2, 3, 4), new Softmax("p", "a", 0, true));
    Diagnostics notes = new Diagnostics();
    assertThat(new ChooseOutput(OutputKind.MODEL, notes).apply(before).output()).isEqualTo("a");
    assertThat(notes.all())
        .hasToString(
            "[test: layer 'p': note: log-softmax at the output is left out: it keeps the order of"
                + " the values that it reads [ONNX-007]]");
  }

  @Test
  void argMaxIsAppendedKeptOrRemovedAsAsked() {
    Graph logits = graph(2, "a", dense("a", "x", 2, 1, 2, 3, 4));
    Graph probabilities = graph(2, "p", relu("a", "x"), new Softmax("p", "a", 0, false));
    Graph answer =
        graph(
            2,
            "m",
            relu("a", "x"),
            new Softmax("p", "a", 0, false),
            new ArgMax("m", "p", 0, true, false));
    assertThat(print(choose(OutputKind.ARGMAX, logits)))
        .contains("argmax: 1 = arg_max(a)")
        .endsWith("output argmax\n");
    assertThat(print(choose(OutputKind.ARGMAX, probabilities))).contains("argmax: 1 = arg_max(a)");
    assertThat(print(choose(OutputKind.ARGMAX, answer))).contains("m: 1 = arg_max(a)");
    assertThat(print(choose(OutputKind.MODEL, answer))).contains("m: 1 = arg_max(a)");
    assertThat(choose(OutputKind.LOGITS, answer).output()).isEqualTo("a");
  }

  @Test
  void activationsInARowBecomeOneAndClipsOneClip() {
    Graph before =
        graph(
            1,
            "d",
            relu("a", "x"),
            new Activation("b", "a", new Clip(-1, 6)),
            new Activation("c", "b", new Tanh()),
            relu("d", "c"));
    Graph after = new MergeActivations().apply(before);
    assertThat(after.layers())
        .containsExactly(
            new Activation(
                "a",
                "x",
                new ActivationFunction.Composition(
                    List.of(new Clip(0, 6), new Tanh(), new Relu()))));
    assertThat(after.output()).isEqualTo("a");
  }

  @Test
  void affineLayersInARowBecomeOne() {
    Graph before =
        graph(
            2,
            "b",
            new Affine("a", "x", FloatTensor.vector(2), FloatTensor.vector(1), 0),
            new Affine("b", "a", FloatTensor.vector(3, 4), FloatTensor.vector(5, 6), 0));
    assertThat(print(new MergeAffines().apply(before)))
        .isEqualTo(
            """
            input x: 2
            a: 2 = affine(x) scale 2 [6, 8] offset 2 [8, 10] axis 0
            output a
            """);
  }

  @Test
  void anAffineLayerGoesIntoTheWeightsBehindIt() {
    Graph before =
        graph(
            2,
            "b",
            new Affine("a", "x", FloatTensor.vector(2, 3), FloatTensor.vector(1, -1), 0),
            dense("b", "a", 2, 1, 10, 5, 0));
    assertThat(print(new FoldAffineIntoNextDense().apply(before)))
        .isEqualTo(
            """
            input x: 2
            b: 2 = dense(x) weights 2x2 [2, 30, 10, 0] bias 2 [-9, 5]
            output b
            """);
  }

  @Test
  void aWeightScaleSurvivesAUniformAffineLayerBeforeIt() {
    Affine uniform = new Affine("a", "x", FloatTensor.vector(-2, -2), FloatTensor.vector(0, 1), 0);
    Affine different = new Affine("a", "x", FloatTensor.vector(2, 4), FloatTensor.vector(0, 1), 0);
    Dense integers = scaled(dense("b", "a", 2, 0.5f, 1, 1.5f, 0), 0.5f);
    assertThat(print(new FoldAffineIntoNextDense().apply(graph(2, "b", uniform, integers))))
        .contains("weights 2x2 [-1, -2, -3, 0] bias 2 [1, 0] scale 2 [1, 1]");
    assertThat(print(new FoldAffineIntoNextDense().apply(graph(2, "b", different, integers))))
        .doesNotContain("scale");
  }

  @Test
  void anAffineLayerGoesIntoTheWeightsBeforeItAndIntoTheirScale() {
    Graph before =
        graph(
            2,
            "b",
            scaled(dense("a", "x", 2, 0.5f, 1, 1.5f, 0), 0.5f),
            new Affine("b", "a", FloatTensor.vector(2, -4), FloatTensor.vector(7, 8), 0));
    assertThat(print(new FoldAffineIntoPreviousDense().apply(before)))
        .isEqualTo(
            """
            input x: 2
            a: 2 = dense(x) weights 2x2 [1, 2, -6, 0] bias 2 [7, 8] scale 2 [1, 2]
            output a
            """);
  }

  @Test
  void aCodebookKeepsItsFewValues() {
    Dense codebook = dense("a", "x", 4, 1, 2, 2, 1, 1, 2, 1, 2);
    Affine perOutput = new Affine("b", "a", FloatTensor.vector(2, 3), FloatTensor.vector(7, 8), 0);
    Affine uniform = new Affine("b", "a", FloatTensor.vector(2), FloatTensor.vector(7), 0);
    Graph kept = graph(4, "b", codebook, perOutput);
    assertThat(new FoldAffineIntoPreviousDense().apply(kept)).isEqualTo(kept);
    assertThat(new FoldAffineIntoPreviousDense().apply(graph(4, "b", codebook, uniform)).layers())
        .hasSize(1);
  }

  @Test
  void anAffineLayerThatBelongsToTheDenseLayerBeforeItDoesNotGoForward() {
    Graph before =
        graph(
            2,
            "c",
            dense("a", "x", 2, 1, 2, 3, 4),
            new Affine("b", "a", FloatTensor.vector(2, 3), FloatTensor.vector(0, 0), 0),
            dense("c", "b", 2, 1, 2, 3, 4));
    assertThat(new FoldAffineIntoNextDense().apply(before)).isEqualTo(before);
  }

  @Test
  void aUniformAffineLayerMovesPastAClip() {
    Graph before =
        graph(
            1,
            "c",
            dense("a", "x", 1, 1),
            relu("b", "a"),
            new Affine("c", "b", FloatTensor.vector(-2), FloatTensor.vector(1), 0),
            new Activation("d", "c", new Tanh()));
    Graph moved = new MoveAffineBeforeClip().apply(before.withLayers(before.layers(), "d"));
    assertThat(print(moved))
        .contains("c: 1 = affine(a) scale 1 [-2] offset 1 [1]")
        .contains("b: 1 = clip[-Infinity, 1](c)")
        .contains("d: 1 = tanh(b)");
  }

  @Test
  void aClipMovesBeforeAFakeQuantizationIfItsBoundsAreOnTheGrid() {
    Dense dense = dense("a", "x", 1, 1);
    FakeQuantize quantize = new FakeQuantize("q", "a", 0.25, 3, true, 8);
    Graph onGrid = graph(1, "b", dense, quantize, new Activation("b", "q", new Clip(0, 6)));
    Graph between = graph(1, "b", dense, quantize, new Activation("b", "q", new Clip(0.1, 6)));
    Graph inFront = graph(1, "b", new FakeQuantize("q", "x", 0.25, 3, true, 8), relu("b", "q"));
    Graph moved = new MoveClipBeforeFakeQuantize().apply(onGrid);
    assertThat(moved.layers().stream().map(Layer::name)).containsExactly("a", "b", "q");
    assertThat(moved.output()).isEqualTo("q");
    assertThat(new MoveClipBeforeFakeQuantize().apply(between)).isEqualTo(between);
    assertThat(new MoveClipBeforeFakeQuantize().apply(inFront)).isEqualTo(inFront);
  }

  @Test
  void aFakeQuantizationMovesBeforeAnAffineLayerOfWholeSteps() {
    Affine dequantize = new Affine("a", "x", FloatTensor.vector(0.5f), FloatTensor.vector(64), 0);
    FakeQuantize same = new FakeQuantize("q", "a", 0.5, -128, true, 8);
    FakeQuantize other = new FakeQuantize("q", "a", 0.51, -128, true, 8);
    assertThat(print(new MoveFakeQuantizeBeforeAffine().apply(graph(1, "q", dequantize, same))))
        .isEqualTo(
            """
            input x: 1
            q: 1 = fake_quantize(x) int8 scale 1 zero 0
            a: 1 = affine(q) scale 1 [0.5] offset 1 [64] axis 0
            output a
            """);
    Graph kept = graph(1, "q", dequantize, other);
    assertThat(new MoveFakeQuantizeBeforeAffine().apply(kept)).isEqualTo(kept);
  }

  @Test
  void anAffineLayerThatNothingTakesUpBecomesADiagonal() {
    Graph before =
        graph(
            2,
            "q",
            new Affine("a", "x", FloatTensor.vector(2, 3), FloatTensor.vector(0, 1), 0),
            new FakeQuantize("q", "a", 0.25, 3, true, 8));
    assertThat(print(new AffineToDense().apply(before)))
        .contains("a: 2 = dense(x) weights 2x2 [2, 0, 0, 3] bias 2 [0, 1]");
  }

  private static Graph choose(OutputKind kind, Graph graph) {
    return new DropUnused().apply(new ChooseOutput(kind, new Diagnostics()).apply(graph));
  }

  private static Graph graph(int inputs, String output, Layer... layers) {
    return new Graph("test", "x", Shape.of(inputs), List.of(layers), output);
  }

  private static Activation relu(String name, String input) {
    return new Activation(name, input, new Relu());
  }

  private static Dense dense(String name, String input, int inputs, float... weights) {
    int outputs = weights.length / inputs;
    return new Dense(
        name,
        input,
        FloatTensor.of(Shape.of(outputs, inputs), weights),
        FloatTensor.vector(new float[outputs]),
        Optional.empty());
  }

  private static Dense scaled(Dense dense, float scale) {
    return new Dense(
        dense.name(),
        dense.input(),
        dense.weights(),
        dense.bias(),
        Optional.of(FloatTensor.vector(scale)));
  }

  private static String print(Graph graph) {
    return GraphPrinter.print(graph).replace("network 'test'\n", "");
  }
}

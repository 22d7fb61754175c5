// SPDX-License-Identifier: Apache-2.0
package org.sparsil.quant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sparsil.diag.Diagnostics;
import org.sparsil.diag.UserException;
import org.sparsil.golden.GoldenModel;
import org.sparsil.graph.ActivationFunction;
import org.sparsil.graph.ActivationFunction.Relu;
import org.sparsil.graph.ActivationFunction.Sigmoid;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.qgraph.CodedMatrix;
import org.sparsil.qgraph.FixedPoint;
import org.sparsil.qgraph.LookUpTable;
import org.sparsil.qgraph.QDense;
import org.sparsil.qgraph.QGraph;
import org.sparsil.qgraph.QGraphPrinter;
import org.sparsil.qgraph.Requantize;
import org.sparsil.qgraph.Rounding;
import org.sparsil.quant.QuantizeOptions.CalibrationMethod;
import org.sparsil.quant.QuantizeOptions.Granularity;
import org.sparsil.quant.QuantizeOptions.Scales;
import org.sparsil.reference.ReferenceModel;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.IntTensor;
import org.sparsil.tensor.Shape;
import org.sparsil.testing.SampleGraphs;

/** The integer network against the float one. */
class QuantizeTest {
  private static final QuantizeOptions DEFAULTS = QuantizeOptions.defaults();

  static Stream<ActivationFunction> functions() {
    return SampleGraphs.allFunctions().stream();
  }

  @ParameterizedTest
  @MethodSource("functions")
  void eightBitsKeepEveryLayerWithinTwoPercent(ActivationFunction function) {
    assertErrors(QuantizedMlp.mlp(1, function, DEFAULTS), 0.02);
  }

  @ParameterizedTest
  @MethodSource("functions")
  void sixteenBitsWithLargeTablesKeepEveryLayerWithinAFewTenThousandths(
      ActivationFunction function) {
    QuantizeOptions wide = Options.of(DEFAULTS.withBits(16, 16, 16)).tableIndexBits(16).build();
    assertErrors(QuantizedMlp.mlp(2, function, wide), 3e-4);
  }

  @ParameterizedTest
  @MethodSource("functions")
  void powerOfTwoScalesNeedNoMultiplier(ActivationFunction function) {
    QuantizeOptions options = Options.of(DEFAULTS).scales(Scales.POWER_OF_TWO).build();
    QuantizedMlp mlp = QuantizedMlp.mlp(3, function, options.withBits(8, 8, 12));
    assertErrors(mlp, 0.03);
    mlp.integers()
        .layers()
        .forEach(
            layer -> {
              Requantize requantize = index((QDense) layer);
              assertThat(requantize.multiplier()).isEqualTo(IntTensor.vector(1));
            });
  }

  @ParameterizedTest
  @EnumSource(Rounding.class)
  void everyRoundingModeIsNearTheFloatNetwork(Rounding rounding) {
    QuantizeOptions options = Options.of(DEFAULTS).rounding(rounding).build();
    assertErrors(QuantizedMlp.mlp(4, new Relu(), options), 0.02);
  }

  @ParameterizedTest
  @EnumSource(CalibrationMethod.class)
  void everyCalibrationMethodIsNearTheFloatNetwork(CalibrationMethod calibration) {
    QuantizeOptions options = Options.of(DEFAULTS).calibration(calibration).build();
    assertErrors(QuantizedMlp.mlp(5, new Relu(), options), 0.03);
  }

  @Test
  void meanSquaredErrorCalibrationBeatsTheFullRangeAtFewBits() {
    QuantizeOptions few = DEFAULTS.withBits(8, 3, 16);
    QuantizeOptions mse = Options.of(few).calibration(CalibrationMethod.MSE).build();
    assertThat(QuantizedMlp.mlp(6, new Relu(), mse).outputError().rms())
        .isLessThan(0.95 * QuantizedMlp.mlp(6, new Relu(), few).outputError().rms());
  }

  @Test
  void scalesPerChannelBeatOneScaleWhenRowsDiffer() {
    Random random = new Random(7);
    float[] weights = SampleGraphs.random(random, Shape.of(8, 16)).toArray();
    for (int i = 0; i < weights.length; i++) {
      weights[i] *= (float) Math.pow(10, -(i / 16) / 2.0);
    }
    Graph graph =
        graph(
            16,
            "fc",
            new Layer.Dense(
                "fc",
                "x",
                FloatTensor.adopt(Shape.of(8, 16), weights),
                FloatTensor.vector(new float[8]),
                Optional.empty()));
    List<FloatTensor> frames = QuantizedMlp.frames(random, 16, 100);
    QuantizeOptions fine = DEFAULTS.withBits(8, 8, 24);
    QuantizedMlp channel = QuantizedMlp.of(graph, frames, fine);
    QuantizedMlp tensor =
        QuantizedMlp.of(graph, frames, Options.of(fine).granularity(Granularity.TENSOR).build());
    assertThat(lastRowError(channel)).isLessThan(0.03);
    assertThat(lastRowError(tensor)).isGreaterThan(0.1);
  }

  private static double lastRowError(QuantizedMlp mlp) {
    SignalError error = new SignalError();
    ReferenceModel reference = ReferenceModel.of(mlp.graph());
    GoldenModel golden = GoldenModel.of(mlp.integers());
    InputQuantizer quantizer = InputQuantizer.of(mlp.integers().input());
    for (FloatTensor frame : mlp.frames()) {
      FloatTensor actual =
          Dequantizer.of(mlp.integers().output().format())
              .dequantize(golden.run(quantizer.quantize(frame)));
      error.add(FloatTensor.vector(reference.run(frame).get(7)), FloatTensor.vector(actual.get(7)));
    }
    return error.relativeRms();
  }

  @Test
  void multipliersOfALayerShareOneShiftAndHaveSeventeenBits() {
    for (var layer : QuantizedMlp.mlp(8, new Relu(), DEFAULTS).integers().layers()) {
      Requantize stage = (Requantize) ((QDense) layer).stage();
      assertThat(stage.multiplier().size()).isEqualTo(((QDense) layer).outputs());
      for (int channel = 0; channel < stage.multiplier().size(); channel++) {
        assertThat(stage.multiplierOf(channel)).isLessThan(1 << 17);
        assertThat(stage.shiftOf(channel)).isEqualTo(stage.shiftOf(0));
      }
    }
  }

  @Test
  void biasCorrectionRemovesTheMeanErrorOfRoundedWeights() {
    Random random = new Random(9);
    Graph graph = QuantizedMlp.random(random, new Relu(), 40, 10);
    List<FloatTensor> frames = new ArrayList<>();
    for (FloatTensor frame : QuantizedMlp.frames(random, 40, 200)) {
      float[] shifted = frame.toArray();
      for (int i = 0; i < shifted.length; i++) {
        shifted[i] += 5;
      }
      frames.add(FloatTensor.vector(shifted));
    }
    QuantizeOptions with = DEFAULTS.withBits(3, 8, 16);
    QuantizeOptions without = Options.of(with).biasCorrection(false).build();
    assertThat(QuantizedMlp.of(graph, frames, with).outputError().rms())
        .isLessThan(0.5 * QuantizedMlp.of(graph, frames, without).outputError().rms());
  }

  @Test
  void weightsThatStandForIntegersAreThoseIntegersBitForBit() {
    Random random = new Random(10);
    for (int trial = 0; trial < 50; trial++) {
      int limit = List.of(1, 7, 127, 255, 32767).get(trial % 5);
      int scales = trial % 2 == 0 ? 1 : 6;
      int[] integers = new int[6 * 9];
      float[] scale = new float[scales];
      float[] weights = new float[integers.length];
      for (int i = 0; i < scales; i++) {
        scale[i] = (float) Math.exp(random.nextGaussian() * 5);
      }
      for (int i = 0; i < weights.length; i++) {
        integers[i] = random.nextInt(3) == 0 ? 0 : random.nextInt(2 * limit + 1) - limit;
        weights[i] = scale[scales == 1 ? 0 : i / 9] * integers[i];
      }
      Layer.Dense dense =
          new Layer.Dense(
              "fc",
              "x",
              FloatTensor.adopt(Shape.of(6, 9), weights),
              SampleGraphs.random(random, Shape.of(6)),
              Optional.of(FloatTensor.vector(scale)));
      QGraph quantized =
          QuantizedMlp.of(
                  graph(9, "fc", dense),
                  QuantizedMlp.frames(random, 9, 20),
                  DEFAULTS.withBits(4, 8, 16))
              .integers();
      assertThat(((QDense) quantized.output()).weights())
          .as("trial %d", trial)
          .isEqualTo(CodedMatrix.ofDense(IntTensor.of(Shape.of(6, 9), integers)));
    }
  }

  @Test
  void aCodebookOfMultiplesBecomesTheSmallestIntegers() {
    QDense layer = codebookLayer(DEFAULTS, -0.3f, -0.1f, 0.1f, 0.3f);
    assertThat(layer.weights().codebook().levels()).isEqualTo(IntTensor.vector(-3, -1, 1, 3));
  }

  @Test
  void aCodebookKeepsAsManyLevelsAndItsZeros() {
    QDense layer = codebookLayer(DEFAULTS, -0.71f, -0.33f, 0.1234f, 0.25f, 0.9f);
    assertThat(layer.weights().codebook().size()).isEqualTo(5);
    assertThat(layer.weights().codebook().widthBits()).isLessThanOrEqualTo(8);
    assertThat(layer.weights().survivors()).isEqualTo(100);
    assertThat(index(layer).perChannel()).isFalse();
  }

  @Test
  void batchNormalizationBehindACodebookStaysOutsideOfIt() {
    Random random = new Random(11);
    Layer.Dense codebook = codebook("fc", -0.3f, -0.1f, 0.1f, 0.3f);
    Layer norm =
        new Layer.Affine(
            "bn",
            "fc",
            SampleGraphs.random(random, Shape.of(10)),
            SampleGraphs.random(random, Shape.of(10)),
            0);
    QuantizedMlp mlp =
        QuantizedMlp.of(
            graph(20, "bn", codebook, norm), QuantizedMlp.frames(random, 20, 100), DEFAULTS);
    assertThat(((QDense) mlp.integers().output()).weights().codebook().levels())
        .isEqualTo(IntTensor.vector(-3, -1, 1, 3));
    assertThat(mlp.outputError().relativeRms()).isLessThan(0.01);
    QuantizedMlp table =
        QuantizedMlp.of(
            graph(20, "s", codebook, norm, new Layer.Activation("s", "bn", new Sigmoid())),
            mlp.frames(),
            DEFAULTS);
    assertThat(index((QDense) table.integers().output()).perChannel()).isTrue();
    assertThat(table.outputError().relativeRms()).isLessThan(0.01);
  }

  @Test
  void clustersMakeACodebookAndKeepPrunedWeights() {
    Random random = new Random(12);
    float[] weights = SampleGraphs.random(random, Shape.of(30, 40)).toArray();
    int survivors = 0;
    for (int i = 0; i < weights.length; i++) {
      weights[i] = random.nextInt(10) == 0 ? weights[i] : 0;
      survivors += weights[i] == 0 ? 0 : 1;
    }
    Layer.Dense dense =
        SampleGraphs.dense("fc", "x", FloatTensor.adopt(Shape.of(30, 40), weights), random);
    QuantizeOptions options = Options.of(DEFAULTS).clusters(16).build();
    QuantizedMlp mlp =
        QuantizedMlp.of(graph(40, "fc", dense), QuantizedMlp.frames(random, 40, 50), options);
    QDense layer = (QDense) mlp.integers().output();
    assertThat(layer.weights().codebook().size()).isBetween(12, 16);
    assertThat(layer.weights().survivors()).isLessThanOrEqualTo(survivors);
    assertThat(layer.weights().survivors()).isGreaterThan((int) (survivors * 0.9));
    assertThat(mlp.outputError().relativeRms()).isLessThan(0.12);
    QuantizeOptions perChannel = Options.of(options).granularity(Granularity.CHANNEL).build();
    QuantizedMlp normalized = QuantizedMlp.of(mlp.graph(), mlp.frames(), perChannel);
    assertThat(((QDense) normalized.integers().output()).weights().codebook().size())
        .isBetween(10, 16);
    assertThat(normalized.outputError().relativeRms()).isLessThan(0.12);
  }

  @Test
  void integersWithMoreValuesThanClustersAreAnError() {
    Layer.Dense dense = codebook("fc2", -3, -2, -1, 1, 2, 3);
    Layer.Dense integers =
        new Layer.Dense(
            "fc2", "x", dense.weights(), dense.bias(), Optional.of(FloatTensor.vector(1)));
    assertThatThrownBy(
            () ->
                QuantizedMlp.of(
                    graph(20, "fc2", integers),
                    QuantizedMlp.frames(new Random(1), 20, 5),
                    Options.of(DEFAULTS).clusters(4).build()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(
            "test: layer 'fc2': error: weights have 6 distinct values, the codebook allows 4"
                + " [QUANT-003]");
  }

  @Test
  void aTableCoversEveryAccumulatorWhereItCan() {
    Layer.Dense small = codebook("fc", -1, 1);
    QuantizedMlp mlp =
        QuantizedMlp.of(
            graph(20, "s", small, new Layer.Activation("s", "fc", new Sigmoid())),
            QuantizedMlp.frames(new Random(13), 20, 50),
            Options.of(DEFAULTS).layer("x", 2).build());
    LookUpTable table = (LookUpTable) ((QDense) mlp.integers().output()).stage();
    assertThat(table.index().shift()).isEqualTo(IntTensor.vector(0));
    assertThat(table.index().rounding()).isEqualTo(Rounding.FLOOR);
  }

  @Test
  void argMaxIsTheLargestOfSixteenBitLogits() {
    Random random = new Random(14);
    Graph logits = QuantizedMlp.random(random, new Relu(), 12, 20, 6);
    List<Layer> layers = new ArrayList<>(logits.layers());
    layers.add(new Layer.ArgMax("answer", logits.output(), 0, true, false));
    Graph graph = logits.withLayers(layers, "answer");
    QuantizedMlp mlp = QuantizedMlp.of(graph, QuantizedMlp.frames(random, 12, 300), DEFAULTS);
    assertThat(mlp.integers().format("fc2").widthBits()).isEqualTo(16);
    int wrong = 0;
    GoldenModel golden = GoldenModel.of(mlp.integers());
    InputQuantizer quantizer = InputQuantizer.of(mlp.integers().input());
    for (FloatTensor frame : mlp.frames()) {
      float expected = ReferenceModel.of(graph).run(frame).get(0);
      wrong += golden.run(quantizer.quantize(frame)).get(0) == expected ? 0 : 1;
    }
    assertThat(wrong).isLessThanOrEqualTo(6);
  }

  @Test
  void activationsAtTheInputAreElementwise() {
    Layer sigmoid = new Layer.Activation("s", "x", new Sigmoid());
    Layer.FakeQuantize format = new Layer.FakeQuantize("q", "s", 1 / 256.0, -128, true, 8);
    QuantizedMlp mlp =
        QuantizedMlp.of(
            graph(5, "q", sigmoid, format), QuantizedMlp.frames(new Random(15), 5, 50), DEFAULTS);
    assertThat(mlp.integers().output().format())
        .isEqualTo(new FixedPoint(true, 8, 1 / 256.0, -128));
    assertThat(mlp.outputError().largest()).isLessThan(0.02);
  }

  @Test
  void bytesKeepTheirValue() {
    Graph graph = QuantizedMlp.random(new Random(16), new Relu(), 2, 2);
    FixedPoint bytes = input(graph, 0, 255);
    assertThat(bytes).isEqualTo(new FixedPoint(false, 8, 1, 0));
    assertThat(input(graph, -128, 5)).isEqualTo(new FixedPoint(true, 8, 1, 0));
    assertThat(input(graph, 0, 1000).scale()).isEqualTo(1000 / 255.0);
    assertThat(input(graph, 0, 0.5f).scale()).isEqualTo(0.5 / 255);
  }

  private static FixedPoint input(Graph graph, float... frame) {
    return QuantizedMlp.of(graph, List.of(FloatTensor.vector(frame)), DEFAULTS)
        .integers()
        .input()
        .format();
  }

  @Test
  void settingsOfALayerOverrideTheOthers() {
    QuantizeOptions options = Options.of(DEFAULTS).layer("fc1", 5).build();
    QuantizedMlp mlp = QuantizedMlp.mlp(17, new Relu(), options);
    assertThat(mlp.integers().format("fc1").widthBits()).isEqualTo(5);
    assertThat(mlp.integers().format("fc2").widthBits()).isEqualTo(8);
    assertThatThrownBy(
            () -> QuantizedMlp.mlp(17, new Relu(), Options.of(DEFAULTS).layer("fc9", 5).build()))
        .hasMessageContaining("settings name layer 'fc9', which the network does not have")
        .hasMessageContaining("[CONFIG-002]");
  }

  @Test
  void quantizingTwiceGivesTheSameNetwork() {
    QuantizeOptions options = Options.of(DEFAULTS).clusters(8).build();
    assertThat(QuantizedMlp.mlp(18, new Sigmoid(), options).integers())
        .isEqualTo(QuantizedMlp.mlp(18, new Sigmoid(), options).integers());
  }

  private static void assertErrors(QuantizedMlp mlp, double bound) {
    mlp.errors()
        .forEach(
            (name, error) ->
                assertThat(error.relativeRms())
                    .as("relative error of '%s' in\n%s", name, QGraphPrinter.print(mlp.integers()))
                    .isLessThan(bound));
    assertThat(mlp.notes().hasErrors()).isFalse();
  }

  private static Requantize index(QDense layer) {
    return layer.stage() instanceof LookUpTable table ? table.index() : (Requantize) layer.stage();
  }

  private static QDense codebookLayer(QuantizeOptions options, float... levels) {
    return (QDense)
        QuantizedMlp.of(
                graph(20, "fc", codebook("fc", levels)),
                QuantizedMlp.frames(new Random(19), 20, 10),
                options)
            .integers()
            .output();
  }

  /** 10x20 weights, every second one 0, the others the levels in turn. */
  private static Layer.Dense codebook(String name, float... levels) {
    float[] weights = new float[200];
    for (int i = 0; i < weights.length; i += 2) {
      weights[i] = levels[i / 2 % levels.length];
    }
    return SampleGraphs.dense(
        name, "x", FloatTensor.adopt(Shape.of(10, 20), weights), new Random(20));
  }

  private static Graph graph(int inputs, String output, Layer... layers) {
    return new Graph("test", "x", Shape.of(inputs), List.of(layers), output);
  }

  @Test
  void notesNameWhatTheUserMayWantToKnow() {
    Diagnostics notes = QuantizedMlp.mlp(21, new Sigmoid(), DEFAULTS.withBits(8, 16, 16)).notes();
    assertThat(notes.all().toString())
        .contains("layer 'fc1': note: its weights share one scale, since its activation is a table")
        .contains("entries makes steps of up to");
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.quant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sparsil.diag.UserException;
import org.sparsil.graph.ActivationFunction.Relu;
import org.sparsil.graph.ActivationFunction.Sigmoid;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.qgraph.QDense;
import org.sparsil.quant.QuantizeOptions.Scales;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.Shape;
import org.sparsil.testing.SampleGraphs;

/** Networks and data at the edge of what makes sense. */
class DegenerateNetworksTest {
  private static final QuantizeOptions DEFAULTS = QuantizeOptions.defaults();

  @Test
  void aLayerOfZerosGivesItsBias() {
    for (Scales scales : Scales.values()) {
      Layer zeros = dense("fc", 3, new float[6], 0.7f, -0.2f);
      QuantizedMlp mlp =
          QuantizedMlp.of(
              graph(3, "fc", zeros), frames(3), Options.of(DEFAULTS).scales(scales).build());
      assertThat(mlp.outputError().largest()).isLessThan(1e-4);
      assertThat(((QDense) mlp.integers().output()).weights().survivors()).isZero();
    }
  }

  @Test
  void aLayerOfZerosWithoutBiasGivesZero() {
    QuantizedMlp mlp =
        QuantizedMlp.of(graph(3, "fc", dense("fc", 3, new float[6], 0, 0)), frames(3), DEFAULTS);
    assertThat(mlp.outputError().largest()).isZero();
  }

  @Test
  void clustersOfALayerOfZerosAreNone() {
    QuantizedMlp mlp =
        QuantizedMlp.of(
            graph(3, "fc", dense("fc", 3, new float[6], 0.7f, -0.2f)),
            frames(3),
            Options.of(DEFAULTS).clusters(16).build());
    assertThat(mlp.outputError().largest()).isLessThan(1e-4);
  }

  @Test
  void aRowOfZerosBesideOthersKeepsItsBias() {
    float[] weights = {1, -2, 3, 0, 0, 0};
    QuantizedMlp mlp =
        QuantizedMlp.of(graph(3, "fc", dense("fc", 3, weights, 0.5f, 0.123f)), frames(3), DEFAULTS);
    assertThat(mlp.outputError().relativeRms()).isLessThan(0.01);
  }

  @Test
  void aConstantInputIsExact() {
    List<FloatTensor> constant = List.of(FloatTensor.vector(0.3f, 0.3f, 0.3f));
    QuantizedMlp mlp =
        QuantizedMlp.of(
            graph(3, "fc", dense("fc", 3, new float[] {1, 2, 3, 4, 5, 6}, 0, 0)),
            constant,
            DEFAULTS);
    assertThat(mlp.outputError().relativeRms()).isLessThan(0.005);
  }

  @Test
  void anInputThatWasAlwaysZeroStillHasAFormat() {
    QuantizedMlp mlp =
        QuantizedMlp.of(
            graph(3, "fc", dense("fc", 3, new float[] {1, 2, 3, 4, 5, 6}, 0.1f, 0)),
            List.of(FloatTensor.vector(0, 0, 0)),
            DEFAULTS);
    assertThat(mlp.outputError().largest()).isLessThan(0.02);
  }

  @Test
  void aSingleNeuronWithOneFrameWorksWithEveryFunction() {
    for (var function : SampleGraphs.allFunctions()) {
      Graph graph =
          graph(
              1,
              "f",
              dense("fc", 1, new float[] {2.5f}, 0.3f),
              new Layer.Activation("f", "fc", function));
      QuantizedMlp mlp = QuantizedMlp.of(graph, List.of(FloatTensor.vector(0.7f)), DEFAULTS);
      assertThat(mlp.outputError().largest()).as("%s", function).isLessThan(0.01);
    }
  }

  @Test
  void aTableKnowsWhatOneCalibrationFrameDidNotShow() {
    Graph graph =
        graph(
            1,
            "f",
            dense("fc", 1, new float[] {6}, 0),
            new Layer.Activation("f", "fc", new Sigmoid()));
    QuantizedMlp calibrated =
        QuantizedMlp.of(graph, List.of(FloatTensor.vector(0.9f)), DEFAULTS.withBits(8, 8, 8));
    QuantizedMlp others =
        new QuantizedMlp(
            graph,
            List.of(FloatTensor.vector(0.1f), FloatTensor.vector(0), FloatTensor.vector(0.5f)),
            calibrated.integers(),
            calibrated.notes());
    assertThat(others.outputError().largest()).isLessThan(0.03);
  }

  @Test
  void tinyAndHugeWeightsKeepTheirProportions() {
    for (float size : new float[] {1e-36f, 1e-20f, 1e-6f, 1e6f, 1e20f, 1e30f}) {
      float[] weights = {size, -2 * size, 3 * size, size, size, -size};
      QuantizedMlp mlp =
          QuantizedMlp.of(
              graph(3, "fc", dense("fc", 3, weights, size / 2, 0)), frames(3), DEFAULTS);
      assertThat(mlp.outputError().relativeRms()).as("size %s", size).isLessThan(0.01);
    }
  }

  @Test
  void weightsThatVanishBesideTheirBiasAreNoError() {
    float[] weights = {1e-30f, -2e-30f, 3e-30f, 1e-30f, 1e-30f, -1e-30f};
    for (Scales scales : Scales.values()) {
      QuantizedMlp mlp =
          QuantizedMlp.of(
              graph(3, "fc", dense("fc", 3, weights, 0.5f, -0.25f)),
              frames(3),
              Options.of(DEFAULTS).scales(scales).build());
      assertThat(mlp.outputError().relativeRms()).isLessThan(0.01);
    }
  }

  @Test
  void oneBitActivationsAndTwoBitWeightsAreLegal() {
    QuantizedMlp mlp = QuantizedMlp.mlp(1, new Relu(), DEFAULTS.withBits(2, 1, 16));
    assertThat(mlp.integers().format("fc1").widthBits()).isEqualTo(1);
    assertThat(mlp.outputError().relativeRms()).isLessThan(1.5);
  }

  @Test
  void accumulatorsBeyondSixtyThreeBitsAreAnError() {
    Layer dense =
        new Layer.Dense(
            "fc",
            "x",
            FloatTensor.of(Shape.of(1, 1), 1e-25f),
            FloatTensor.vector(1),
            Optional.of(FloatTensor.vector(1e-25f)));
    assertThatThrownBy(
            () -> QuantizedMlp.of(graph(1, "fc", dense), List.of(FloatTensor.vector(1)), DEFAULTS))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "test: layer 'fc': error: bias 0 needs 85 bits, at most 63 are supported [QUANT-001]");
  }

  @Test
  void productsBeyondSixtyThreeBitsAreAnError() {
    Layer dense =
        new Layer.Dense(
            "fc",
            "x",
            FloatTensor.of(Shape.of(1, 1), 1e-15f),
            FloatTensor.vector(1),
            Optional.of(FloatTensor.vector(1e-15f)));
    assertThatThrownBy(
            () -> QuantizedMlp.of(graph(1, "fc", dense), List.of(FloatTensor.vector(1)), DEFAULTS))
        .hasMessageContaining(
            "the product with the multiplier needs 66 bits, at most 63 are supported [QUANT-001]");
  }

  @Test
  void weightsForIntegersOfTooManyBitsAreAnError() {
    Layer dense =
        new Layer.Dense(
            "fc",
            "x",
            FloatTensor.of(Shape.of(1, 1), 70000),
            FloatTensor.vector(1),
            Optional.of(FloatTensor.vector(1)));
    assertThatThrownBy(
            () -> QuantizedMlp.of(graph(1, "fc", dense), List.of(FloatTensor.vector(1)), DEFAULTS))
        .hasMessageContaining(
            "weights stand for integers of 18 bits, at most 16 are supported [QUANT-001]");
  }

  @Test
  void aWeightScaleThatDoesNotFitIsIgnoredWithANote() {
    Layer dense =
        new Layer.Dense(
            "fc",
            "x",
            FloatTensor.of(Shape.of(1, 2), 1, 1.5f),
            FloatTensor.vector(1),
            Optional.of(FloatTensor.vector(1)));
    QuantizedMlp mlp = QuantizedMlp.of(graph(2, "fc", dense), frames(2), DEFAULTS);
    assertThat(mlp.notes().all().toString()).contains("not multiples of their scale");
    assertThat(mlp.outputError().relativeRms()).isLessThan(0.01);
  }

  @Test
  void withoutCalibrationDataRangesAreWideAndAWarningSaysSo() {
    Graph graph = QuantizedMlp.random(new Random(2), new Relu(), 6, 8, 3);
    QuantizedMlp blind = QuantizedMlp.of(graph, List.of(), DEFAULTS.withBits(8, 16, 24));
    assertThat(blind.notes().all().toString())
        .contains("warning: no calibration data: every input is taken to be within -1.0 to 1.0")
        .contains("[QUANT-005]");
    float[] corner = {1, -1, 1, 1, -1, -0.5f};
    QuantizedMlp seeing =
        new QuantizedMlp(
            graph, List.of(FloatTensor.vector(corner)), blind.integers(), blind.notes());
    assertThat(seeing.outputError().relativeRms()).isLessThan(0.03);
  }

  @Test
  void unusedLayersSoftmaxInsideAndOtherUnsupportedLayersAreNamed() {
    Layer first = dense("a", 2, new float[] {1, 2, 3, 4}, 0, 0);
    Layer second = new Layer.Activation("b", "a", new Relu());
    Layer other = new Layer.Activation("c", "a", new Sigmoid());
    assertThatThrownBy(() -> BlockParser.parse(graph(2, "b", first, second, other)))
        .hasMessage(
            "test: layer 'c': error: the output 'b' does not need it;"
                + " bring the network into hardware form first [QUANT-002]");
    Layer softmax = new Layer.Softmax("p", "a", 0, false);
    Layer last = new Layer.ArgMax("m", "p", 0, true, true);
    assertThatThrownBy(() -> BlockParser.parse(graph(2, "m", first, softmax, last)))
        .hasMessageContaining("layer 'p': error: is a softmax inside of the network")
        .hasMessageContaining("layer 'm': error: selects the last of equal elements");
    assertThatThrownBy(() -> BlockParser.parse(graph(2, "x")))
        .hasMessageContaining("the network has no layer that computes anything");
  }

  private static Layer dense(String name, int inputs, float[] weights, float... bias) {
    return new Layer.Dense(
        name,
        "x",
        FloatTensor.of(Shape.of(bias.length, inputs), weights),
        FloatTensor.vector(bias),
        Optional.empty());
  }

  private static List<FloatTensor> frames(int elements) {
    return QuantizedMlp.frames(new Random(3), elements, 50);
  }

  private static Graph graph(int inputs, String output, Layer... layers) {
    return new Graph("test", "x", Shape.of(inputs), List.of(layers), output);
  }
}

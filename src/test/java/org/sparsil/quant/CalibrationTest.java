// SPDX-License-Identifier: Apache-2.0
package org.sparsil.quant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sparsil.diag.UserException;
import org.sparsil.graph.ActivationFunction.Relu;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.Shape;
import org.sparsil.testing.SampleGraphs;

class CalibrationTest {
  private static final Graph RELU =
      new Graph(
          "net.onnx", "x", Shape.of(2), List.of(new Layer.Activation("a", "x", new Relu())), "a");

  @Test
  void everyValueIsMeasured() {
    Calibration calibration =
        Calibration.measure(RELU, List.of(FloatTensor.vector(-3, 1), FloatTensor.vector(2, 5)));
    assertThat(calibration.frames()).isEqualTo(2);
    assertThat(calibration.of("x").range()).isEqualTo(new Range(-3, 5));
    assertThat(calibration.of("a").range()).isEqualTo(new Range(0, 5));
    assertThat(calibration.of("a").mean(0)).isEqualTo(1);
    assertThat(calibration.of("a").mean(1)).isEqualTo(3);
    assertThat(calibration.of("x").integers()).isTrue();
  }

  @Test
  void dataThatAreNotFiniteAreAnError() {
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      assertThatThrownBy(
              () ->
                  Calibration.measure(
                      RELU, List.of(FloatTensor.vector(1, 2), FloatTensor.vector(1, bad))))
          .isInstanceOf(UserException.class)
          .hasMessage(
              "net.onnx: calibration data: error: element 1 of 'x' is %s in frame 1 [DATA-001]"
                  .formatted(bad));
    }
  }

  @Test
  void aFrameOfAnotherSizeIsAnErrorWithBothShapes() {
    assertThatThrownBy(
            () -> Calibration.measure(RELU, List.of(FloatTensor.of(Shape.of(1, 3), 1, 2, 3))))
        .hasMessageContaining("1x3")
        .hasMessageContaining("[DATA-002]");
  }

  @Test
  void percentilesOfTheHistogramAreThoseOfTheSortedValues() {
    for (double spread : new double[] {1e-12, 1, 1e9}) {
      Random random = new Random(1);
      float[] values = new float[20_000];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (spread * random.nextGaussian());
      }
      ValueStatistics statistics = new ValueStatistics(values.length);
      statistics.add(FloatTensor.vector(values));
      Arrays.sort(values);
      Range range = statistics.percentileRange(99);
      double tolerance = 0.002 * statistics.range().magnitude();
      assertThat(range.max()).isCloseTo(values[19_800], within(tolerance));
      assertThat(range.min()).isCloseTo(values[200], within(tolerance));
      assertThat(statistics.percentileRange(100)).isEqualTo(statistics.range());
    }
  }

  @Test
  void theHistogramDoesNotDependOnTheOrderOfTheValues() {
    float[] values = {0, 0, 1e-30f, 3, -1e20f, 7e-3f, 0, 42};
    ValueStatistics forwards = new ValueStatistics(values.length);
    forwards.add(FloatTensor.vector(values));
    float[] reversed = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      reversed[i] = values[values.length - 1 - i];
    }
    ValueStatistics backwards = new ValueStatistics(values.length);
    backwards.add(FloatTensor.vector(reversed));
    for (double percentile : new double[] {55, 80, 99, 100}) {
      assertThat(forwards.percentileRange(percentile))
          .isEqualTo(backwards.percentileRange(percentile));
    }
    assertThat(forwards.squaredError(x -> 0)).isEqualTo(backwards.squaredError(x -> 0));
  }

  @Test
  void rangesWithoutDataContainWhateverTheNetworkCanDo() {
    for (long seed = 1; seed <= 20; seed++) {
      Graph graph = SampleGraphs.everyKind(seed);
      Calibration blind = Calibration.measure(graph, List.of());
      Random random = new Random(seed);
      FloatTensor frame = SampleGraphs.random(random, graph.inputShape());
      Calibration seen = Calibration.measure(graph, List.of(frame));
      for (Layer layer : graph.layers()) {
        Range possible = blind.of(layer.name()).range();
        Range actual = seen.of(layer.name()).range();
        double slack = 1e-5 * possible.magnitude();
        assertThat(actual.min())
            .as("seed %d, layer %s", seed, layer)
            .isGreaterThanOrEqualTo(possible.min() - slack);
        assertThat(actual.max())
            .as("seed %d, layer %s", seed, layer)
            .isLessThanOrEqualTo(possible.max() + slack);
      }
    }
  }
}

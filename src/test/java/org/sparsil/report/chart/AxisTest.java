// SPDX-License-Identifier: Apache-2.0
package org.sparsil.report.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisTest {
  private static List<String> labels(Axis axis, double low, double high, Axis.Fit fit, int ticks) {
    return axis.scale(new Range(low, high), fit, ticks).ticks().stream().map(Tick::label).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 0",
    "1.01, 2, 0",
    "2.1, 5, 0",
    "5.1, 1, 1",
    "0.3, 5, -1",
    "0.001, 1, -3",
    "70, 1, 2"
  })
  void stepsAreOneTwoOrFiveTimesAPowerOfTen(double atLeast, int factor, int exponent) {
    assertThat(NiceStep.atLeast(atLeast)).isEqualTo(new NiceStep(factor, exponent));
  }

  @Test
  void ticksAreExactMultiplesWithAsManyDecimalsAsTheStep() {
    assertThat(labels(Axis.linear(""), -0.31, 0.3, Axis.Fit.TIGHT, 7))
        .containsExactly("−0.3", "−0.2", "−0.1", "0", "0.1", "0.2", "0.3");
    assertThat(labels(Axis.linear(""), 97.31, 98.12, Axis.Fit.ROUNDED, 6))
        .containsExactly("97.2", "97.4", "97.6", "97.8", "98.0", "98.2");
    assertThat(labels(Axis.whole(""), 0, 36_801, Axis.Fit.ROUNDED, 4))
        .containsExactly("0", "10,000", "20,000", "30,000", "40,000");
  }

  @Test
  void noTickLiesBetweenCountedThings() {
    assertThat(labels(Axis.whole(""), 1, 3, Axis.Fit.TIGHT, 10)).containsExactly("1", "2", "3");
    assertThat(labels(Axis.whole(""), 1, 1, Axis.Fit.TIGHT, 10)).containsExactly("1");
  }

  @Test
  void logarithmicAxesHaveTicksAtPowersAndBetweenThemWhereThereIsRoom() {
    assertThat(labels(Axis.logarithmic(""), 0.03, 2.3, Axis.Fit.ROUNDED, 6))
        .containsExactly("0.02", "0.05", "0.1", "0.2", "0.5", "1", "2", "5");
    assertThat(labels(Axis.logarithmic(""), 3, 36_000, Axis.Fit.ROUNDED, 6))
        .containsExactly("1", "10", "100", "1,000", "10,000", "100,000");
    assertThat(labels(Axis.doubling(""), 2, 256, Axis.Fit.TIGHT, 10))
        .containsExactly("2", "4", "8", "16", "32", "64", "128", "256");
  }

  @Test
  void equalRatiosAreEqualDistances() {
    Scale scale = Axis.doubling("").scale(new Range(2, 32), Axis.Fit.TIGHT, 10);
    assertThat(scale.share(2)).isEqualTo(0);
    assertThat(scale.share(8)).isEqualTo(0.5, within(1e-12));
    assertThat(scale.share(32)).isEqualTo(1);
  }

  @Test
  void anyRangeGetsAReadableScale() {
    for (long seed = 0; seed < 2000; seed++) {
      Random random = new Random(seed);
      double first = Math.pow(10, random.nextInt(150) - 75) * (random.nextDouble() + 0.01);
      double second = random.nextBoolean() ? first : first * Math.pow(10, random.nextInt(12));
      Range range = new Range(Math.min(first, second), Math.max(first, second));
      for (Axis axis : List.of(Axis.linear(""), Axis.logarithmic(""), Axis.doubling(""))) {
        Scale scale = axis.scale(range, Axis.Fit.ROUNDED, 6);
        assertThat(scale.share(range.low())).as("%s, seed %d", axis, seed).isBetween(-1e-6, 1.0);
        assertThat(scale.share(range.high()))
            .as("%s, seed %d", axis, seed)
            .isBetween(0.0, 1.000001);
        assertThat(scale.ticks()).as("%s, seed %d", axis, seed).hasSizeBetween(2, 14);
        assertThat(scale.ticks().stream().map(Tick::label)).doesNotHaveDuplicates();
      }
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.quant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sparsil.diag.UserException;
import org.sparsil.qgraph.FixedPoint;
import org.sparsil.qgraph.QGraph;
import org.sparsil.qgraph.Rounding;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.IntTensor;
import org.sparsil.tensor.Shape;

/** Multipliers, codebooks, formats: the arithmetic below the lowering. */
class NumbersTest {

  @Test
  void powersOfTwoBecomePureShifts() {
    assertThat(Multipliers.fit(new double[] {0.25}, Rounding.HALF_UP, 17)).isEqualTo(pair(1, 2));
    assertThat(Multipliers.fit(new double[] {1}, Rounding.FLOOR, 17)).isEqualTo(pair(1, 0));
    assertThat(Multipliers.fit(new double[] {8}, Rounding.HALF_UP, 17)).isEqualTo(pair(8, 0));
    assertThat(Multipliers.fit(new double[] {0.5, 0.5}, Rounding.HALF_UP, 17))
        .isEqualTo(pair(1, 1));
  }

  @Test
  void tensorFlowLiteMultipliersAreNormalizedToThirtyOneBits() {
    assertThat(Multipliers.fit(new double[] {0.5}, Rounding.TFLITE, 17))
        .isEqualTo(pair(1 << 30, 31));
    assertThat(Multipliers.fit(new double[] {0.0003}, Rounding.TFLITE16, 17))
        .isEqualTo(pair((int) Math.rint(Math.scalb(0.0003, 42)), 42));
    assertThat(Multipliers.fit(new double[] {Math.nextDown(1.0)}, Rounding.TFLITE, 17))
        .isEqualTo(pair(1 << 30, 30));
  }

  @Test
  void multipliersAreAsNearAsTheirBitsAllow() {
    Random random = new Random(1);
    for (int trial = 0; trial < 2000; trial++) {
      double factor = Math.exp(random.nextGaussian() * 8);
      int bits = 2 + random.nextInt(30);
      Multipliers fit = Multipliers.fit(new double[] {factor}, Rounding.HALF_UP, bits);
      double actual = Math.scalb((double) fit.multiplier().get(0), -fit.shift().get(0));
      if (factor >= Math.scalb(1.0, bits) - 0.5) {
        assertThat(actual).isCloseTo(Math.min(factor, Integer.MAX_VALUE), within(0.5));
      } else {
        assertThat(Math.abs(actual / factor - 1))
            .as("factor %s, %d bits", factor, bits)
            .isLessThanOrEqualTo(
                1.001 * Math.max(Math.scalb(1.0, -bits), Math.scalb(0.5 / factor, -62)));
        assertThat((long) fit.multiplier().get(0)).isLessThan(1L << bits);
      }
    }
  }

  @Test
  void channelsOfVeryDifferentScaleGetShiftsOfTheirOwn() {
    Multipliers near = Multipliers.fit(new double[] {0.3, 0.2, 0.01}, Rounding.HALF_UP, 17);
    assertThat(near.shift().get(0)).isEqualTo(near.shift().get(2));
    Multipliers far = Multipliers.fit(new double[] {0.3, 0.2, 1e-6}, Rounding.HALF_UP, 17);
    double smallest = Math.scalb((double) far.multiplier().get(2), -far.shift().get(2));
    assertThat(smallest / 1e-6).isCloseTo(1, within(1e-4));
  }

  @Test
  void raisedFactorsAreRepresentedExactlyAndHardlyLarger() {
    Random random = new Random(2);
    for (int trial = 0; trial < 500; trial++) {
      double[] factors = new double[5];
      for (int i = 0; i < factors.length; i++) {
        factors[i] = Math.exp(random.nextGaussian() * 2 - 6);
      }
      double[] raised = Multipliers.atLeast(factors, 17);
      Multipliers fit = Multipliers.fit(raised, Rounding.HALF_UP, 17);
      for (int i = 0; i < factors.length; i++) {
        int at = fit.multiplier().size() == 1 ? 0 : i;
        double exact = Math.scalb((double) fit.multiplier().get(at), -fit.shift().get(at));
        assertThat(exact).as("trial %d", trial).isEqualTo(raised[i]);
        assertThat(raised[i]).isGreaterThanOrEqualTo(factors[i] * (1 - 1e-8));
      }
    }
    assertThat(Multipliers.atLeast(new double[] {0.3, 0.1}, 17)[1])
        .isCloseTo(0.1, within(0.1 * 1e-4));
  }

  @Test
  void levelsThatAreMultiplesBecomeTheSmallestIntegers() {
    assertThat(LevelFit.scale(new double[] {-0.5, 0.25, 0.75}, new long[] {1, 1, 1}, 127))
        .isCloseTo(0.25, within(1e-12));
    assertThat(LevelFit.scale(new double[] {-0.1f, 0.3f}, new long[] {5, 1}, 127))
        .isCloseTo(0.1, within(1e-7));
    double scale = LevelFit.scale(new double[] {1, Math.PI}, new long[] {1, 1}, 127);
    assertThat(Math.rint(Math.PI / scale)).isEqualTo(22);
    assertThat(Math.rint(1 / scale)).isEqualTo(7);
  }

  @Test
  void formatsAreUnsignedOrSymmetricAndUseTheirWidth() {
    FormatChoice formats = new FormatChoice(QuantizeOptions.defaults());
    assertThat(formats.ofRange(new Range(0, 2.55), 8)).isEqualTo(format(false, 8, 2.55 / 255));
    assertThat(formats.ofRange(new Range(-1, 0.5), 8)).isEqualTo(format(true, 8, 1 / 128.0));
    assertThat(formats.ofRange(new Range(-1, 1), 8)).isEqualTo(format(true, 8, 1 / 127.0));
    assertThat(formats.ofRange(new Range(-2, 1), 1)).isEqualTo(format(true, 1, 2));
    assertThat(formats.ofRange(new Range(0, 3), 1)).isEqualTo(format(false, 1, 3));
    assertThat(formats.ofRange(new Range(0, 0), 8)).isEqualTo(format(false, 8, 1));
    assertThat(formats.ofRange(new Range(4, 4), 8)).isEqualTo(format(false, 8, 4 / 255.0));
    assertThat(formats.ofRange(new Range(-4, -4), 8)).isEqualTo(format(true, 8, 4 / 128.0));
  }

  @Test
  void inputsAreRoundedHalfToEvenAndClampedAndCounted() {
    QGraph.QInput input = new QGraph.QInput("x", Shape.of(6), new FixedPoint(true, 8, 0.5, 10));
    InputQuantizer quantizer = InputQuantizer.of(input);
    assertThat(quantizer.quantize(FloatTensor.vector(0, 0.25f, 0.75f, -0.25f, 1000, -1000)))
        .isEqualTo(IntTensor.vector(10, 10, 12, 10, 127, -128));
    assertThat(quantizer.saturated()).isEqualTo(2);
    assertThat(quantizer.elements()).isEqualTo(6);
    assertThatThrownBy(() -> quantizer.quantize(FloatTensor.vector(1)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("a frame has shape 1, the network's input has 6");
    assertThatThrownBy(() -> quantizer.quantize(FloatTensor.vector(0, 0, Float.NaN, 0, 0, 0)))
        .hasMessageContaining("element 2 of a frame is NaN");
  }

  @Test
  void settingsOutsideOfTheirLimitsAreNamed() {
    assertThatThrownBy(() -> QuantizeOptions.defaults().withBits(17, 8, 16))
        .isInstanceOf(UserException.class)
        .hasMessage("settings: error: weight bits is 17, allowed is 2 to 16 [CONFIG-001]");
    assertThatThrownBy(() -> QuantizeOptions.defaults().withBits(8, 0, 16))
        .hasMessageContaining("activation bits is 0, allowed is 1 to 16");
  }

  private static FixedPoint format(boolean signed, int bits, double scale) {
    return new FixedPoint(signed, bits, scale, 0);
  }

  private static Multipliers pair(int multiplier, int shift) {
    return new Multipliers(IntTensor.vector(multiplier), IntTensor.vector(shift));
  }
}

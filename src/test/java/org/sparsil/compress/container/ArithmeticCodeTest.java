// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ArithmeticCodeTest {
  private static final int BITS = 20_000;

  @Test
  void whatIsEncodedIsDecodedAtTheCostThatTheProbabilitiesSay() {
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      int[] bits = new int[BITS];
      int[] probabilities = new int[BITS];
      ArithmeticEncoder encoder = new ArithmeticEncoder();
      BitMeter meter = new BitMeter(encoder);
      for (int i = 0; i < BITS; i++) {
        probabilities[i] =
            random.nextInt(10) == 0
                ? 1 + random.nextInt(2) * (Logistic.ONE - 2)
                : 1 + random.nextInt(Logistic.ONE - 1);
        bits[i] = random.nextInt(Logistic.ONE) < probabilities[i] ? 1 : 0;
        meter.code(bits[i], probabilities[i]);
      }
      byte[] bytes = encoder.toByteArray();

      assertThat(8.0 * bytes.length).isBetween(meter.bits() - 2.0, 1.00001 * meter.bits() + 16);
      ArithmeticDecoder decoder = new ArithmeticDecoder(new ByteReader(bytes, "test"));
      for (int i = 0; i < BITS; i++) {
        assertThat(decoder.code(0, probabilities[i]))
            .as("bit %d of seed %d", i, seed)
            .isEqualTo(bits[i]);
      }
    }
  }

  /** The most likely and the least likely bits in turn drive the interval to both of its ends. */
  @Test
  void carriesRunBackThroughAllBytes() {
    for (int rare = 0; rare < 2; rare++) {
      ArithmeticEncoder encoder = new ArithmeticEncoder();
      for (int i = 0; i < 5000; i++) {
        encoder.code(i % 100 == 99 ? rare : 0, 1);
      }
      ArithmeticDecoder decoder =
          new ArithmeticDecoder(new ByteReader(encoder.toByteArray(), "test"));
      for (int i = 0; i < 5000; i++) {
        assertThat(decoder.code(0, 1)).isEqualTo(i % 100 == 99 ? rare : 0);
      }
    }
  }

  @Test
  void squashAndStretchUndoEachOther() {
    for (int logit = -1500; logit <= 1500; logit++) {
      assertThat(Logistic.stretch(Logistic.squash(logit))).isBetween(logit - 3, logit + 3);
    }
    assertThat(Logistic.squash(0)).isEqualTo(Logistic.ONE / 2);
    assertThat(Logistic.squash(Integer.MIN_VALUE)).isPositive();
    assertThat(Logistic.squash(Integer.MAX_VALUE)).isLessThan(Logistic.ONE);
  }

  @Test
  void logarithmsAreRightToAStep() {
    for (long value = 1; value < Long.MAX_VALUE / 3; value += 1 + value / 7) {
      assertThat((double) Logistic.log(value))
          .isBetween(256 * Math.log((double) value) - 2, 256 * Math.log((double) value) + 2);
    }
  }

  /** Any change of the tables would make old files unreadable. */
  @Test
  void tablesAreWhatTheyWere() {
    long sum = 0;
    for (int i = 0; i < Logistic.ONE; i++) {
      sum = 31 * sum + Logistic.stretch(i);
    }
    for (int i = -Logistic.LIMIT; i <= Logistic.LIMIT; i++) {
      sum = 31 * sum + Logistic.squash(i);
    }
    for (int i = 1; i < 100_000; i++) {
      sum = 31 * sum + Logistic.log(i);
    }
    assertThat(sum).isEqualTo(8406290704386658926L);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntegerClusteringTest {
  @Test
  void digits_are_counted_as_the_fewest_signed_powers_of_two() {
    int most = 300;
    int[] fewest = new int[4 * most + 1]; // Index: integer + 2 · most.
    Arrays.fill(fewest, Integer.MAX_VALUE / 2);
    fewest[2 * most] = 0;
    for (int digits = 0; digits < 6; digits++) {
      int[] next = fewest.clone();
      for (int power = 1; power <= 512; power *= 2) {
        for (int i = 0; i < fewest.length; i++) {
          if (i - power >= 0) {
            next[i] = Math.min(next[i], fewest[i - power] + 1);
          }
          if (i + power < fewest.length) {
            next[i] = Math.min(next[i], fewest[i + power] + 1);
          }
        }
      }
      fewest = next;
    }
    for (int integer = -most; integer <= most; integer++) {
      assertThat(SignedDigits.count(integer))
          .as("%d", integer)
          .isEqualTo(fewest[integer + 2 * most]);
    }
  }

  @Test
  void a_level_set_holds_what_the_width_and_the_digits_allow() {
    assertThat(new LevelSet(4, OptionalInt.empty()).toArray())
        .containsExactly(-7, -6, -5, -4, -3, -2, -1, 1, 2, 3, 4, 5, 6, 7);
    assertThat(new LevelSet(5, OptionalInt.of(1)).toArray())
        .containsExactly(-8, -4, -2, -1, 1, 2, 4, 8);
    LevelSet two = new LevelSet(5, OptionalInt.of(2));
    assertThat(two.toArray()).hasSize(26).doesNotContain(11, 13, -11, -13);
    assertThat(two.nearest(10.9)).isEqualTo(10);
    assertThat(two.nearest(-100)).isEqualTo(-15);
    assertThat(two.nearest(0)).isEqualTo(-1);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void the_levels_for_a_scale_are_the_best_of_all_subsets(long seed) {
    Random random = new Random(seed);
    float[] values = ClusteringTest.skewed(random, 1 + random.nextInt(60));
    int[] allowed = new LevelSet(4, OptionalInt.of(1 + random.nextInt(3))).toArray();
    double scale = 0.05 + random.nextDouble();
    for (int most = 1; most <= 4; most++) {
      LevelChoice.Chosen chosen =
          new LevelChoice(new SortedValues(values.clone()), allowed, scale).best(most);

      double least = Double.POSITIVE_INFINITY;
      for (int subset = 1; subset < 1 << allowed.length; subset++) {
        if (Integer.bitCount(subset) <= most) {
          int members = subset;
          int[] levels =
              IntStream.range(0, allowed.length)
                  .filter(i -> (members >> i & 1) == 1)
                  .map(i -> allowed[i])
                  .toArray();
          least = Math.min(least, error(values, levels, scale));
        }
      }
      assertThat(chosen.error()).as("seed %d", seed).isCloseTo(least, within(1e-9 * (1 + least)));
      assertThat(error(values, chosen.levels().toArray(), scale))
          .as("seed %d", seed)
          .isCloseTo(least, within(1e-9 * (1 + least)));
    }
  }

  @ParameterizedTest
  @CsvSource({"8, 0", "8, 1", "8, 2", "8, 3", "6, 0", "4, 0", "12, 0", "12, 2", "16, 0", "2, 0"})
  void no_rounding_of_an_ordinary_codebook_is_better(int widthBits, int mostDigits) {
    LevelSet set =
        new LevelSet(widthBits, mostDigits == 0 ? OptionalInt.empty() : OptionalInt.of(mostDigits));
    float[] values = ClusteringTest.skewed(new Random(widthBits), 2000);
    IntegerCodebook found = new IntegerClustering(new SortedValues(values.clone()), set, 16).find();

    Clusters ordinary = new OptimalClustering().cluster(values, 16);
    double magnitude = 0;
    for (int i = 0; i < ordinary.centroids().size(); i++) {
      magnitude = Math.max(magnitude, Math.abs(ordinary.centroids().get(i)));
    }
    double rounded = Double.POSITIVE_INFINITY;
    int[] allowed = set.toArray();
    for (int top = set.largest(); top > set.largest() / 2; top -= 1 + top / 200) {
      double scale = magnitude / top;
      int[] levels =
          IntStream.range(0, ordinary.centroids().size())
              .map(i -> nearest(allowed, ordinary.centroids().get(i) / scale))
              .toArray();
      rounded = Math.min(rounded, error(values, levels, scale));
    }
    double error = error(values, found.levels().toArray(), found.scale());
    assertThat(error).isLessThanOrEqualTo(rounded * (1 + 1e-4));
    assertThat(error).isGreaterThanOrEqualTo(ordinary.squaredError() * (1 - 1e-6));
    assertThat(found.levels().size()).isLessThanOrEqualTo(16);
    assertThat(Arrays.stream(found.levels().toArray()).allMatch(set::allows)).isTrue();
    assertThat(found.widthBits()).isLessThanOrEqualTo(widthBits);
  }

  @Test
  void more_digits_give_less_error_and_cost_more_additions() {
    float[] values = ClusteringTest.skewed(new Random(5), 3000);
    double before = Double.POSITIVE_INFINITY;
    for (int digits = 1; digits <= 4; digits++) {
      LevelSet set = new LevelSet(8, OptionalInt.of(digits));
      IntegerCodebook found =
          new IntegerClustering(new SortedValues(values.clone()), set, 16).find();

      double error = error(values, found.levels().toArray(), found.scale());
      assertThat(error).isLessThanOrEqualTo(before * (1 + 1e-6));
      assertThat(found.adders()).isLessThanOrEqualTo(16 * (digits - 1));
      before = error;
    }
  }

  @Test
  void values_that_are_integers_of_a_scale_are_found_to_be() {
    float[] values = {0.75f, -2.25f, 0.75f, 1.5f, -2.25f};

    IntegerCodebook found =
        new IntegerClustering(new SortedValues(values), new LevelSet(8, OptionalInt.empty()), 16)
            .find();

    assertThat(found.levels().toArray()).containsExactly(-3, 1, 2);
    assertThat(found.scale()).isEqualTo(0.75f);
    assertThat(found.digits()).isEqualTo(4);
    assertThat(found.adders()).isEqualTo(1);
    assertThat(found.widthBits()).isEqualTo(3);
  }

  private static int nearest(int[] allowed, double number) {
    int best = allowed[0];
    for (int level : allowed) {
      best = Math.abs(level - number) < Math.abs(best - number) ? level : best;
    }
    return best;
  }

  private static double error(float[] values, int[] levels, double scale) {
    double error = 0;
    for (float value : values) {
      double least = Double.POSITIVE_INFINITY;
      for (int level : levels) {
        least = Math.min(least, Math.pow(value - level * scale, 2));
      }
      error += least;
    }
    return error;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparsil.tensor.FloatTensor;

class ClusteringTest {
  private static final Clustering OPTIMAL = new OptimalClustering();

  static Stream<Clustering> all() {
    return Stream.concat(
        Stream.of(OPTIMAL),
        Arrays.stream(Initialization.values()).map(start -> new LloydClustering(start, 1)));
  }

  @ParameterizedTest
  @MethodSource("all")
  void separate_groups_become_their_means(Clustering clustering) {
    Clusters clusters = clustering.cluster(new float[] {9, -1, 1, 10, -2, 11, 2, 0, -50}, 3);

    assertThat(clusters.centroids()).isEqualTo(FloatTensor.vector(-50, 0, 10));
    assertThat(clusters.squaredError()).isCloseTo(12, within(1e-9));
  }

  @ParameterizedTest
  @MethodSource("all")
  void few_different_values_stand_for_themselves(Clustering clustering) {
    float[] values = {0.1f, 0.3f, 0.1f, 0.1f, -0.7f};

    assertThat(clustering.cluster(values, 3))
        .isEqualTo(clustering.cluster(values, 100))
        .isEqualTo(new Clusters(FloatTensor.vector(-0.7f, 0.1f, 0.3f), 0, true));
  }

  @ParameterizedTest
  @MethodSource("all")
  void nothing_has_no_clusters(Clustering clustering) {
    assertThat(clustering.cluster(new float[0], 4).centroids().size()).isZero();
    assertThatThrownBy(() -> clustering.cluster(new float[1], 0)).hasMessage("0 clusters");
    assertThatThrownBy(() -> clustering.cluster(new float[] {1, Float.NaN}, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @MethodSource("all")
  void one_cluster_is_the_mean(Clustering clustering) {
    Clusters clusters = clustering.cluster(new float[] {1, 2, 6}, 1);

    assertThat(clusters.centroids()).isEqualTo(FloatTensor.vector(3));
    assertThat(clusters.squaredError()).isCloseTo(14, within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void the_optimum_is_that_of_all_partitions(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 20; round++) {
      float[] values = skewed(random, 1 + random.nextInt(11));
      for (int most = 1; most <= values.length; most++) {
        Clusters found = OPTIMAL.cluster(values, most);

        double least = leastError(values, most);
        assertThat(found.squaredError())
            .as("seed %d, %d clusters of %s", seed, most, Arrays.toString(values))
            .isCloseTo(least, within(1e-9 * (1 + least)));
        assertThat(found.optimal()).isTrue();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void the_reported_error_is_that_of_the_nearest_centroids(long seed) {
    Random random = new Random(seed);
    float[] values = skewed(random, 3000);
    List<Clustering> clusterings = all().toList();
    for (Clustering clustering : clusterings) {
      Clusters clusters = clustering.cluster(values, 16);

      double error = 0;
      for (float value : values) {
        error += Math.pow(value - clusters.centroids().get(clusters.nearest(value)), 2);
      }
      assertThat(clusters.squaredError())
          .as("seed %d, %s", seed, clustering)
          .isCloseTo(error, within(1e-5 * error));
      assertThat(clusters.centroids().size()).isEqualTo(16);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void neither_the_optimum_nor_its_approximation_is_worse_than_lloyd(long seed) {
    float[] values = skewed(new Random(seed), 5000);
    for (int most : new int[] {2, 7, 16, 64}) {
      Clusters exact = OPTIMAL.cluster(values, most);
      Clusters coarse = OptimalClustering.cluster(new SortedValues(values.clone()), most, 256);

      assertThat(exact.optimal()).isTrue();
      assertThat(coarse.optimal()).isFalse();
      assertThat(coarse.squaredError())
          .as("seed %d", seed)
          .isBetween(exact.squaredError() * (1 - 1e-9), exact.squaredError() * 1.01);
      for (Initialization start : Initialization.values()) {
        double lloyd = new LloydClustering(start, 0).cluster(values, most).squaredError();
        assertThat(exact.squaredError())
            .as("seed %d, %s", seed, start)
            .isLessThanOrEqualTo(lloyd * (1 + 1e-12));
        assertThat(coarse.squaredError())
            .as("seed %d, %s", seed, start)
            .isLessThanOrEqualTo(lloyd * (1 + 1e-12));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Initialization.class)
  void the_same_seed_gives_the_same_clusters(Initialization start) {
    float[] values = skewed(new Random(4), 2000);
    Clustering clustering = new LloydClustering(start, 5);

    assertThat(clustering.cluster(values, 16)).isEqualTo(clustering.cluster(values, 16));
  }

  @Test
  void lloyd_ends_where_every_centre_is_the_mean_of_what_is_nearest() {
    float[] values = skewed(new Random(9), 4000);
    SortedValues sorted = new SortedValues(values.clone());
    for (Initialization start : Initialization.values()) {
      double[] centres = new InitialCentres(sorted, 32).choose(start, new Random(1));
      int[] bounds = Lloyd.run(sorted, centres);
      double[] means = new double[32];
      Arrays.setAll(means, i -> sorted.mean(bounds[i], bounds[i + 1]));

      assertThat(Lloyd.bounds(sorted, means)).isEqualTo(bounds);
    }
  }

  @Test
  void linear_starts_reach_from_end_to_end() {
    InitialCentres centres =
        new InitialCentres(new SortedValues(new float[] {5, 1, 1, 1, 2, 9}), 3);

    assertThat(centres.choose(Initialization.LINEAR, new Random(1))).containsExactly(1, 5, 9);
    assertThat(centres.choose(Initialization.DENSITY, new Random(1))).containsExactly(1, 2, 9);
  }

  /** Against the definition: the second centre's probability is its squared distance's share. */
  @Test
  void the_second_centre_is_drawn_by_squared_distance() {
    float[] values = {0, 1, 3};
    int[][] drawn = new int[4][4];
    int rounds = 30_000;
    Random random = new Random(3);
    for (int round = 0; round < rounds; round++) {
      double[] centres =
          new InitialCentres(new SortedValues(values.clone()), 2)
              .choose(Initialization.KMEANS_PLUS_PLUS, random);
      drawn[(int) centres[0]][(int) centres[1]]++;
    }
    // From 0: to 1 by 1/10, to 3 by 9/10. From 1: to 0 by 1/5, to 3 by 4/5. From 3: 9/13, 4/13.
    double third = rounds / 3.0;
    assertThat((double) drawn[0][1]).isCloseTo(third * (1 / 10.0 + 1 / 5.0), within(250.0));
    assertThat((double) drawn[0][3]).isCloseTo(third * (9 / 10.0 + 9 / 13.0), within(400.0));
    assertThat((double) drawn[1][3]).isCloseTo(third * (4 / 5.0 + 4 / 13.0), within(400.0));
  }

  @Test
  void the_sums_of_intervals_are_what_adding_gives() {
    Random random = new Random(2);
    float[] values = skewed(random, 1000);
    SortedValues sorted = new SortedValues(values);
    for (int round = 0; round < 300; round++) {
      int from = random.nextInt(1000);
      int to = from + 1 + random.nextInt(1000 - from);
      double[] part = IntStream.range(from, to).mapToDouble(sorted::get).toArray();
      double mean = Arrays.stream(part).average().orElseThrow();

      assertThat(sorted.mean(from, to)).isCloseTo(mean, within(1e-12));
      assertThat(sorted.error(from, to))
          .isCloseTo(Arrays.stream(part).map(x -> (x - mean) * (x - mean)).sum(), within(1e-9));
      assertThat(sorted.error(from, to, 0.25))
          .isCloseTo(Arrays.stream(part).map(x -> (x - 0.25) * (x - 0.25)).sum(), within(1e-9));
    }
  }

  /** By all partitions of the sorted values into intervals. */
  private static double leastError(float[] values, int clusters) {
    float[] sorted = values.clone();
    Arrays.sort(sorted);
    double least = Double.POSITIVE_INFINITY;
    for (int cuts = 0; cuts < 1 << (sorted.length - 1); cuts++) {
      if (Integer.bitCount(cuts) < clusters) {
        double error = 0;
        List<Float> cluster = new ArrayList<>();
        for (int i = 0; i < sorted.length; i++) {
          cluster.add(sorted[i]);
          if ((cuts >> i & 1) == 1 || i == sorted.length - 1) {
            double mean = cluster.stream().mapToDouble(x -> x).average().orElseThrow();
            error += cluster.stream().mapToDouble(x -> (x - mean) * (x - mean)).sum();
            cluster.clear();
          }
        }
        least = Math.min(least, error);
      }
    }
    return least;
  }

  /** Two-sided, with a long tail and some values that occur often. */
  static float[] skewed(Random random, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      double magnitude = Math.exp(random.nextGaussian()) * (random.nextInt(3) - 1.1);
      values[i] = random.nextInt(5) == 0 ? random.nextInt(4) : (float) magnitude;
    }
    return values;
  }

  /** Max, Quantizing for minimum distortion, 1960, table I: 0.009497 for 16 levels. */
  @Test
  void clusters_of_gaussian_weights_are_those_of_the_best_quantizer() {
    Random random = new Random(3);
    float[] values = new float[100_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }

    Clusters clusters = new OptimalClustering().cluster(values, 16);

    assertThat(clusters.squaredError() / values.length).isBetween(0.0093, 0.0097);
  }
}

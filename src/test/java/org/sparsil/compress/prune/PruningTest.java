// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.prune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparsil.compress.prune.PruneByPercentile.Scope;
import org.sparsil.graph.ActivationFunction;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.graph.LayerWeights;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.Shape;
import org.sparsil.testing.SampleGraphs;

class PruningTest {
  @Test
  void weights_below_the_percentile_of_their_layer_go() {
    Graph graph = network(new float[] {0.125f, -0.5f, 0.02f, 0.375f}, new float[] {10, -20, 5, 0});

    PruneByPercentile rule = new PruneByPercentile(50, Scope.LAYER);

    assertThat(weights(rule.apply(graph), 0)).containsExactly(0, -0.5f, 0, 0.375f);
    // What is 0 is not alive: the median of 5, 10, 20 is 10, and 10 is not below it.
    assertThat(weights(rule.apply(graph), 1)).containsExactly(10, -20, 0, 0);
    assertThat(rule.thresholds(graph)).containsExactly(Map.entry("a", 0.25), Map.entry("b", 10.0));
  }

  @Test
  void one_percentile_of_the_whole_network_takes_most_from_small_weights() {
    Graph graph = network(new float[] {0.1f, -0.4f, 0.02f, 0.3f}, new float[] {10, -20, 5, 7});

    Graph pruned = new PruneByPercentile(50, Scope.NETWORK).apply(graph);

    assertThat(weights(pruned, 0)).containsOnly(0);
    assertThat(weights(pruned, 1)).containsExactly(10, -20, 5, 7);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void a_percentile_is_that_of_the_sorted_magnitudes(long seed) {
    Random random = new Random(seed);
    FloatTensor tensor = SampleGraphs.random(random, Shape.of(1 + random.nextInt(500)));
    double[] sorted = new double[tensor.size()];
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = Math.abs(tensor.get(i));
    }
    Arrays.sort(sorted);
    Magnitudes magnitudes = new Magnitudes(List.of(tensor));

    for (int rank = 0; rank < sorted.length; rank++) {
      assertThat(magnitudes.atRank(rank))
          .as("seed %d, rank %d", seed, rank)
          .isEqualTo((float) sorted[rank]);
    }
    assertThat(magnitudes.percentile(0)).isEqualTo(sorted[0]);
    assertThat(magnitudes.percentile(100)).isEqualTo(sorted[sorted.length - 1]);
  }

  @Test
  void the_threshold_is_sensitivity_times_the_standard_deviation_of_the_layer() {
    // Mean 0, squares 1, 1, 9, 9, 0: the standard deviation is 2.
    Graph graph = network(new float[] {1, -1, 3, -3, 0}, new float[] {2, 2, 2, 2, 2});
    PruneByStandardDeviation rule = new PruneByStandardDeviation(0.75);

    assertThat(rule.thresholds(graph).get("a")).isCloseTo(1.5, within(1e-12));
    assertThat(rule.thresholds(graph).get("b")).isZero();
    assertThat(weights(rule.apply(graph), 0)).containsExactly(0, 0, 3, -3, 0);
    assertThat(weights(rule.apply(graph), 1)).containsOnly(2);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.001, 0.1, 0.37, 0.5, 0.999, 1})
  void exactly_the_density_survives_and_it_is_the_largest(double density) {
    Random random = new Random(7);
    float[] first = new float[600];
    float[] second = new float[400];
    for (int i = 0; i < 1000; i++) {
      // Few magnitudes, so that many are equal.
      float value = (1 + random.nextInt(20)) * (random.nextBoolean() ? 1 : -1);
      (i < 600 ? first : second)[i < 600 ? i : i - 600] = value;
    }
    Graph graph = network(first, second);
    PruneToDensity rule = new PruneToDensity(density);

    SparsityMasks masks = rule.masks(graph);

    assertThat(masks.survivors()).isEqualTo(Math.round(1000 * density));
    Graph pruned = rule.apply(graph);
    assertThat(SparsityMasks.ofNonZero(pruned)).isEqualTo(masks);
    float smallestKept = Float.POSITIVE_INFINITY;
    float largestPruned = 0;
    for (int layer = 0; layer < 2; layer++) {
      float[] before = weights(graph, layer);
      float[] after = weights(pruned, layer);
      for (int i = 0; i < before.length; i++) {
        if (after[i] == 0) {
          largestPruned = Math.max(largestPruned, Math.abs(before[i]));
        } else {
          assertThat(after[i]).isEqualTo(before[i]);
          smallestKept = Math.min(smallestKept, Math.abs(before[i]));
        }
      }
    }
    assertThat(largestPruned).isLessThanOrEqualTo(smallestKept);
    assertThat(rule.thresholds(graph).get("a")).isEqualTo(smallestKept);
  }

  @Test
  void pruning_to_a_density_revives_nothing() {
    Graph graph = network(new float[] {0, 0, 0, 1}, new float[] {0, 0, 2, 0});

    assertThat(new PruneToDensity(0.9).apply(graph)).isEqualTo(graph);
  }

  @Test
  void masks_hold_what_retraining_moved() {
    Graph pruned = network(new float[] {0, -0.4f, 0, 0.3f}, new float[] {1, 0});
    Graph retrained = network(new float[] {0.7f, -0.6f, 1e-9f, 0.2f}, new float[] {3, -1});

    Graph held = SparsityMasks.ofNonZero(pruned).hold(retrained);

    assertThat(weights(held, 0)).containsExactly(0, -0.6f, 0, 0.2f);
    assertThat(weights(held, 1)).containsExactly(3, 0);
  }

  @Test
  void two_masks_keep_what_both_keep() {
    SparsityMask even = SparsityMask.of(Shape.of(6), i -> i % 2 == 0);
    SparsityMask low = SparsityMask.of(Shape.of(6), i -> i < 3);

    assertThat(even.and(low)).isEqualTo(SparsityMask.of(Shape.of(6), i -> i == 0 || i == 2));
    assertThat(even.and(low)).hasToString("6 keeps 2 of 6");
    assertThatThrownBy(() -> even.and(SparsityMask.of(Shape.of(2, 3), i -> true)))
        .hasMessage("mask 6, tensor 2x3");
  }

  @Test
  void integers_stay_integers_when_some_are_pruned() {
    Layer.Dense dense =
        new Layer.Dense(
            "a",
            "x",
            FloatTensor.of(Shape.of(1, 3), 0.5f, 1, -1.5f),
            FloatTensor.vector(0),
            Optional.of(FloatTensor.vector(0.5f)));
    Graph graph = new Graph("n", "x", Shape.of(3), List.of(dense), "a");

    LayerWeights weights =
        LayerWeights.of(new PruneToDensity(2 / 3.0).apply(graph).layers().get(0)).orElseThrow();

    assertThat(weights.values().toArray()).containsExactly(0, 1, -1.5f);
    assertThat(weights.scale()).isEqualTo(dense.weightScale());
  }

  @Test
  void a_network_without_weights_is_left_alone() {
    Graph graph =
        new Graph(
            "n",
            "x",
            Shape.of(3),
            List.of(new Layer.Activation("r", "x", new ActivationFunction.Relu())),
            "r");

    for (PruningRule rule :
        List.of(
            new PruneByPercentile(50, Scope.LAYER),
            new PruneByPercentile(50, Scope.NETWORK),
            new PruneByStandardDeviation(1),
            new PruneToDensity(0.5))) {
      assertThat(rule.apply(graph)).isEqualTo(graph);
    }
    assertThat(SparsityReport.of(graph).compressionRate()).isEqualTo(1);
  }

  @Test
  void a_gradual_schedule_prunes_fast_at_first() {
    GradualSchedule schedule = new GradualSchedule(1, 0.1, 100, 10, 4);

    assertThat(schedule.densityAt(0)).isEqualTo(1);
    assertThat(schedule.densityAt(109)).isEqualTo(1);
    // 0.1 + 0.9 · (3/4)³, and so on.
    assertThat(schedule.densityAt(110)).isCloseTo(0.4796875, within(1e-12));
    assertThat(schedule.densityAt(120)).isCloseTo(0.2125, within(1e-12));
    assertThat(schedule.densityAt(130)).isCloseTo(0.1140625, within(1e-12));
    assertThat(schedule.densityAt(140)).isEqualTo(0.1);
    assertThat(schedule.densityAt(100_000)).isEqualTo(0.1);
    assertThat(schedule.prunesAt(99)).isFalse();
    assertThat(schedule.prunesAt(100)).isTrue();
    assertThat(schedule.prunesAt(135)).isFalse();
    assertThat(schedule.prunesAt(140)).isTrue();
    assertThat(schedule.prunesAt(150)).isFalse();
  }

  @Test
  void nonsense_is_refused() {
    assertThatThrownBy(() -> new PruneByPercentile(101, Scope.LAYER)).hasMessageContaining("101");
    assertThatThrownBy(() -> new PruneToDensity(Double.NaN)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> new PruneByStandardDeviation(-1)).hasMessageContaining("-1");
    assertThatThrownBy(() -> new GradualSchedule(0.1, 0.5, 0, 1, 1)).hasMessageContaining("0.5");
  }

  /** Layers {@code a} and {@code b}, each of one output. */
  private static Graph network(float[] first, float[] second) {
    return new Graph(
        "n",
        "x",
        Shape.of(first.length),
        List.of(
            dense("a", "x", FloatTensor.of(Shape.of(1, first.length), first)),
            new Layer.Reshape("r", "a", Shape.of(1)),
            dense("b", "r", FloatTensor.of(Shape.of(second.length, 1), second))),
        "b");
  }

  private static Layer.Dense dense(String name, String input, FloatTensor weights) {
    FloatTensor bias =
        FloatTensor.adopt(
            Shape.of(weights.shape().extent(0)), new float[weights.shape().extent(0)]);
    return new Layer.Dense(name, input, weights, bias, Optional.empty());
  }

  private static float[] weights(Graph graph, int layer) {
    return LayerWeights.of(graph.layers().get(2 * layer)).orElseThrow().values().toArray();
  }
}

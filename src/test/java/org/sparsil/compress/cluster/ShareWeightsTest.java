// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sparsil.compress.prune.PruneToDensity;
import org.sparsil.compress.prune.SparsityMasks;
import org.sparsil.graph.Graph;
import org.sparsil.graph.GraphPrinter;
import org.sparsil.graph.Layer;
import org.sparsil.graph.LayerWeights;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.Shape;
import org.sparsil.testing.SampleGraphs;

class ShareWeightsTest {
  private static final Clustering OPTIMAL = new OptimalClustering();

  @Test
  void weights_take_the_means_of_their_clusters_and_zeros_stay() {
    Graph graph = network(FloatTensor.of(Shape.of(1, 5), 0.1f, -0.4f, 0, 0.12f, -0.38f));

    SharedNetwork shared = new ShareWeights(layer -> 2, OPTIMAL).apply(graph);

    assertThat(GraphPrinter.print(shared.graph())).contains("1x5 [0.11, -0.39, 0, 0.11, -0.39]");
    SharedWeights weights = shared.layer("fc");
    assertThat(weights.indices().toArray()).containsExactly(1, 0, SharedWeights.PRUNED, 1, 0);
    assertThat(weights.centroids()).isEqualTo(FloatTensor.vector(-0.39f, 0.11f));
    assertThat(weights.uses().toArray()).containsExactly(2, 2);
    assertThat(weights.squaredError(FloatTensor.of(Shape.of(1, 5), 0.1f, -0.4f, 0, 0.12f, -0.38f)))
        .isCloseTo(4e-4, within(1e-8));
  }

  @Test
  void a_layer_of_no_clusters_is_left_alone() {
    Graph graph = SampleGraphs.everyKind(1);

    SharedNetwork shared =
        new ShareWeights(layer -> layer.equals("rows") ? 4 : 0, OPTIMAL).apply(graph);

    assertThat(shared.layers()).containsOnlyKeys("rows");
    for (int i = 0; i < graph.layers().size(); i++) {
      Layer before = graph.layers().get(i);
      assertThat(shared.graph().layers().get(i).equals(before))
          .isEqualTo(!before.name().equals("rows"));
    }
  }

  @Test
  void an_all_pruned_layer_has_an_empty_codebook() {
    Graph graph = network(FloatTensor.of(Shape.of(1, 3), 0, 0, 0));
    LevelSet set = new LevelSet(8, OptionalInt.empty());

    assertThat(new ShareWeights(layer -> 4, OPTIMAL).apply(graph).graph()).isEqualTo(graph);
    SharedNetwork integers = new ShareIntegerWeights(layer -> 4, set).apply(graph);
    assertThat(integers.layer("fc").values()).isEqualTo(weights(graph).values());
  }

  @Test
  void sharing_keeps_what_pruning_kept() {
    Graph pruned = new PruneToDensity(0.2).apply(SampleGraphs.everyKind(3));

    SharedNetwork shared = new ShareWeights(layer -> 8, OPTIMAL).apply(pruned);

    assertThat(SparsityMasks.ofNonZero(shared.graph())).isEqualTo(SparsityMasks.ofNonZero(pruned));
  }

  @Test
  void the_gradient_of_a_centroid_is_the_sum_of_its_weights_gradients() {
    Graph graph = network(FloatTensor.of(Shape.of(1, 5), 0.1f, -0.4f, 0, 0.12f, -0.38f));
    SharedWeights weights =
        new ShareWeights(layer -> 2, OPTIMAL).apply(graph).layers().values().iterator().next();

    FloatTensor gradients =
        weights.centroidGradients(FloatTensor.of(Shape.of(1, 5), 1, 20, 300, 4000, 50000));

    assertThat(gradients).isEqualTo(FloatTensor.vector(50020, 4001));
  }

  @Test
  void trained_centroids_reach_every_weight_that_uses_them() {
    Graph graph = network(FloatTensor.of(Shape.of(1, 5), 0.1f, -0.4f, 0, 0.12f, -0.38f));
    SharedNetwork shared = new ShareWeights(layer -> 2, OPTIMAL).apply(graph);

    SharedNetwork trained = shared.withCentroids("fc", FloatTensor.vector(-1, 2));

    assertThat(weights(trained.graph()).values().toArray()).containsExactly(2, -1, 0, 2, -1);
    assertThatThrownBy(() -> shared.withCentroids("nobody", FloatTensor.vector(1)))
        .hasMessage("no shared layer 'nobody'");
  }

  @Test
  void integer_weights_are_exactly_the_scale_times_the_integers() {
    Random random = new Random(6);
    Graph graph = network(SampleGraphs.random(random, Shape.of(40, 50)));
    LevelSet set = new LevelSet(6, OptionalInt.of(2));

    SharedNetwork shared = new ShareIntegerWeights(layer -> 12, set).apply(graph);

    LayerWeights weights = weights(shared.graph());
    float scale = weights.scale().orElseThrow().get(0);
    for (int i = 0; i < weights.values().size(); i++) {
      int integer = Math.round(weights.values().get(i) / scale);
      assertThat(scale * integer).isEqualTo(weights.values().get(i));
      assertThat(set.allows(integer)).isTrue();
    }
    assertThat(shared.layer("fc").uses().toArray()).hasSizeLessThanOrEqualTo(12).doesNotContain(0);
  }

  private static LayerWeights weights(Graph graph) {
    return LayerWeights.of(graph.layers().get(0)).orElseThrow();
  }

  private static Graph network(FloatTensor weights) {
    Layer.Dense dense =
        new Layer.Dense(
            "fc",
            "x",
            weights,
            FloatTensor.adopt(
                Shape.of(weights.shape().extent(0)), new float[weights.shape().extent(0)]),
            Optional.empty());
    return new Graph("n", "x", Shape.of(weights.shape().extent(1)), List.of(dense), "fc");
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.sparsil.compress.cluster.LevelSet;
import org.sparsil.compress.cluster.SharedWeights;
import org.sparsil.compress.prune.SparsityMask;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.IntTensor;
import org.sparsil.tensor.Shape;

class TiedTensorTest {
  private static final FloatTensor WEIGHTS =
      FloatTensor.of(Shape.of(2, 4), 0.5f, -0.1f, 0.9f, 0.4f, -0.8f, 0.2f, -0.05f, 1.0f);

  private static final SharedWeights WEIGHTS_SHARED =
      new SharedWeights(
          IntTensor.of(Shape.of(2, 4), 1, -1, 2, -1, 0, -1, -1, 2),
          FloatTensor.vector(-0.8f, 0.5f, 0.95f),
          Optional.empty());

  /** What of the weights survives if so many do. */
  private static SparsityMask largest(int count) {
    float[] sorted = WEIGHTS.toArray();
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = Math.abs(sorted[i]);
    }
    Arrays.sort(sorted);
    float smallest = sorted[sorted.length - count];
    return SparsityMask.of(WEIGHTS.shape(), i -> Math.abs(WEIGHTS.get(i)) >= smallest);
  }

  @Test
  void free_elements_have_their_own_parameters() {
    TiedTensor free = TiedTensor.free(WEIGHTS);

    assertThat(free.values()).isEqualTo(WEIGHTS);
    assertThat(free.parameterGradients(new float[] {1, 2, 3, 4, 5, 6, 7, 8}))
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
  }

  @Test
  void pruning_holds_elements_at_0_and_their_gradients_too() {
    TiedTensor free = TiedTensor.free(WEIGHTS);

    TiedTensor pruned = free.prune(largest(4));

    assertThat(pruned.values().toArray()).containsExactly(0.5f, 0, 0.9f, 0, -0.8f, 0, 0, 1.0f);
    assertThat(pruned.parameterGradients(new float[] {1, 2, 3, 4, 5, 6, 7, 8}))
        .containsExactly(1, 0, 3, 0, 5, 0, 0, 8);
    assertThat(pruned.isShared()).isFalse();
    assertThat(pruned.parameters()).isSameAs(free.parameters());
  }

  @Test
  void pruning_again_never_brings_back_what_was_pruned_before() {
    TiedTensor pruned =
        TiedTensor.free(WEIGHTS)
            .prune(largest(2))
            .prune(SparsityMask.of(WEIGHTS.shape(), i -> i < 4));

    assertThat(pruned.values().toArray()).containsExactly(0, 0, 0.9f, 0, 0, 0, 0, 0);
  }

  @Test
  void sharing_ties_survivors_to_centroids_and_adds_their_gradients() {
    TiedTensor shared = TiedTensor.shared(WEIGHTS_SHARED, Optional.empty());

    assertThat(shared.values().toArray()).containsExactly(0.5f, 0, 0.95f, 0, -0.8f, 0, 0, 0.95f);
    assertThat(shared.parameterGradients(new float[] {1, 2, 3, 4, 5, 6, 7, 8}))
        .containsExactly(5, 1, 11);
    assertThat(shared.isShared()).isTrue();
  }

  @Test
  void elements_lie_on_the_grid_while_parameters_move_freely() {
    TiedTensor tensor =
        TiedTensor.free(FloatTensor.vector(0.3f, -0.3f, 9))
            .on(new Grid(FloatTensor.vector(0.25f), 7, Optional.empty()));

    tensor.parameters()[0] += 0.05f;
    tensor.parameters()[1] -= 0.2f;

    assertThat(tensor.values().toArray()).containsExactly(0.25f, -0.5f, 1.75f);
    assertThat(tensor.parameters()[0]).isNotEqualTo(0.25f);
  }

  @Test
  void a_grid_of_few_signed_digits_has_only_those() {
    LevelSet levels = new LevelSet(5, OptionalInt.of(1));
    TiedTensor tensor =
        TiedTensor.free(FloatTensor.vector(2.9f, 3.1f, -13, 20, 0.1f)).on(Grid.of(1, levels));

    assertThat(tensor.values().toArray()).containsExactly(2, 4, -8, 8, 1);
  }

  @Test
  void rounding_leaves_no_negative_zero() {
    TiedTensor rounded = TiedTensor.free(FloatTensor.vector(-0.01f, 0.3f, -0.7f)).rounded(0.25);

    assertThat(rounded.values()).isEqualTo(FloatTensor.vector(0f, 0.25f, -0.75f));
  }
}

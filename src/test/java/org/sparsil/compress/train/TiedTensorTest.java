// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.train;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.Shape;

class TiedTensorTest {
  private static final FloatTensor WEIGHTS =
      FloatTensor.of(Shape.of(2, 4), 0.5f, -0.1f, 0.9f, 0.4f, -0.8f, 0.2f, -0.05f, 1.0f);

  @Test
  void free_elements_have_their_own_parameters() {
    TiedTensor free = TiedTensor.free(WEIGHTS);

    assertThat(free.values()).isEqualTo(WEIGHTS);
    assertThat(free.parameterGradients(new float[] {1, 2, 3, 4, 5, 6, 7, 8}))
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
  }

  @Test
  void pruning_removes_the_smallest_and_their_gradients() {
    TiedTensor pruned = TiedTensor.free(WEIGHTS).prune(50);

    assertThat(pruned.values().toArray()).containsExactly(0.5f, 0, 0.9f, 0, -0.8f, 0, 0, 1.0f);
    assertThat(pruned.parameterGradients(new float[] {1, 2, 3, 4, 5, 6, 7, 8}))
        .containsExactly(1, 3, 5, 8);
    assertThat(pruned.hasPruned()).isTrue();
    assertThat(pruned.isShared()).isFalse();
  }

  @Test
  void pruning_again_counts_what_was_pruned_before() {
    TiedTensor pruned = TiedTensor.free(WEIGHTS).prune(50).prune(75);

    assertThat(pruned.values().toArray()).containsExactly(0, 0, 0.9f, 0, 0, 0, 0, 1.0f);
  }

  @Test
  void sharing_ties_survivors_to_the_nearest_centre_and_adds_their_gradients() {
    TiedTensor shared = TiedTensor.free(WEIGHTS).prune(50).share(3);

    assertThat(shared.values().toArray()).containsExactly(0.5f, 0, 0.95f, 0, -0.8f, 0, 0, 0.95f);
    assertThat(shared.parameterGradients(new float[] {1, 2, 3, 4, 5, 6, 7, 8}))
        .containsExactly(5, 1, 11);
    assertThat(shared.isShared()).isTrue();
  }

  @Test
  void rounding_leaves_no_negative_zero() {
    TiedTensor rounded = TiedTensor.free(FloatTensor.vector(-0.01f, 0.3f, -0.7f)).rounded(0.25);

    assertThat(rounded.values()).isEqualTo(FloatTensor.vector(0f, 0.25f, -0.75f));
  }
}

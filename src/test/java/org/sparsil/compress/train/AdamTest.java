// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.Shape;

class AdamTest {
  @Test
  void the_first_step_is_the_learning_rate_against_the_sign_of_the_gradient() {
    TiedTensor tensor = TiedTensor.free(FloatTensor.vector(1, 1, 1));

    new Adam(3).step(tensor, new float[] {5, -0.001f, 0}, 0.1, 0);

    float[] moved = tensor.parameters();
    assertThat(moved[0]).isCloseTo(0.9f, within(1e-5f));
    assertThat(moved[1]).isCloseTo(1.1f, within(1e-5f));
    assertThat(moved[2]).isEqualTo(1);
  }

  @Test
  void it_finds_the_minimum_of_a_parabola() {
    TiedTensor tensor = TiedTensor.free(FloatTensor.vector(-4));
    Adam adam = new Adam(1);
    for (int step = 0; step < 2000; step++) {
      adam.step(tensor, new float[] {2 * (tensor.parameters()[0] - 3)}, 0.02, 0);
    }

    assertThat(tensor.parameters()[0]).isCloseTo(3, within(1e-3f));
  }

  @Test
  void weights_decay_to_exactly_0_and_never_to_denormal_numbers() {
    TiedTensor tensor = TiedTensor.free(FloatTensor.of(Shape.of(1, 1), 1e-3f));
    Adam adam = new Adam(1);
    for (int step = 0; step < 1000 && tensor.parameters()[0] != 0; step++) {
      assertThat(tensor.parameters()[0]).isGreaterThanOrEqualTo(Float.MIN_NORMAL);
      adam.step(tensor, new float[] {0}, 0.5, 0.5);
    }

    assertThat(tensor.parameters()[0]).isZero();
  }

  @Test
  void biases_do_not_decay() {
    TiedTensor bias = TiedTensor.free(FloatTensor.vector(2));

    new Adam(1).step(bias, new float[] {0}, 0.5, 0.5);

    assertThat(bias.parameters()[0]).isEqualTo(2);
  }
}

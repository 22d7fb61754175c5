// SPDX-License-Identifier: Apache-2.0
package org.sparsil.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sparsil.tensor.IntTensor;

/** The softmax in integers is a softmax. */
final class FixedPointSoftmaxTest {
  /** Steps of the logits are 0.219: multiplier · 2^(24 − 31 − 26). */
  private static final FixedPointSoftmax SOFTMAX = new FixedPointSoftmax(1881344896, 24, -124);

  private static final double STEP = Math.scalb(1881344896.0, 24 - 31 - 26);

  @Test
  void probabilities_are_within_a_step_of_the_exact_ones() {
    for (long seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      int spread = 1 + random.nextInt(128);
      IntTensor logits =
          IntTensor.vector(random.ints(1 + random.nextInt(40), -spread, spread).toArray());
      IntTensor probabilities = SOFTMAX.probabilities(logits);
      for (int i = 0; i < logits.size(); i++) {
        double exact = Math.min(127, 256 * exact(logits, i) - 128);
        assertThat(Math.abs(probabilities.get(i) - exact)).as("seed %d", seed).isLessThan(1);
      }
    }
  }

  private static double exact(IntTensor logits, int position) {
    double sum = 0;
    for (int i = 0; i < logits.size(); i++) {
      sum += Math.exp(STEP * (logits.get(i) - logits.get(position)));
    }
    return 1 / sum;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScalarClustersTest {
  @Test
  void groups_are_found() {
    float[] values = {1.0f, 9.0f, 1.5f, 5.0f, 9.5f, 5.5f, 4.5f};

    assertThat(ScalarClusters.centres(values, 3)).containsExactly(1.25f, 5.0f, 9.25f);
  }

  @Test
  void few_distinct_values_are_kept_as_they_are() {
    assertThat(ScalarClusters.centres(new float[] {3, -1, 3, 3}, 16)).containsExactly(-1, 3);
  }

  @Test
  void no_values_have_no_centres() {
    assertThat(ScalarClusters.centres(new float[0], 4)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void each_centre_is_the_mean_of_the_values_nearest_to_it(long seed) {
    Random random = new Random(seed);
    float[] values = new float[1000];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    float[] centres = ScalarClusters.centres(values, 15);

    assertThat(centres).as("seed %d", seed).isSorted().hasSizeLessThanOrEqualTo(15);
    for (int centre = 0; centre < centres.length; centre++) {
      double sum = 0;
      int count = 0;
      for (float value : values) {
        if (ScalarClusters.nearest(centres, value) == centre) {
          sum += value;
          count++;
        }
      }
      assertThat(sum / count)
          .as("seed %d, centre %d", seed, centre)
          .isCloseTo(centres[centre], org.assertj.core.data.Offset.offset(1e-5));
    }
  }
}

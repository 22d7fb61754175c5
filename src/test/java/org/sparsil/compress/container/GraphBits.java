// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.graph.LayerWeights;
import org.sparsil.tensor.FloatTensor;

/** Identity of networks, down to the bits that the equality of numbers does not see. */
final class GraphBits {
  private GraphBits() {}

  static void assertIdentical(Graph actual, Graph expected) {
    assertThat(actual).isEqualTo(expected);
    for (int i = 0; i < expected.layers().size(); i++) {
      Layer layer = expected.layers().get(i);
      Layer other = actual.layers().get(i);
      assertThat(LayerWeights.of(other).map(weights -> bits(weights.values())))
          .as(layer.name())
          .isEqualTo(LayerWeights.of(layer).map(weights -> bits(weights.values())));
      if (layer instanceof Layer.Weighted weighted) {
        assertThat(bits(((Layer.Weighted) other).bias()))
            .as(layer.name())
            .isEqualTo(bits(weighted.bias()));
      }
    }
  }

  private static String bits(FloatTensor tensor) {
    int[] bits = new int[tensor.size()];
    Arrays.setAll(bits, i -> Float.floatToRawIntBits(tensor.get(i)));
    return Arrays.toString(bits);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.quant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparsil.compress.OutputKind;
import org.sparsil.compress.Passes;
import org.sparsil.diag.Diagnostics;
import org.sparsil.graph.Graph;
import org.sparsil.qgraph.QGraphCheck;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.testing.BranchedGraphs;
import org.sparsil.testing.SampleGraphs;

/** Networks whose values several layers read, from float to integer. */
class QuantizedBranchesTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void every_value_is_near_the_float_networks(long seed) {
    QuantizedMlp network = images(seed, QuantizeOptions.defaults().withBits(12, 12, 20));
    QGraphCheck.require(network.integers());
    for (Map.Entry<String, SignalError> value : network.errors().entrySet()) {
      assertThat(value.getValue().relativeRms())
          .as("seed %d, '%s'", seed, value.getKey())
          .isLessThan(0.01);
    }
  }

  private static QuantizedMlp images(long seed, QuantizeOptions options) {
    Graph graph =
        Passes.toHardwareForm(OutputKind.MODEL, new Diagnostics())
            .apply(BranchedGraphs.images(seed));
    Random random = new Random(seed);
    List<FloatTensor> frames =
        IntStream.range(0, 20)
            .mapToObj(i -> SampleGraphs.random(random, graph.inputShape()))
            .toList();
    return QuantizedMlp.of(graph, frames, options);
  }
}

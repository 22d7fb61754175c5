// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.prune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sparsil.graph.ActivationFunction;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.Shape;

class SparsityReportTest {
  private static final String PRUNED =
      """
      fc1.weight | nonzeros = 14770 / 235200 (6.28%) | total_pruned = 220430 | shape = (300, 784)
      fc1.bias | nonzeros = 300 / 300 (100.00%) | total_pruned = 0 | shape = (300,)
      fc2.weight | nonzeros = 1953 / 30000 ( 6.51%) | total_pruned = 28047 | shape = (100, 300)
      fc2.bias | nonzeros = 100 / 100 (100.00%) | total_pruned = 0 | shape = (100,)
      fc3.weight | nonzeros = 47 / 1000 ( 4.70%) | total_pruned = 953 | shape = (10, 100)
      fc3.bias | nonzeros = 10 / 10 (100.00%) | total_pruned = 0 | shape = (10,)
      alive: 17180, pruned : 249430, total: 266610, Compression rate : 15.52x ( 93.56% pruned)
      """;

  /** A listing published for LeNet-300-100; ours also lines the columns up. */
  @Test
  void the_listing_has_the_published_form_and_figures() {
    String listing = SparsityReport.of(lenet(14770, 1953, 47)).toString();

    assertThat(listing).isEqualToIgnoringWhitespace(PRUNED);
    assertThat(listing.lines().map(line -> line.indexOf('|')).distinct()).containsExactly(11, -1);
  }

  @Test
  void the_record_has_the_figures_of_the_listing() {
    SparsityReport report = SparsityReport.of(lenet(14770, 1953, 47));

    assertThat(report.tensors().get(2))
        .isEqualTo(
            new SparsityReport.Entry("fc2.weight", 1953, 30000, 6.51, 28047, List.of(100, 300)));
    assertThat(report.alive()).isEqualTo(17180);
    assertThat(report.pruned()).isEqualTo(249430);
    assertThat(report.total()).isEqualTo(266610);
    assertThat(report.compressionRate()).isCloseTo(15.518, within(0.001));
    assertThat(report.prunedPercent()).isCloseTo(93.556, within(0.001));
  }

  @Test
  void a_dense_network_has_rate_one() {
    assertThat(SparsityReport.of(lenet(235200, 30000, 1000)).toString())
        .endsWith(
            "alive: 266610, pruned : 0, total: 266610, Compression rate : 1.00x (  0.00% pruned)");
  }

  private static Graph lenet(int first, int second, int third) {
    return new Graph(
        "lenet",
        "x",
        Shape.of(784),
        List.of(
            dense("fc1", "x", 300, 784, first),
            new Layer.Activation("r1", "fc1", new ActivationFunction.Relu()),
            dense("fc2", "r1", 100, 300, second),
            new Layer.Activation("r2", "fc2", new ActivationFunction.Relu()),
            dense("fc3", "r2", 10, 100, third)),
        "fc3");
  }

  private static Layer.Dense dense(
      String name, String input, int outputs, int inputs, int nonzeros) {
    float[] weights = new float[outputs * inputs];
    Arrays.fill(weights, 0, nonzeros, 0.5f);
    float[] bias = new float[outputs];
    Arrays.fill(bias, 1);
    return new Layer.Dense(
        name,
        input,
        FloatTensor.adopt(Shape.of(outputs, inputs), weights),
        FloatTensor.adopt(Shape.of(outputs), bias),
        Optional.empty());
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.sparsil.qgraph.QGraph;
import org.sparsil.qgraph.QGraphCheck;
import org.sparsil.qgraph.QGraphPrinter;
import org.sparsil.qgraph.QLayer;

/** The random networks are what the tests that draw them rely on. */
final class RandomImageNetworksTest {
  private static final List<QGraph> NETWORKS =
      LongStream.range(0, 400).mapToObj(RandomImageNetworks::network).toList();

  @Test
  void every_network_can_be_computed_exactly_and_simulated_soon() {
    for (QGraph network : NETWORKS) {
      QGraphCheck.require(network);
      FrameWork work = FrameWork.of(network.layers());
      assertThat(work.products())
          .as(network.name())
          .isLessThanOrEqualTo(RandomImageNetworks.MAX_WORK.products());
      assertThat(work.cycles())
          .as(network.name())
          .isLessThanOrEqualTo(RandomImageNetworks.MAX_WORK.cycles());
    }
  }

  @Test
  void every_value_but_the_last_is_read() {
    for (QGraph network : NETWORKS) {
      Set<String> unread = new HashSet<>(network.values());
      network.layers().forEach(layer -> layer.inputs().forEach(unread::remove));
      assertThat(unread).as(network.name()).containsExactly(network.output().name());
    }
  }

  @Test
  void the_same_seed_gives_the_same_network() {
    for (int seed = 0; seed < 20; seed++) {
      assertThat(RandomImageNetworks.network(seed)).isEqualTo(NETWORKS.get(seed));
    }
  }

  @Test
  void whatever_there_is_comes_up() {
    String all = NETWORKS.stream().map(QGraphPrinter::print).collect(Collectors.joining());
    assertThat(all)
        .contains("conv(x)", "dense(", "max_pool(", "average_pool(", "elementwise(")
        .contains("add(x, ", "concat(x, ", "pad(", "gather(", "argmax(")
        .contains(" over kernel", " over image", "groups ", " dilation 3x2", " stride 3x2")
        .contains("window 7x", " pads 0 3 ", "channels first", "x : 1x")
        .contains("HALF_UP ", "HALF_AWAY ", "FLOOR ", "TFLITE ", "TFLITE16 ", "· 2^20")
        .contains("table of ", "the accumulator itself", "multipliers and shifts")
        .contains("as it is", " levels of s8\n", " 0 survivors", "zero=-", " of u1(", " of s16(");
  }

  @Test
  void values_are_often_read_more_than_once() {
    long shared = NETWORKS.stream().filter(RandomImageNetworksTest::hasBranches).count();
    assertThat(shared).isGreaterThan(NETWORKS.size() / 4);
  }

  private static boolean hasBranches(QGraph network) {
    long reads = network.layers().stream().map(QLayer::inputs).mapToInt(List::size).sum();
    return reads > network.layers().size();
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sparsil.qgraph.QGraph;
import org.sparsil.qgraph.QGraphPrinter;
import org.sparsil.sim.Simulator;
import org.sparsil.sim.VerificationResult;
import org.sparsil.sim.Verifier;
import org.sparsil.sim.VerifyOptions;
import org.sparsil.tensor.IntTensor;
import org.sparsil.testing.CompiledNetwork;
import org.sparsil.testing.RandomHardware;
import org.sparsil.testing.RandomImageNetworks;
import org.sparsil.testing.RandomNetworks;

/**
 * Seeded random networks of images with random hardware: bit-exact at every layer, and as fast as
 * predicted, in every scenario.
 */
@Execution(ExecutionMode.CONCURRENT)
final class RandomImagesTest {
  /** So many frames more than layers show the interval. */
  private static final int STEADY = 4;

  @TempDir Path folder;

  static LongStream seedsForIcarus() {
    return LongStream.range(0, 120);
  }

  static LongStream seedsForVerilator() {
    return LongStream.range(1000, 1010);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seedsForIcarus")
  void in_icarus_a_random_network_is_bit_exact_and_on_time(long seed) {
    verify(seed, Simulator.ICARUS);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seedsForVerilator")
  void in_verilator_a_random_network_is_bit_exact_and_on_time(long seed) {
    verify(seed, Simulator.VERILATOR);
  }

  private void verify(long seed, Simulator simulator) {
    QGraph graph = RandomImageNetworks.network(seed);
    CompiledNetwork compiled =
        CompiledNetwork.of(graph, RandomHardware.of(graph, seed), folder.resolve("network"));
    List<IntTensor> frames =
        RandomNetworks.frames(graph.input(), seed, graph.layers().size() + STEADY);
    VerificationResult result =
        Verifier.verify(
                compiled.folder(),
                new VerifyOptions(List.of(simulator), OptionalLong.empty()),
                frames,
                compiled.architecture(),
                compiled.prediction())
            .get(0);
    assertThat(result.passed())
        .withFailMessage(
            () ->
                "seed %d: %s%n%s%s"
                    .formatted(
                        seed, result, QGraphPrinter.print(graph), RandomHardware.of(graph, seed)))
        .isTrue();
    assertThat(result.latency().simulated()).hasValue(compiled.prediction().latencyCycles());
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.sparsil.golden.GoldenModel;
import org.sparsil.photonic.device.BuiltInDevices;
import org.sparsil.photonic.map.DeviceMeshes;
import org.sparsil.photonic.map.MappedNetwork;
import org.sparsil.photonic.map.PhotonicMapper;
import org.sparsil.qgraph.QGraph;
import org.sparsil.tensor.IntTensor;
import org.sparsil.testing.RandomNetworks;

/** A small network whose own answers are the labels. */
final class MonteCarloTest {
  private static final QGraph GRAPH = RandomNetworks.network(2, 60);
  private static final MappedNetwork MAPPED =
      new PhotonicMapper(new DeviceMeshes(BuiltInDevices.read(BuiltInDevices.HEX_200))).map(GRAPH);
  private static final List<IntTensor> FRAMES = RandomNetworks.frames(GRAPH.input(), 5, 60);
  private static final MonteCarlo MONTE_CARLO =
      new MonteCarlo(
          MAPPED,
          FRAMES,
          IntTensor.vector(
              GoldenModel.of(GRAPH).runAll(FRAMES).stream()
                  .mapToInt(MonteCarloTest::largest)
                  .toArray()),
          MonteCarloTest::largest);

  private static int largest(IntTensor output) {
    int best = 0;
    for (int i = 1; i < output.size(); i++) {
      best = output.get(i) > output.get(best) ? i : best;
    }
    return best;
  }

  @Test
  void accuracyFallsWithNoise() {
    List<Noise> levels =
        List.of(new Noise(1e-4, 0, 0, 0, 0), new Noise(0.05, 0, 0, 0, 0), new Noise(1, 0, 0, 0, 0));
    List<MonteCarlo.Level> results = MONTE_CARLO.accuracy(levels, 8, 1);
    assertThat(results).extracting(MonteCarlo.Level::noise).isEqualTo(levels);
    double[] means = results.stream().mapToDouble(level -> level.accuracy().mean()).toArray();
    assertThat(means[0]).isGreaterThan(0.9);
    assertThat(means[0]).isGreaterThan(means[1]);
    assertThat(means[1]).isGreaterThan(means[2]);
    assertThat(results.get(1).accuracy().standardDeviation()).isPositive();
    assertThat(results.get(1).accuracy().values()).hasSize(8);
  }

  @Test
  void detectorsAloneMakeMistakes() {
    List<MonteCarlo.Level> results =
        MONTE_CARLO.accuracy(
            List.of(new Noise(0, 0, 0, 0, 1e-4), new Noise(0, 0, 0, 0, 0.5)), 4, 1);
    assertThat(results.get(0).accuracy().mean()).isGreaterThan(0.9);
    assertThat(results.get(1).accuracy().mean())
        .isLessThan(results.get(0).accuracy().mean() - 0.05);
  }

  @Test
  void resultsDoNotDependOnThreads() throws Exception {
    Noise noise = new Noise(0.02, 0.01, 0.02, 0.001, 0.01);
    List<MonteCarlo.Level> expected = MONTE_CARLO.accuracy(List.of(noise), 4, 3);
    ForkJoinPool single = new ForkJoinPool(1);
    try {
      assertThat(single.submit(() -> MONTE_CARLO.accuracy(List.of(noise), 4, 3)).get())
          .isEqualTo(expected);
    } finally {
      single.shutdown();
    }
  }

  @Test
  void everyFrameHasItsOwnNoiseAndAlwaysTheSame() {
    PhotonicProducts products = new MeshSimulation(MAPPED).draw(new Noise(0, 0, 0, 0, 0.5), 1);
    GoldenModel golden = GoldenModel.of(GRAPH);
    IntTensor frame = FRAMES.get(0);
    Map<String, IntTensor> first = golden.trace(frame, products.forFrame(0));
    assertThat(golden.trace(frame, products.forFrame(0))).isEqualTo(first);
    assertThat(golden.trace(frame, products.forFrame(1))).isNotEqualTo(first);
  }

  @Test
  void metricsAreOfTheDrawnDevice() {
    MeshSimulation simulation = new MeshSimulation(MAPPED);
    Noise noise = new Noise(0.01, 0, 0, 0, 0);
    assertThat(simulation.metrics(noise, 1))
        .hasSize(MAPPED.programs().size())
        .isEqualTo(simulation.metrics(noise, 1))
        .isNotEqualTo(simulation.metrics(noise, 2))
        .allSatisfy(metrics -> assertThat(metrics.relativeError()).isBetween(1e-4, 0.1))
        .allSatisfy(metrics -> assertThat(metrics.fidelity()).isBetween(0.99, 1.0));
  }

  @Test
  void quantilesAreInterpolated() {
    Distribution distribution = new Distribution(List.of(4.0, 1.0, 2.0, 3.0));
    assertThat(distribution.values()).containsExactly(1.0, 2.0, 3.0, 4.0);
    assertThat(distribution.mean()).isEqualTo(2.5);
    assertThat(distribution.standardDeviation()).isCloseTo(Math.sqrt(5.0 / 3), within(1e-15));
    assertThat(distribution.quantile(0.05)).isCloseTo(1.15, within(1e-12));
    assertThat(distribution.quantile(0.95)).isCloseTo(3.85, within(1e-12));
    assertThat(distribution.quantile(1)).isEqualTo(4);
    assertThatThrownBy(() -> distribution.quantile(1.1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Distribution(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void withoutDataThereIsNoAccuracy() {
    assertThatThrownBy(
            () -> new MonteCarlo(MAPPED, List.of(), IntTensor.vector(1), MonteCarloTest::largest))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> MONTE_CARLO.accuracy(List.of(Noise.NONE), 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.simulate;

import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.sparsil.golden.GoldenModel;
import org.sparsil.photonic.map.MappedNetwork;
import org.sparsil.tensor.IntTensor;

/** The accuracy of a network over many devices drawn at random. */
public final class MonteCarlo {
  private final MappedNetwork network;
  private final MeshSimulation simulation;
  private final GoldenModel golden;
  private final List<IntTensor> frames;
  private final IntTensor labels;
  private final ToIntFunction<IntTensor> classOf;

  /**
   * A network with data to judge it by.
   *
   * @param frames at least one, as the network takes them
   * @param labels the class of each frame
   * @param classOf which class the network's output means
   */
  public MonteCarlo(
      MappedNetwork network,
      List<IntTensor> frames,
      IntTensor labels,
      ToIntFunction<IntTensor> classOf) {
    if (frames.isEmpty() || labels.size() != frames.size()) {
      throw new IllegalArgumentException(
          "%d frames with %d labels".formatted(frames.size(), labels.size()));
    }
    this.network = network;
    this.simulation = new MeshSimulation(network);
    this.golden = GoldenModel.of(network.network());
    this.frames = List.copyOf(frames);
    this.labels = labels;
    this.classOf = classOf;
  }

  /** What draws at one level of noise gave. */
  public record Level(Noise noise, Distribution accuracy) {}

  /**
   * The accuracies at levels of noise. All levels see the same draws, only stronger or weaker, and
   * differ the less by chance.
   *
   * @param draws devices per level, at least 1
   */
  public List<Level> accuracy(List<Noise> levels, int draws, long seed) {
    if (draws < 1) {
      throw new IllegalArgumentException(draws + " draws, expected 1 or more");
    }
    double[] shares =
        IntStream.range(0, levels.size() * draws)
            .parallel()
            .mapToDouble(i -> share(levels.get(i / draws), Seeds.derived(seed, i % draws)))
            .toArray();
    return IntStream.range(0, levels.size())
        .mapToObj(
            level ->
                new Level(
                    levels.get(level),
                    new Distribution(
                        IntStream.range(0, draws)
                            .mapToObj(draw -> shares[level * draws + draw])
                            .toList())))
        .toList();
  }

  /** The share of frames of the right class, on one device. */
  private double share(Noise noise, long seed) {
    PhotonicProducts products = simulation.draw(noise, seed);
    String output = network.network().output().name();
    long right =
        LongStream.range(0, frames.size())
            .parallel()
            .filter(
                i -> {
                  Map<String, IntTensor> values =
                      golden.trace(frames.get((int) i), products.forFrame(i));
                  return classOf.applyAsInt(values.get(output)) == labels.get((int) i);
                })
            .count();
    return (double) right / frames.size();
  }
}

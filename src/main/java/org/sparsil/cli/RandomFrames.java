// SPDX-License-Identifier: Apache-2.0
package org.sparsil.cli;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.sparsil.qgraph.FixedPoint;
import org.sparsil.qgraph.QGraph;
import org.sparsil.qgraph.QGraph.QInput;
import org.sparsil.tensor.IntTensor;

/** Seeded frames of any integers that an input can take; the two extremes are frequent. */
final class RandomFrames {
  private static final int USUAL = 16;

  private RandomFrames() {}

  /** So many frames show latency and interval of a network: the layers have to fill up first. */
  static int enough(QGraph network) {
    return Math.max(USUAL, network.layers().size() + 4);
  }

  static List<IntTensor> of(QInput input, long seed, int count) {
    Random random = new Random(seed);
    return IntStream.range(0, count)
        .mapToObj(
            frame ->
                IntTensor.adopt(
                    input.shape(),
                    IntStream.range(0, input.shape().size())
                        .map(element -> value(random, input.format()))
                        .toArray()))
        .toList();
  }

  private static int value(Random random, FixedPoint format) {
    return switch (random.nextInt(8)) {
      case 0 -> format.min();
      case 1 -> format.max();
      default ->
          (int)
              (format.min()
                  + (long) (random.nextDouble() * ((long) format.max() - format.min() + 1)));
    };
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.bench;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.sparsil.compress.container.CoderChoice;
import org.sparsil.compress.container.Container;
import org.sparsil.compress.container.ContainerOptions;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.Shape;

/** The time to pack and unpack as many weights as AlexNet has, a tenth of them not 0. */
public final class ContainerBenchmark {
  private static final int INPUTS = 8192;
  private static final int WEIGHTS = 61_000_000;
  private static final double DENSITY = 0.1;
  private static final int VALUES = 32;

  private ContainerBenchmark() {}

  public static void main(String[] arguments) {
    Graph graph = network();
    measure(graph, CoderChoice.HUFFMAN, 60);
    measure(graph, CoderChoice.ARITHMETIC, 240);
  }

  private static void measure(Graph graph, CoderChoice coder, int goalSeconds) {
    long start = System.nanoTime();
    byte[] packed = Container.pack(graph, ContainerOptions.with(coder));
    long middle = System.nanoTime();
    Graph unpacked = Container.unpack(packed, "benchmark");
    long end = System.nanoTime();
    if (!unpacked.equals(graph)) {
      throw new IllegalStateException("another network was unpacked");
    }
    System.out.printf(
        Locale.ROOT,
        "%,d weights at %.0f %%, %-10s  %.2f s to pack, %.2f s to unpack (goal %d s), %,d bytes%n",
        WEIGHTS,
        100 * DENSITY,
        coder,
        (middle - start) / 1e9,
        (end - middle) / 1e9,
        goalSeconds,
        packed.length);
  }

  private static Graph network() {
    Random random = new Random(1);
    int outputs = WEIGHTS / INPUTS;
    float[] weights = new float[outputs * INPUTS];
    for (int i = 0; i < weights.length; i++) {
      if (random.nextDouble() < DENSITY) {
        double value = 0.1 * random.nextGaussian();
        weights[i] =
            (float) Math.signum(value)
                * Math.min(VALUES / 2, 1 + (int) (Math.abs(value) * 60))
                / 64;
      }
    }
    Layer.Dense layer =
        new Layer.Dense(
            "fc",
            "x",
            FloatTensor.adopt(Shape.of(outputs, INPUTS), weights),
            FloatTensor.vector(new float[outputs]),
            Optional.empty());
    return new Graph("large", "x", Shape.of(INPUTS), List.of(layer), "fc");
  }
}

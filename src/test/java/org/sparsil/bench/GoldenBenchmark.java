// SPDX-License-Identifier: Apache-2.0
package org.sparsil.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.sparsil.golden.GoldenModel;
import org.sparsil.qgraph.Accumulator;
import org.sparsil.qgraph.CodedMatrix;
import org.sparsil.qgraph.FixedPoint;
import org.sparsil.qgraph.QDense;
import org.sparsil.qgraph.QGraph;
import org.sparsil.qgraph.QLayer;
import org.sparsil.qgraph.Requantize;
import org.sparsil.qgraph.Rounding;
import org.sparsil.tensor.IntTensor;
import org.sparsil.tensor.LongTensor;
import org.sparsil.tensor.Shape;
import org.sparsil.testing.RandomNetworks;

/** Frames per second of the golden model on a 784-300-100-10 network. */
public final class GoldenBenchmark {
  private static final int FRAMES = 10_000;
  private static final int ROUNDS = 9;

  private GoldenBenchmark() {}

  public static void main(String[] arguments) {
    measure("golden model, 8 % of the weights, 16 levels", 0.08, 16, 20_000);
    measure("golden model, dense int8", 1, 255, 5_000);
  }

  private static void measure(String what, double density, int levels, long goal) {
    QGraph graph = network(density, levels, 784, 300, 100, 10);
    GoldenModel model = GoldenModel.of(graph);
    List<IntTensor> frames = RandomNetworks.frames(graph.input(), 1, FRAMES);
    double[] rates = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      model.runAll(frames);
      rates[round] = FRAMES * 1e9 / (System.nanoTime() - start);
    }
    Arrays.sort(rates);
    System.out.printf(
        Locale.ROOT, "%-50s %,9.0f frames/s (goal %,d)%n", what, rates[ROUNDS / 2], goal);
  }

  private static QGraph network(double density, int levels, int... sizes) {
    Random random = new Random(1);
    FixedPoint activations = new FixedPoint(false, 8, 1, 0);
    List<QLayer> layers = new ArrayList<>();
    for (int i = 1; i < sizes.length; i++) {
      int[] weights = new int[sizes[i] * sizes[i - 1]];
      for (int w = 0; w < weights.length; w++) {
        int level = random.nextInt(levels) - levels / 2;
        weights[w] = random.nextDouble() < density ? (level >= 0 ? level + 1 : level) : 0;
      }
      layers.add(
          new QDense(
              "fc" + i,
              i == 1 ? "x" : "fc" + (i - 1),
              CodedMatrix.ofDense(IntTensor.adopt(Shape.of(sizes[i], sizes[i - 1]), weights)),
              LongTensor.vector(new long[sizes[i]]),
              i + 1 < sizes.length
                  ? Requantize.perTensor(77, 16, Rounding.HALF_UP, activations, 0, 255)
                  : new Accumulator(new FixedPoint(true, 24, 1, 0))));
    }
    return new QGraph("net", new QGraph.QInput("x", Shape.of(sizes[0]), activations), layers);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.quant;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.sparsil.compress.cluster.OptimalClustering;
import org.sparsil.graph.Layer.Dense;
import org.sparsil.graph.WeightCodebook;
import org.sparsil.qgraph.CodedMatrix;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.IntTensor;

/** The four ways from real weights to integers. Weights that are 0 stay 0. */
final class WeightQuantizer {
  /** Integers recovered from {@code float} weights are this near, or there were none. */
  private static final double INTEGER_TOLERANCE = 0.05;

  private static final int MAX_INTEGER = (1 << 15) - 1;

  private final Dense dense;
  private final int[] signs;

  /**
   * For a layer.
   *
   * @param signs per row, −1, 0 or 1: what the integers are to be multiplied by
   */
  WeightQuantizer(Dense dense, int[] signs) {
    this.dense = dense;
    this.signs = signs;
  }

  /**
   * The integers that the weights stand for, if their scale says so and is right.
   *
   * @throws ArithmeticException if they are too wide
   */
  Optional<IntegerWeights> exact() {
    if (dense.weightScale().isEmpty()) {
      return Optional.empty();
    }
    FloatTensor scale = dense.weightScale().get();
    double[] rowScales = new double[dense.outputs()];
    for (int row = 0; row < rowScales.length; row++) {
      rowScales[row] = scale.get(scale.size() == 1 ? 0 : row);
    }
    FloatTensor weights = dense.weights();
    for (int i = 0; i < weights.size(); i++) {
      double ratio = weights.get(i) / rowScales[i / dense.columns()];
      if (!(Math.abs(ratio - Math.rint(ratio)) <= INTEGER_TOLERANCE)) {
        return Optional.empty();
      }
      if (Math.abs(ratio) > MAX_INTEGER) {
        throw new ArithmeticException(
            "weights stand for integers of %d bits, at most 16 are supported"
                .formatted(Math.getExponent(ratio) + 2));
      }
    }
    return Optional.of(
        new IntegerWeights(rounded(rowScales, MAX_INTEGER), positive(rowScales), true));
  }

  /** A scale of 0 belongs to weights that are all 0 and is as good as any other. */
  private static double[] positive(double[] scales) {
    return Arrays.stream(scales).map(scale -> scale > 0 ? scale : 1).toArray();
  }

  /** Every weight to the nearest integer of so many bits, by the scale of its row. */
  IntegerWeights plain(int bits, RowScales choice) {
    int largest = largest(bits);
    double[] needed = rowMagnitudes();
    boolean alike = !choice.perChannel();
    double common = Arrays.stream(needed).max().orElseThrow() / largest;
    for (int row = 0; row < needed.length; row++) {
      needed[row] = alike && needed[row] > 0 ? common : needed[row] / largest;
    }
    double[] rowScales = choice.choose(needed);
    return new IntegerWeights(rounded(rowScales, largest), rowScales, false);
  }

  /** The codebook that the weights are: one integer per level, one scale. */
  IntegerWeights codebook(FloatTensor levels, int bits, Optional<RowScales> powersOfTwo) {
    double[] values = new double[levels.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = levels.get(i);
    }
    double[] normal = new double[dense.outputs()];
    Arrays.fill(normal, 1);
    return coded(values, normal, bits, powersOfTwo);
  }

  /**
   * A codebook found by k-means.
   *
   * @param perChannel whether the levels are shares of the largest weight of a row
   */
  IntegerWeights clustered(
      int clusters, int bits, boolean perChannel, Optional<RowScales> powersOfTwo) {
    double[] normal = rowMagnitudes();
    for (int row = 0; row < normal.length; row++) {
      normal[row] = perChannel && normal[row] > 0 ? normal[row] : 1;
    }
    float[] survivors = new float[dense.weights().size()];
    int count = 0;
    for (int i = 0; i < survivors.length; i++) {
      float weight = dense.weights().get(i);
      if (weight != 0) {
        survivors[count++] = (float) (weight / normal[i / dense.columns()]);
      }
    }
    FloatTensor centres =
        new OptimalClustering().cluster(Arrays.copyOf(survivors, count), clusters).centroids();
    double[] levels = IntStream.range(0, centres.size()).mapToDouble(centres::get).toArray();
    return coded(levels, normal, bits, powersOfTwo);
  }

  /** Whether any weight is not 0. */
  boolean hasSurvivors() {
    return WeightCodebook.distinct(dense.weights(), 0).isEmpty();
  }

  private IntegerWeights coded(
      double[] levels, double[] normal, int bits, Optional<RowScales> powersOfTwo) {
    long[] uses = new long[levels.length];
    for (int i = 0; i < dense.weights().size(); i++) {
      double weight = dense.weights().get(i) / normal[i / dense.columns()];
      uses[nearest(levels, weight)] += weight == 0 ? 0 : 1;
    }
    double scale = LevelFit.scale(levels, uses, largest(bits));
    double[] rowScales = Arrays.stream(normal).map(value -> value * scale).toArray();
    if (powersOfTwo.isPresent()) {
      rowScales = powersOfTwo.get().choose(rowScales);
    }
    int[] integers = new int[dense.weights().size()];
    for (int i = 0; i < integers.length; i++) {
      int row = i / dense.columns();
      float weight = dense.weights().get(i);
      if (weight != 0) {
        double level = levels[nearest(levels, weight / normal[row])] * normal[row];
        integers[i] = signs[row] * (int) Math.rint(level / rowScales[row]);
      }
    }
    return new IntegerWeights(
        CodedMatrix.ofDense(IntTensor.adopt(dense.weights().shape(), integers)), rowScales, false);
  }

  private static int nearest(double[] levels, double value) {
    int place = Arrays.binarySearch(levels, value);
    if (place >= 0) {
      return place;
    }
    int above = Math.min(levels.length - 1, ~place);
    int below = Math.max(0, ~place - 1);
    return value - levels[below] <= levels[above] - value ? below : above;
  }

  private CodedMatrix rounded(double[] rowScales, int largest) {
    int[] integers = new int[dense.weights().size()];
    for (int i = 0; i < integers.length; i++) {
      int row = i / dense.columns();
      double integer = Math.rint(dense.weights().get(i) / rowScales[row]);
      integers[i] = signs[row] * (int) Math.max(-largest, Math.min(largest, integer));
    }
    return CodedMatrix.ofDense(IntTensor.adopt(dense.weights().shape(), integers));
  }

  private double[] rowMagnitudes() {
    double[] magnitudes = new double[dense.outputs()];
    for (int i = 0; i < dense.weights().size(); i++) {
      int row = i / dense.columns();
      magnitudes[row] = Math.max(magnitudes[row], Math.abs(dense.weights().get(i)));
    }
    return magnitudes;
  }

  private static int largest(int bits) {
    return (1 << (bits - 1)) - 1;
  }
}

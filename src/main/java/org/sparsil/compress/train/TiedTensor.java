// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.train;

import java.util.BitSet;
import java.util.Optional;
import java.util.stream.IntStream;
import org.sparsil.compress.cluster.SharedWeights;
import org.sparsil.compress.prune.SparsityMask;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.Shape;

/**
 * A tensor under training: each element has the value of the parameter that it is tied to, or is
 * pruned and stays 0. The ties of a tensor never change, its parameters do; tensors made from one
 * another by pruning have the same parameters.
 *
 * <p>With a grid, elements have the nearest point of the grid instead of the parameter itself,
 * while gradients go to the parameter as if they had not (the straight-through estimator, Bengio et
 * al. 2013).
 */
final class TiedTensor {
  private static final int PRUNED = -1;

  private final Shape shape;
  private final int[] ties;
  private final float[] parameters;
  private final Optional<Grid> grid;
  private final boolean shared;

  /** The parameters that elements are tied to, rising. */
  private final int[] used;

  private TiedTensor(Shape shape, int[] ties, float[] parameters, Optional<Grid> grid) {
    this.shape = shape;
    this.ties = ties;
    this.parameters = parameters;
    this.grid = grid;
    BitSet tied = new BitSet(parameters.length);
    int alive = 0;
    for (int tie : ties) {
      if (tie != PRUNED) {
        tied.set(tie);
        alive++;
      }
    }
    this.used = tied.stream().toArray();
    this.shared = alive > used.length;
  }

  /** Every element is its own parameter. */
  static TiedTensor free(FloatTensor values) {
    return new TiedTensor(
        values.shape(),
        IntStream.range(0, values.size()).toArray(),
        values.toArray(),
        Optional.empty());
  }

  /** Elements that use the same centroid are tied; integers stay integers of their scale. */
  static TiedTensor shared(SharedWeights weights, Optional<Grid> grid) {
    int[] ties = new int[weights.indices().size()];
    for (int i = 0; i < ties.length; i++) {
      int index = weights.indices().get(i);
      ties[i] = index == SharedWeights.PRUNED ? PRUNED : index;
    }
    return new TiedTensor(weights.indices().shape(), ties, weights.centroids().toArray(), grid);
  }

  /** Elements that do not survive are pruned, those pruned before included. */
  TiedTensor prune(SparsityMask mask) {
    int[] pruned = ties.clone();
    for (int i = 0; i < pruned.length; i++) {
      if (!mask.keeps(i)) {
        pruned[i] = PRUNED;
      }
    }
    return new TiedTensor(shape, pruned, parameters, grid);
  }

  /** The same ties and parameters; elements lie on the grid. */
  TiedTensor on(Grid newGrid) {
    return new TiedTensor(shape, ties, parameters, Optional.of(newGrid));
  }

  /** The same ties with parameters that are multiples of {@code step}. */
  TiedTensor rounded(double step) {
    float[] rounded = new float[parameters.length];
    for (int i = 0; i < rounded.length; i++) {
      // Adding 0 makes a negative zero a plain one.
      rounded[i] = (float) (Math.rint(parameters[i] / step) * step) + 0;
    }
    return new TiedTensor(shape, ties, rounded, Optional.empty());
  }

  Shape shape() {
    return shape;
  }

  Optional<Grid> grid() {
    return grid;
  }

  /** The live parameters: whoever trains writes into them. */
  float[] parameters() {
    return parameters;
  }

  /** Whether elements share parameters. */
  boolean isShared() {
    return shared;
  }

  FloatTensor values() {
    return FloatTensor.adopt(shape, elements());
  }

  private float[] elements() {
    float[] points = parameters;
    if (grid.isPresent()) {
      points = new float[parameters.length];
      for (int i = 0; i < points.length; i++) {
        points[i] = grid.get().nearest(parameters[i], i, points.length);
      }
    }
    float[] values = new float[ties.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = ties[i] == PRUNED ? 0 : points[ties[i]];
    }
    return values;
  }

  /** The parameters that elements are tied to, rising; whoever gets them must not change them. */
  int[] used() {
    return used;
  }

  /** The gradient of the parameters, given that of the elements. */
  float[] parameterGradients(float[] elementGradients) {
    float[] gradients = new float[parameters.length];
    if (!shared) {
      for (int i = 0; i < ties.length; i++) {
        if (ties[i] != PRUNED) {
          gradients[ties[i]] = elementGradients[i];
        }
      }
      return gradients;
    }
    double[] sums = new double[parameters.length];
    for (int i = 0; i < ties.length; i++) {
      if (ties[i] != PRUNED) {
        sums[ties[i]] += elementGradients[i];
      }
    }
    for (int i = 0; i < gradients.length; i++) {
      gradients[i] = (float) sums[i];
    }
    return gradients;
  }
}

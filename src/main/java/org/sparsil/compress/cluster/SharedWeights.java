// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.cluster;

import java.util.Optional;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.IntTensor;

/**
 * A layer's weights as a codebook and who uses what.
 *
 * @param indices of the weights' shape: which centroid each uses, or {@value #PRUNED}
 * @param centroids the shared values
 * @param integers what the centroids stand for, if hardware chose them
 */
public record SharedWeights(
    IntTensor indices, FloatTensor centroids, Optional<IntegerCodebook> integers) {
  /** The index of a weight that was pruned and stays 0. */
  public static final int PRUNED = -1;

  public SharedWeights {
    for (int i = 0; i < indices.size(); i++) {
      if (indices.get(i) < PRUNED || indices.get(i) >= centroids.size()) {
        throw new IllegalArgumentException(
            "index %d of %d centroids".formatted(indices.get(i), centroids.size()));
      }
    }
  }

  /** The weights themselves. */
  public FloatTensor values() {
    float[] values = new float[indices.size()];
    for (int i = 0; i < values.length; i++) {
      int index = indices.get(i);
      values[i] = index == PRUNED ? 0 : centroids.get(index);
    }
    return FloatTensor.adopt(indices.shape(), values);
  }

  /** How many weights use each centroid. */
  public IntTensor uses() {
    int[] uses = new int[centroids.size()];
    for (int i = 0; i < indices.size(); i++) {
      if (indices.get(i) != PRUNED) {
        uses[indices.get(i)]++;
      }
    }
    return IntTensor.vector(uses);
  }

  /**
   * The gradient of each centroid: the sum of the gradients of the weights that use it.
   *
   * @param weightGradients of the weights' shape
   */
  public FloatTensor centroidGradients(FloatTensor weightGradients) {
    double[] sums = new double[centroids.size()];
    for (int i = 0; i < indices.size(); i++) {
      if (indices.get(i) != PRUNED) {
        sums[indices.get(i)] += weightGradients.get(i);
      }
    }
    float[] gradients = new float[sums.length];
    for (int i = 0; i < gradients.length; i++) {
      gradients[i] = (float) sums[i];
    }
    return FloatTensor.vector(gradients);
  }

  /** The same uses of other values, which stand for no integers. */
  public SharedWeights withCentroids(FloatTensor newCentroids) {
    return new SharedWeights(indices, newCentroids, Optional.empty());
  }

  /** The squared distances between these weights and others of the same shape, summed. */
  public double squaredError(FloatTensor weights) {
    double error = 0;
    for (int i = 0; i < indices.size(); i++) {
      double value = indices.get(i) == PRUNED ? 0 : centroids.get(indices.get(i));
      error += (value - weights.get(i)) * (value - weights.get(i));
    }
    return error;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.train;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.Shape;

/**
 * A tensor under training: each element has the value of the parameter that it is tied to, or is
 * pruned and stays 0. The ties never change, the parameters do.
 */
final class TiedTensor {
  private static final int PRUNED = -1;

  private final Shape shape;
  private final int[] ties;
  private final float[] parameters;

  private TiedTensor(Shape shape, int[] ties, float[] parameters) {
    this.shape = shape;
    this.ties = ties;
    this.parameters = parameters;
  }

  /** Every element is its own parameter. */
  static TiedTensor free(FloatTensor values) {
    return new TiedTensor(
        values.shape(), IntStream.range(0, values.size()).toArray(), values.toArray());
  }

  /**
   * Every element but the smallest is its own parameter; of equals, the later are pruned.
   *
   * @param percent how many of all elements are pruned, those pruned before included
   */
  TiedTensor prune(double percent) {
    float[] values = elements();
    int kept = values.length - (int) Math.round(values.length * percent / 100);
    int[] survivors =
        IntStream.range(0, values.length)
            .filter(i -> ties[i] != PRUNED)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> -Math.abs(values[i])))
            .limit(kept)
            .mapToInt(i -> i)
            .sorted()
            .toArray();
    int[] newTies = new int[values.length];
    Arrays.fill(newTies, PRUNED);
    float[] newParameters = new float[survivors.length];
    for (int parameter = 0; parameter < survivors.length; parameter++) {
      newTies[survivors[parameter]] = parameter;
      newParameters[parameter] = values[survivors[parameter]];
    }
    return new TiedTensor(shape, newTies, newParameters);
  }

  /** Elements are tied to the nearest of a few shared parameters; pruned ones stay pruned. */
  TiedTensor share(int levels) {
    float[] values = elements();
    int[] survivors = IntStream.range(0, values.length).filter(i -> ties[i] != PRUNED).toArray();
    float[] survivingValues = new float[survivors.length];
    for (int i = 0; i < survivors.length; i++) {
      survivingValues[i] = values[survivors[i]];
    }
    float[] newParameters = ScalarClusters.centres(survivingValues, levels);
    int[] newTies = new int[values.length];
    Arrays.fill(newTies, PRUNED);
    for (int survivor : survivors) {
      newTies[survivor] = ScalarClusters.nearest(newParameters, values[survivor]);
    }
    return new TiedTensor(shape, newTies, newParameters);
  }

  /** The same ties with parameters that are multiples of {@code step}. */
  TiedTensor rounded(double step) {
    float[] rounded = new float[parameters.length];
    for (int i = 0; i < rounded.length; i++) {
      // Adding 0 makes a negative zero a plain one.
      rounded[i] = (float) (Math.rint(parameters[i] / step) * step) + 0;
    }
    return new TiedTensor(shape, ties, rounded);
  }

  Shape shape() {
    return shape;
  }

  /** The live parameters: whoever trains writes into them. */
  float[] parameters() {
    return parameters;
  }

  boolean hasPruned() {
    return Arrays.stream(ties).anyMatch(tie -> tie == PRUNED);
  }

  /** Whether elements share parameters. */
  boolean isShared() {
    return Arrays.stream(ties).filter(tie -> tie != PRUNED).count() > parameters.length;
  }

  FloatTensor values() {
    return FloatTensor.adopt(shape, elements());
  }

  private float[] elements() {
    float[] values = new float[ties.length];
    for (int i = 0; i < ties.length; i++) {
      values[i] = ties[i] == PRUNED ? 0 : parameters[ties[i]];
    }
    return values;
  }

  /** The gradient of the parameters, given that of the elements. */
  float[] parameterGradients(float[] elementGradients) {
    double[] sums = new double[parameters.length];
    for (int i = 0; i < ties.length; i++) {
      if (ties[i] != PRUNED) {
        sums[ties[i]] += elementGradients[i];
      }
    }
    float[] gradients = new float[parameters.length];
    for (int i = 0; i < gradients.length; i++) {
      gradients[i] = (float) sums[i];
    }
    return gradients;
  }
}

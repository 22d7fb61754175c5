// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.train;

import java.util.Optional;
import org.sparsil.compress.cluster.LevelSet;
import org.sparsil.tensor.FloatTensor;

/**
 * The numbers {@code step · k} for integers k of a limited size.
 *
 * @param steps one for the whole tensor, or one per index along its first axis; above 0
 * @param largest the largest magnitude of k, at least 1
 * @param levels given, k is one of these
 */
record Grid(FloatTensor steps, int largest, Optional<LevelSet> levels) {
  Grid {
    for (int i = 0; i < steps.size(); i++) {
      if (!(steps.get(i) > 0)) {
        throw new IllegalArgumentException("a step of " + steps.get(i));
      }
    }
  }

  /** The grid of so many signed bits, without the lowest number, that just holds the values. */
  static Grid around(FloatTensor values, int bits) {
    return new Grid(
        FloatTensor.vector(step(values, 0, values.size(), bits)), largest(bits), Optional.empty());
  }

  /** The same with a step for each row along the first axis. */
  static Grid aroundRows(FloatTensor values, int bits) {
    int rows = values.shape().extent(0);
    int width = rows == 0 ? 0 : values.size() / rows;
    float[] steps = new float[rows];
    for (int row = 0; row < rows; row++) {
      steps[row] = step(values, row * width, (row + 1) * width, bits);
    }
    return new Grid(FloatTensor.vector(steps), largest(bits), Optional.empty());
  }

  /** The integers that hardware may have. */
  static Grid of(float step, LevelSet levels) {
    return new Grid(FloatTensor.vector(step), levels.largest(), Optional.of(levels));
  }

  private static float step(FloatTensor values, int from, int to, int bits) {
    float magnitude = 0;
    for (int i = from; i < to; i++) {
      magnitude = Math.max(magnitude, Math.abs(values.get(i)));
    }
    float step = magnitude / largest(bits);
    return step >= Float.MIN_NORMAL ? step : 1;
  }

  private static int largest(int bits) {
    return (1 << (bits - 1)) - 1;
  }

  /**
   * The point nearest to a parameter, as single precision multiplication gives it.
   *
   * @param index of the parameter
   * @param count of all parameters: their rows have equal shares
   */
  float nearest(float parameter, int index, int count) {
    float step = steps.get(steps.size() == 1 ? 0 : index / (count / steps.size()));
    double quotient = (double) parameter / step;
    double integer = levels.isPresent() ? levels.get().nearest(quotient) : Math.rint(quotient);
    // Adding 0 makes a negative zero a plain one.
    return step * (float) Math.max(-largest, Math.min(largest, integer)) + 0;
  }
}

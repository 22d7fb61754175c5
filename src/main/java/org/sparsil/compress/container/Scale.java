// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.container;

import org.sparsil.tensor.FloatTensor;

/**
 * What an integer is multiplied with, in single precision.
 *
 * @param values one, or one per row
 * @param origin of one value if it is the tensor itself
 */
record Scale(FloatTensor values, Origin origin) {
  /** Who stores the scale. */
  enum Origin {
    /** The layer, whose weights stand for integers. */
    LAYER,
    /** The tensor alone, being found by {@link CommonScale}. */
    TENSOR
  }

  static Scale own(float value) {
    return new Scale(FloatTensor.vector(value), Origin.TENSOR);
  }

  float ofRow(int row) {
    return values.get(values.size() == 1 ? 0 : row);
  }

  float value(int integer, int row) {
    return ofRow(row) * integer;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.sparsil.tensor.FloatTensor;

/** Brings tensors to the engine. */
final class Tensors {
  private Tensors() {}

  static NDArray toEngine(FloatTensor tensor, NDManager memory) {
    long[] extents = tensor.shape().extents().stream().mapToLong(Integer::longValue).toArray();
    return memory.create(tensor.toArray(), new Shape(extents));
  }
}

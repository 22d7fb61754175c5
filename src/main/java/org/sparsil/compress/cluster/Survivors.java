// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.cluster;

import java.util.Arrays;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.IntTensor;

/** The weights that are not 0: only they are shared. */
record Survivors(FloatTensor weights) {
  float[] values() {
    float[] values = new float[weights.size()];
    int count = 0;
    for (int i = 0; i < weights.size(); i++) {
      if (weights.get(i) != 0) {
        values[count++] = weights.get(i);
      }
    }
    return Arrays.copyOf(values, count);
  }

  /** Which cluster each belongs to. */
  IntTensor indices(Clusters clusters) {
    int[] indices = new int[weights.size()];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = weights.get(i) == 0 ? SharedWeights.PRUNED : clusters.nearest(weights.get(i));
    }
    return IntTensor.adopt(weights.shape(), indices);
  }
}

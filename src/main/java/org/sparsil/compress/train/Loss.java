// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.train;

import ai.djl.ndarray.NDArray;

/** What training makes small. Compares {@code [frames, outputs]} with targets of that shape. */
public enum Loss {
  /** {@code −Σ target · ln softmax(output)}, the mean over frames. */
  CROSS_ENTROPY {
    @Override
    NDArray of(NDArray outputs, NDArray targets) {
      long frames = outputs.getShape().get(0);
      return outputs.logSoftmax(-1).mul(targets).sum().div(-frames);
    }
  },
  /** {@code (output − target)²}, the mean over frames and outputs. */
  MEAN_SQUARED_ERROR {
    @Override
    NDArray of(NDArray outputs, NDArray targets) {
      return outputs.sub(targets).square().mean();
    }
  };

  abstract NDArray of(NDArray outputs, NDArray targets);

  /**
   * {@code T² · Σ p · (ln p − ln q)}, the mean over frames, where p and q are the teacher's and the
   * student's distributions of temperature T.
   *
   * @param outputs the student's scores, {@code [frames, outputs]}
   * @param advice the teacher's
   */
  static NDArray distillation(NDArray outputs, NDArray advice, double temperature) {
    long frames = outputs.getShape().get(0);
    NDArray wanted = advice.div((float) temperature).softmax(-1);
    NDArray wantedLogarithm = advice.div((float) temperature).logSoftmax(-1);
    NDArray distance =
        wantedLogarithm.sub(outputs.div((float) temperature).logSoftmax(-1)).mul(wanted);
    return distance.sum().mul((float) (temperature * temperature / frames));
  }
}

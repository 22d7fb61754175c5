// SPDX-License-Identifier: Apache-2.0
package org.sparsil.qgraph;

import org.sparsil.tensor.LongTensor;
import org.sparsil.tensor.Shape;

/**
 * {@code acc[o] = bias[o] + Σ_i (x[i] − zx) · w[o][i]}, then the output stage; {@code zx} is the
 * zero point of the input's format.
 *
 * @param weights {@code [outputs, inputs]}
 * @param bias {@code [outputs]}
 */
public record QDense(
    String name, String input, CodedMatrix weights, LongTensor bias, OutputStage stage)
    implements QWeighted {
  public QDense {
    if (bias.size() != weights.rows()) {
      throw new IllegalArgumentException(
          "dense '%s': %d biases for %d outputs".formatted(name, bias.size(), weights.rows()));
    }
  }

  /** How many elements it reads. */
  public int inputElements() {
    return weights.columns();
  }

  @Override
  public Shape shape() {
    return Shape.of(outputs());
  }

  @Override
  public Interval multiplicands(Interval input, int inputZeroPoint) {
    return input;
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.dense(this);
  }
}

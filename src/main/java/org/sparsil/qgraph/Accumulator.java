// SPDX-License-Identifier: Apache-2.0
package org.sparsil.qgraph;

/**
 * The accumulator itself leaves the layer.
 *
 * @param format wide enough for every value that range analysis allows
 */
public record Accumulator(FixedPoint format) implements OutputStage {
  @Override
  public int apply(long accumulator, int channel) {
    return Math.toIntExact(accumulator);
  }

  @Override
  public Interval range() {
    return format.range();
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.accumulator(this);
  }
}

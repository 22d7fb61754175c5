// SPDX-License-Identifier: Apache-2.0
package org.sparsil.qgraph;

import org.sparsil.tensor.Shape;

/** {@code y[i] = stage(x[i] − zx)}, the channel being the last axis. */
public record QElementwise(String name, String input, Shape shape, OutputStage stage)
    implements QUnary {
  @Override
  public FixedPoint format() {
    return stage.format();
  }

  @Override
  public Interval range() {
    return stage.range();
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.elementwise(this);
  }
}

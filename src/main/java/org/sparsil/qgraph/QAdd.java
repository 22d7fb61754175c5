// SPDX-License-Identifier: Apache-2.0
package org.sparsil.qgraph;

import java.util.List;
import org.sparsil.tensor.Shape;

/**
 * The sum of two values, each brought to a common scale first: {@code y[i] = stage(L(l[i] − zl) +
 * R(r[i] − zr))}, where {@code zl} and {@code zr} are the zero points of what it reads. The channel
 * is the last axis.
 */
public record QAdd(
    String name,
    String left,
    String right,
    Shape shape,
    Rescale leftScale,
    Rescale rightScale,
    OutputStage stage)
    implements QLayer {
  @Override
  public List<String> inputs() {
    return List.of(left, right);
  }

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
    return visitor.add(this);
  }
}

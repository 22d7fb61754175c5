// SPDX-License-Identifier: Apache-2.0
package org.sparsil.qgraph;

import org.sparsil.tensor.Shape;

/**
 * The position of the largest element of the whole frame; the first of equals.
 *
 * @param elements how many elements a frame of the input has
 */
public record QArgMax(String name, String input, int elements) implements QUnary {
  @Override
  public Shape shape() {
    return Shape.of(1);
  }

  @Override
  public FixedPoint format() {
    return new FixedPoint(false, range().unsignedBits(), 1, 0);
  }

  @Override
  public Interval range() {
    return new Interval(0, elements - 1);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.argMax(this);
  }
}

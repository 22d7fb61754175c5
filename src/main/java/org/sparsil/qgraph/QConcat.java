// SPDX-License-Identifier: Apache-2.0
package org.sparsil.qgraph;

import java.util.List;
import org.sparsil.tensor.Shape;

/**
 * The channels of several values behind one another, pixel by pixel: the last axis grows. All have
 * as many pixels and the same format.
 *
 * @param inputs at least one
 * @param shape of what it makes
 * @param format of what it reads and makes
 * @param range all integers that it reads, and so makes
 */
public record QConcat(
    String name, List<String> inputs, Shape shape, FixedPoint format, Interval range)
    implements QLayer {
  public QConcat {
    inputs = List.copyOf(inputs);
    if (inputs.isEmpty() || shape.rank() == 0) {
      throw new IllegalArgumentException(
          "concat '%s': %d values make shape %s".formatted(name, inputs.size(), shape));
    }
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.concat(this);
  }
}

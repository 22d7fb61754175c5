// SPDX-License-Identifier: Apache-2.0
package org.sparsil.graph;

import java.util.List;

/**
 * Several values, one behind the other along an axis; their other extents are equal.
 *
 * @param inputs at least one; a value may occur several times
 */
public record Concat(String name, List<String> inputs, int axis) implements Layer {
  public Concat {
    inputs = List.copyOf(inputs);
    if (inputs.isEmpty()) {
      throw new IllegalArgumentException("concat '%s' of nothing".formatted(name));
    }
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.concat(this);
  }
}

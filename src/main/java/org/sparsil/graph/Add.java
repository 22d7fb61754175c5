// SPDX-License-Identifier: Apache-2.0
package org.sparsil.graph;

import java.util.List;

/** The sum of two values of one shape, element by element. They may be the same value. */
public record Add(String name, String left, String right) implements Layer {
  @Override
  public List<String> inputs() {
    return List.of(left, right);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.add(this);
  }
}

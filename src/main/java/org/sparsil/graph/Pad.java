// SPDX-License-Identifier: Apache-2.0
package org.sparsil.graph;

import java.util.List;
import org.sparsil.tensor.Window;

/**
 * A value with elements of a constant around it.
 *
 * @param before how many are added in front, for each axis
 * @param after how many are added behind, for each axis
 * @param value the constant
 */
public record Pad(String name, String input, List<Integer> before, List<Integer> after, float value)
    implements Layer.Unary {
  public Pad {
    before = List.copyOf(before);
    after = List.copyOf(after);
    if (before.size() != after.size()) {
      throw new IllegalArgumentException(
          "pad '%s': %d axes before, %d after".formatted(name, before.size(), after.size()));
    }
    for (int axis = 0; axis < before.size(); axis++) {
      int least = Math.min(before.get(axis), after.get(axis));
      int most = Math.max(before.get(axis), after.get(axis));
      if (least < 0 || most > Window.LARGEST) {
        throw new IllegalArgumentException(
            "pad '%s': %d before and %d after axis %d"
                .formatted(name, before.get(axis), after.get(axis), axis));
      }
    }
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.pad(this);
  }
}

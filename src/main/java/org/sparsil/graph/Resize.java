// SPDX-License-Identifier: Apache-2.0
package org.sparsil.graph;

/**
 * An image {@code [channels, rows, columns]} made larger by repeating its pixels: {@code y[c, i, j]
 * = x[c, i / rowFactor, j / columnFactor]}.
 *
 * @param rowFactor 1 or more
 * @param columnFactor 1 or more
 */
public record Resize(String name, String input, int rowFactor, int columnFactor)
    implements Layer.Unary {
  public Resize {
    if (rowFactor < 1 || columnFactor < 1) {
      throw new IllegalArgumentException(
          "resize '%s' by %dx%d".formatted(name, rowFactor, columnFactor));
    }
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.resize(this);
  }
}

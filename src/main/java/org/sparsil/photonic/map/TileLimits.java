// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.map;

import java.util.List;

/**
 * What a device can hold at once.
 *
 * @param modes of the largest orthogonal matrix
 * @param diamonds the largest matrices that fit in a single pass as a diamond of couplers
 */
public record TileLimits(int modes, List<Size> diamonds) {
  /** Rows and columns of a matrix. */
  public record Size(int rows, int columns) {}

  public TileLimits {
    if (modes < 1) {
      throw new IllegalArgumentException("a device of %d modes".formatted(modes));
    }
    diamonds = List.copyOf(diamonds);
  }

  /** The cheapest kind for a dense tile of this size; it must fit as two passes. */
  TileKind kind(int rows, int columns) {
    if (dilated(rows, columns) <= modes) {
      return TileKind.DILATION;
    }
    return diamonds.stream().anyMatch(size -> rows <= size.rows() && columns <= size.columns())
        ? TileKind.SVD1
        : TileKind.SVD2;
  }

  boolean fits(int rows, int columns) {
    return Math.max(rows, columns) <= modes;
  }

  /** The most modes that an orthogonal dilation takes: one singular value is made 1. */
  static int dilated(int rows, int columns) {
    return rows + columns - 1;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.map;

/** How a tile becomes light. */
public enum TileKind {
  /** Two passes: the right singular vectors, the singular values in electronics, the left ones. */
  SVD2(2),
  /** One pass through a diamond of couplers, the singular values within it. */
  SVD1(1),
  /** One pass: part of a larger orthogonal matrix. */
  DILATION(1);

  private final int passes;

  TileKind(int passes) {
    this.passes = passes;
  }

  public int passes() {
    return passes;
  }
}

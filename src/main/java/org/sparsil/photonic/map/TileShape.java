// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.map;

import java.util.Arrays;

/**
 * The weights of tiles that are multiples of each other: in lowest terms, the first that is not 0
 * positive.
 */
public final class TileShape {
  private final TileKind kind;
  private final int[][] weights;

  private TileShape(TileKind kind, int[][] weights) {
    this.kind = kind;
    this.weights = weights;
  }

  static TileShape of(TileKind kind, Tile tile) {
    int unit = factor(tile);
    int[][] weights = new int[tile.rows()][tile.columns()];
    for (int row = 0; row < tile.rows(); row++) {
      for (int column = 0; column < tile.columns(); column++) {
        weights[row][column] = tile.weight(row, column) / unit;
      }
    }
    return new TileShape(kind, weights);
  }

  /**
   * A tile's weights are so many times its shape's: their greatest common divisor, with the sign of
   * the first that is not 0.
   */
  static int factor(Tile tile) {
    int divisor = 0;
    int sign = 0;
    for (int row = 0; row < tile.rows(); row++) {
      for (int column = 0; column < tile.columns(); column++) {
        divisor = gcd(Math.abs(tile.weight(row, column)), divisor);
        sign = sign == 0 ? Integer.signum(tile.weight(row, column)) : sign;
      }
    }
    if (divisor == 0) {
      throw new IllegalArgumentException("a tile of zeros has no shape");
    }
    return sign * divisor;
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  public TileKind kind() {
    return kind;
  }

  public int rows() {
    return weights.length;
  }

  public int columns() {
    return weights[0].length;
  }

  public int weight(int row, int column) {
    return weights[row][column];
  }

  /** The modes that it takes on a mesh, at most. */
  int modes() {
    return kind == TileKind.DILATION
        ? TileLimits.dilated(rows(), columns())
        : Math.max(rows(), columns());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TileShape shape
        && kind == shape.kind
        && Arrays.deepEquals(weights, shape.weights);
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(weights);
  }

  @Override
  public String toString() {
    return "%dx%d as %s".formatted(rows(), columns(), kind);
  }
}

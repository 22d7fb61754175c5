// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.device;

/**
 * A unit's place on the endless honeycomb. A horizontal unit {@code H_c_m}, with column minus mode
 * even, spans modes m and m+1; a slanted unit {@code S_c_w} carries mode w from column c-1 into
 * column c, upwards from the upper port of {@code H_(c-1)_w} or downwards from the lower port of
 * {@code H_(c-1)_(w-1)}.
 *
 * @param row the upper mode of a horizontal unit, the mode of a slanted one; grows downwards
 */
public record HexCell(boolean horizontal, int column, int row) {
  /** The unit and its port that another port is linked to. */
  public record At(HexCell cell, Port port) {}

  public HexCell {
    if (horizontal && Math.floorMod(column - row, 2) != 0) {
      throw new IllegalArgumentException("H_" + column + "_" + row + " is not on the lattice");
    }
  }

  public static HexCell horizontal(int column, int mode) {
    return new HexCell(true, column, mode);
  }

  public static HexCell slant(int column, int mode) {
    return new HexCell(false, column, mode);
  }

  /** Whether it is slanted and rises from left to right. */
  public boolean rises() {
    return !horizontal && Math.floorMod(column - 1 - row, 2) == 0;
  }

  /** As in device files: {@code H_0_2}, {@code S_1_-1}. */
  public String id() {
    return (horizontal ? "H_" : "S_") + column + "_" + row;
  }

  /** What a port is linked to if that unit is there: the one in the same sector of the vertex. */
  public At neighbour(Port port) {
    if (horizontal) {
      return switch (port) {
        case LU -> new At(slant(column, row), Port.RU);
        case LD -> new At(slant(column, row + 1), Port.RD);
        case RU -> new At(slant(column + 1, row), Port.LU);
        case RD -> new At(slant(column + 1, row + 1), Port.LD);
      };
    }
    if (rises()) {
      return switch (port) {
        case LU -> new At(horizontal(column - 1, row), Port.RU);
        case LD -> new At(slant(column, row + 1), Port.LU);
        case RU -> new At(slant(column, row - 1), Port.RD);
        case RD -> new At(horizontal(column, row - 1), Port.LD);
      };
    }
    return switch (port) {
      case LU -> new At(slant(column, row - 1), Port.LD);
      case LD -> new At(horizontal(column - 1, row - 1), Port.RD);
      case RU -> new At(horizontal(column, row), Port.LU);
      case RD -> new At(slant(column, row + 1), Port.RU);
    };
  }
}

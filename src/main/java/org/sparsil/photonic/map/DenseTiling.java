// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.map;

import java.util.ArrayList;
import java.util.List;

/** Cuts matrices into rectangles that take the fewest programs if they are dense. */
final class DenseTiling {
  /** A rectangle of a matrix. */
  record Rectangle(int row, int column, int rows, int columns) {}

  /** From so many times the device's modes on, full tiles are cut off first. */
  private static final int LARGE = 8;

  private final TileLimits limits;
  private final int largest;

  /** The fewest programs by rows and columns, and where the cut is that leads to them. */
  private final int[][] programs;

  private final int[][] cut;

  DenseTiling(TileLimits limits) {
    this.limits = limits;
    this.largest = LARGE * limits.modes();
    this.programs = new int[largest + 1][largest + 1];
    this.cut = new int[largest + 1][largest + 1];
    for (int rows = 1; rows <= largest; rows++) {
      for (int columns = 1; columns <= largest; columns++) {
        solve(rows, columns);
      }
    }
  }

  /** A cut is the height of the upper part, or minus the width of the left one; 0 is none. */
  private void solve(int rows, int columns) {
    int best = limits.fits(rows, columns) ? limits.kind(rows, columns).passes() : Integer.MAX_VALUE;
    int where = 0;
    for (int above = 1; above <= rows / 2; above++) {
      int sum = programs[above][columns] + programs[rows - above][columns];
      if (sum < best) {
        best = sum;
        where = above;
      }
    }
    for (int left = 1; left <= columns / 2; left++) {
      int sum = programs[rows][left] + programs[rows][columns - left];
      if (sum < best) {
        best = sum;
        where = -left;
      }
    }
    programs[rows][columns] = best;
    cut[rows][columns] = where;
  }

  /** The rectangles of a matrix. */
  List<Rectangle> of(int rows, int columns) {
    List<Rectangle> rectangles = new ArrayList<>();
    add(new Rectangle(0, 0, rows, columns), rectangles);
    return rectangles;
  }

  private void add(Rectangle all, List<Rectangle> rectangles) {
    if (all.rows == 0 || all.columns == 0) {
      return;
    }
    int where = cut(all.rows, all.columns);
    if (where == 0) {
      rectangles.add(all);
    } else if (where > 0) {
      add(new Rectangle(all.row, all.column, where, all.columns), rectangles);
      add(new Rectangle(all.row + where, all.column, all.rows - where, all.columns), rectangles);
    } else {
      add(new Rectangle(all.row, all.column, all.rows, -where), rectangles);
      add(new Rectangle(all.row, all.column - where, all.rows, all.columns + where), rectangles);
    }
  }

  private int cut(int rows, int columns) {
    if (rows > largest) {
      return limits.modes();
    }
    return columns > largest ? -limits.modes() : cut[rows][columns];
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.map;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.sparsil.qgraph.CodedMatrix;

/** Finds the tiles of matrices: by rectangles or by gathering survivors, whichever is better. */
public final class LayerTiles {
  private final TileLimits limits;
  private final DenseTiling dense;

  public LayerTiles(TileLimits limits) {
    this.limits = limits;
    this.dense = new DenseTiling(limits);
  }

  /** The tiles of some rows of a matrix, in programs. */
  public Packing of(CodedMatrix matrix, int firstRow, int rows) {
    Packing rectangles = Packing.of(rectangles(matrix, firstRow, rows), limits);
    int survivors = matrix.end(firstRow + rows - 1) - matrix.start(firstRow);
    // A program of the sparse tiling holds few more survivors than modes.
    if (survivors > (long) rectangles.programs() * limits.modes() * limits.modes()) {
      return rectangles;
    }
    Packing gathered =
        Packing.of(new SparseTiling(matrix, firstRow, rows, limits.modes()).tiles(), limits);
    return gathered.programs() < rectangles.programs() ? gathered : rectangles;
  }

  private List<Tile> rectangles(CodedMatrix matrix, int firstRow, int rows) {
    int[] liveRows =
        IntStream.range(firstRow, firstRow + rows)
            .filter(row -> matrix.start(row) < matrix.end(row))
            .toArray();
    int[] liveColumns =
        Arrays.stream(liveRows)
            .flatMap(row -> IntStream.range(matrix.start(row), matrix.end(row)))
            .map(matrix::column)
            .distinct()
            .sorted()
            .toArray();
    List<Tile> tiles = new ArrayList<>();
    for (DenseTiling.Rectangle one : dense.of(liveRows.length, liveColumns.length)) {
      Tile tile =
          cut(
                  matrix,
                  Arrays.copyOfRange(liveRows, one.row(), one.row() + one.rows()),
                  Arrays.copyOfRange(liveColumns, one.column(), one.column() + one.columns()))
              .compacted();
      tiles.addAll(split(tile));
    }
    return tiles;
  }

  /** A tile whose parts all fit in one pass side by side is these parts. */
  private List<Tile> split(Tile tile) {
    List<Tile> parts = Components.of(tile);
    int modes =
        parts.stream().mapToInt(part -> TileLimits.dilated(part.rows(), part.columns())).sum();
    return modes <= limits.modes() || parts.isEmpty() ? parts : List.of(tile);
  }

  private static Tile cut(CodedMatrix matrix, int[] rows, int[] columns) {
    int[][] weights = new int[rows.length][columns.length];
    for (int i = 0; i < rows.length; i++) {
      for (int entry = matrix.start(rows[i]); entry < matrix.end(rows[i]); entry++) {
        int at = Arrays.binarySearch(columns, matrix.column(entry));
        if (at >= 0) {
          weights[i][at] = matrix.level(entry);
        }
      }
    }
    return new Tile(rows, columns, weights);
  }
}

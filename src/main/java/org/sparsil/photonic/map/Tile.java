// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.map;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * A part of a layer's matrix: some of its rows and columns, in any order. Weights that other tiles
 * take care of are 0 here.
 */
public final class Tile {
  private final int[] rows;
  private final int[] columns;
  private final int[][] weights;

  /**
   * @param rows positions in the layer's matrix, {@code [p]}
   * @param columns positions in the layer's matrix, {@code [q]}
   * @param weights {@code [p][q]}
   */
  Tile(int[] rows, int[] columns, int[][] weights) {
    this.rows = rows;
    this.columns = columns;
    this.weights = weights;
  }

  /** The number of rows. */
  public int rows() {
    return rows.length;
  }

  /** The number of columns. */
  public int columns() {
    return columns.length;
  }

  /** Where in the layer's matrix a row is. */
  public int row(int index) {
    return rows[index];
  }

  /** Where in the layer's matrix a column is. */
  public int column(int index) {
    return columns[index];
  }

  public int weight(int row, int column) {
    return weights[row][column];
  }

  /** The same weights without the rows and columns that are all 0. */
  Tile compacted() {
    return part(
        indices(rows(), row -> Arrays.stream(weights[row]).anyMatch(weight -> weight != 0)),
        indices(columns(), column -> Arrays.stream(weights).anyMatch(row -> row[column] != 0)));
  }

  /** Some rows and columns, by their positions in this tile. */
  Tile part(int[] someRows, int[] someColumns) {
    int[][] some = new int[someRows.length][];
    for (int i = 0; i < someRows.length; i++) {
      int[] row = weights[someRows[i]];
      some[i] = Arrays.stream(someColumns).map(column -> row[column]).toArray();
    }
    return new Tile(
        Arrays.stream(someRows).map(this::row).toArray(),
        Arrays.stream(someColumns).map(this::column).toArray(),
        some);
  }

  private static int[] indices(int count, IntPredicate wanted) {
    return IntStream.range(0, count).filter(wanted).toArray();
  }
}

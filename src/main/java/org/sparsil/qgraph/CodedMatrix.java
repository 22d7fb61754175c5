// SPDX-License-Identifier: Apache-2.0
package org.sparsil.qgraph;

import java.util.Arrays;
import org.sparsil.tensor.IntTensor;
import org.sparsil.tensor.Shape;

/**
 * An immutable integer matrix that holds, row by row, only the weights that are not 0: their
 * columns, rising within a row, and their codebook indices. Compressed sparse rows: row {@code r}
 * has the entries {@code start(r)} to {@code end(r) − 1}.
 */
public final class CodedMatrix {
  private final int rows;
  private final int columns;
  private final Codebook codebook;
  private final int[] starts;
  private final int[] entryColumns;
  private final char[] entryIndices;

  private CodedMatrix(
      int columns, Codebook codebook, int[] starts, int[] entryColumns, char[] entryIndices) {
    this.rows = starts.length - 1;
    this.columns = columns;
    this.codebook = codebook;
    this.starts = starts;
    this.entryColumns = entryColumns;
    this.entryIndices = entryIndices;
  }

  /** The matrix whose entries are given; everything is checked and copied. */
  public static CodedMatrix of(
      int columns, Codebook codebook, int[] starts, int[] entryColumns, char[] entryIndices) {
    int entries = entryColumns.length;
    require(starts.length > 0 && starts[0] == 0 && starts[starts.length - 1] == entries, "starts");
    require(entryIndices.length == entries, "as many indices as columns");
    for (int row = 0; row + 1 < starts.length; row++) {
      require(starts[row] <= starts[row + 1] && starts[row + 1] <= entries, "rising starts");
      for (int entry = starts[row]; entry < starts[row + 1]; entry++) {
        int previous = entry == starts[row] ? -1 : entryColumns[entry - 1];
        require(previous < entryColumns[entry] && entryColumns[entry] < columns, "rising columns");
        require(entryIndices[entry] < codebook.size(), "indices within the codebook");
      }
    }
    return new CodedMatrix(
        columns, codebook, starts.clone(), entryColumns.clone(), entryIndices.clone());
  }

  /**
   * The codebook form of a dense {@code [rows, columns]} matrix; its distinct values become the
   * codebook.
   */
  public static CodedMatrix ofDense(IntTensor dense) {
    Shape shape = dense.shape();
    int rows = shape.extent(0);
    int columns = shape.extent(1);
    int[] values = dense.toArray();
    int[] levels = Arrays.stream(values).filter(value -> value != 0).sorted().distinct().toArray();
    int[] starts = new int[rows + 1];
    int entries = (int) Arrays.stream(values).filter(value -> value != 0).count();
    int[] entryColumns = new int[entries];
    char[] entryIndices = new char[entries];
    int entry = 0;
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        int value = values[row * columns + column];
        if (value != 0) {
          entryColumns[entry] = column;
          entryIndices[entry++] = (char) Arrays.binarySearch(levels, value);
        }
      }
      starts[row + 1] = entry;
    }
    return new CodedMatrix(
        columns, new Codebook(IntTensor.vector(levels)), starts, entryColumns, entryIndices);
  }

  private static void require(boolean condition, String what) {
    if (!condition) {
      throw new IllegalArgumentException("coded matrix: expected " + what);
    }
  }

  public int rows() {
    return rows;
  }

  public int columns() {
    return columns;
  }

  public Codebook codebook() {
    return codebook;
  }

  /** The number of weights that are not 0. */
  public int survivors() {
    return entryColumns.length;
  }

  public int start(int row) {
    return starts[row];
  }

  public int end(int row) {
    return starts[row + 1];
  }

  public int column(int entry) {
    return entryColumns[entry];
  }

  /** The codebook index of an entry. */
  public int index(int entry) {
    return entryIndices[entry];
  }

  /** The weight of an entry. */
  public int level(int entry) {
    return codebook.level(entryIndices[entry]);
  }

  /** The sum of a row's weights. */
  public long rowSum(int row) {
    long sum = 0;
    for (int entry = start(row); entry < end(row); entry++) {
      sum += level(entry);
    }
    return sum;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CodedMatrix matrix
        && columns == matrix.columns
        && codebook.equals(matrix.codebook)
        && Arrays.equals(starts, matrix.starts)
        && Arrays.equals(entryColumns, matrix.entryColumns)
        && Arrays.equals(entryIndices, matrix.entryIndices);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(new int[] {columns, codebook.hashCode(), Arrays.hashCode(entryColumns)});
  }

  @Override
  public String toString() {
    return "%dx%d, %d survivors, %d levels".formatted(rows, columns, survivors(), codebook.size());
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.map;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.sparsil.qgraph.CodedMatrix;

/**
 * Gathers the surviving weights of a pruned matrix into small tiles, each a single pass: a tile of
 * {@code p} rows and {@code q} columns takes {@code p + q − 1} modes, so what counts are survivors
 * per mode. Greedy: it starts from the row with the most weights left and adds the rows that have
 * the most weights in the same columns, for the number of columns that pays most.
 */
final class SparseTiling {
  private final int modes;

  /** What is left to do: by row, the columns. */
  private final BitSet[] left;

  /** By column, in how many rows there is something left. */
  private final int[] popularity;

  private final CodedMatrix matrix;
  private final int firstRow;

  /** Of some rows of a matrix. */
  SparseTiling(CodedMatrix matrix, int firstRow, int rows, int modes) {
    this.matrix = matrix;
    this.firstRow = firstRow;
    this.modes = modes;
    this.left = new BitSet[rows];
    this.popularity = new int[matrix.columns()];
    for (int row = 0; row < rows; row++) {
      left[row] = new BitSet(matrix.columns());
      for (int i = matrix.start(firstRow + row); i < matrix.end(firstRow + row); i++) {
        left[row].set(matrix.column(i));
        popularity[matrix.column(i)]++;
      }
    }
  }

  List<Tile> tiles() {
    List<Tile> tiles = new ArrayList<>();
    int[] counts = IntStream.range(0, left.length).map(row -> left[row].cardinality()).toArray();
    while (true) {
      int first =
          IntStream.range(0, left.length)
              .boxed()
              .max(Comparator.<Integer>comparingInt(row -> counts[row]).thenComparing(row -> -row))
              .orElse(0);
      if (left.length == 0 || counts[first] == 0) {
        return tiles;
      }
      Choice choice = choose(first);
      tiles.add(take(choice));
      choice.rows.forEach(row -> counts[row] = left[row].cardinality());
    }
  }

  private record Choice(List<Integer> rows, List<Integer> columns, int survivors) {}

  private Choice choose(int first) {
    List<Integer> columns =
        left[first].stream()
            .boxed()
            .sorted(Comparator.comparingInt(column -> -popularity[column]))
            .toList();
    Choice best = new Choice(List.of(), columns, 0);
    for (int count = Math.min(columns.size(), modes); count >= 1; count--) {
      // Not worth a try if all of its weights would not be more than are found already.
      if (count * (modes + 1 - count) > best.survivors) {
        Choice choice = choose(first, columns.subList(0, count));
        best = choice.survivors > best.survivors ? choice : best;
      }
    }
    return best;
  }

  private Choice choose(int first, List<Integer> columns) {
    BitSet wanted = new BitSet();
    columns.forEach(wanted::set);
    int others = modes - columns.size();
    List<Integer> rows = new ArrayList<>(List.of(first));
    int survivors = columns.size();
    if (others > 0) {
      int[] shared = new int[left.length];
      List<Integer> candidates = new ArrayList<>();
      for (int row = 0; row < left.length; row++) {
        if (row != first && left[row].intersects(wanted)) {
          BitSet common = (BitSet) wanted.clone();
          common.and(left[row]);
          shared[row] = common.cardinality();
          candidates.add(row);
        }
      }
      candidates.sort(Comparator.comparingInt(row -> -shared[row]));
      for (int row : candidates.subList(0, Math.min(others, candidates.size()))) {
        rows.add(row);
        survivors += shared[row];
      }
    }
    return new Choice(rows, columns, survivors);
  }

  private Tile take(Choice choice) {
    int[] rows = choice.rows.stream().mapToInt(row -> firstRow + row).toArray();
    int[] columns = choice.columns.stream().mapToInt(column -> column).toArray();
    int[][] weights = new int[rows.length][columns.length];
    for (int i = 0; i < rows.length; i++) {
      BitSet rest = left[rows[i] - firstRow];
      for (int k = 0; k < columns.length; k++) {
        int column = columns[k];
        if (rest.get(column)) {
          rest.clear(column);
          popularity[column]--;
          weights[i][k] = weight(rows[i], column);
        }
      }
    }
    return new Tile(rows, columns, weights);
  }

  private int weight(int row, int column) {
    int low = matrix.start(row);
    int high = matrix.end(row) - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (matrix.column(middle) < column) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return matrix.level(low);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.arch.cycles;

/** The twin of {@code nn_row_merge}. */
final class RowMerge implements Results {
  private final int parallel;
  private final int lanes;
  private final int rowWords;
  private final int rows;
  private final int endRow;

  private int lane;
  private long written;
  private long group;
  private int word;
  private int line;
  private int row;

  RowMerge(int parallel, int lanes, int rowElements, int rows) {
    this.parallel = parallel;
    this.lanes = lanes;
    this.rowWords = rowElements / lanes;
    this.rows = rows;
    this.endRow = (rows + parallel - 1) / parallel * parallel;
  }

  private boolean present() {
    return group + word != written;
  }

  @Override
  public boolean valid() {
    return present() && row < rows;
  }

  @Override
  public boolean returns(boolean ready) {
    return present() && (row >= rows || ready) && line == parallel - 1;
  }

  @Override
  public boolean clock(boolean push, boolean ready) {
    boolean pop = present() && (row >= rows || ready);
    if (push) {
      lane++;
      if (lane == lanes) {
        lane = 0;
        written++;
      }
    }
    if (pop) {
      pop();
    }
    return push || pop;
  }

  private void pop() {
    word++;
    if (word < rowWords) {
      return;
    }
    word = 0;
    line++;
    row = row + 1 == endRow ? 0 : row + 1;
    if (line == parallel) {
      line = 0;
      group += rowWords;
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.linear;

/**
 * Places couplers, in the order in which light passes them, into the earliest column where both
 * modes are free and {@code column - mode} is even: neighbouring columns of a rectangular (and
 * honeycomb) mesh hold couplers of alternating parity.
 */
final class ColumnSchedule {
  private final int[] firstFree;

  ColumnSchedule(int modes) {
    firstFree = new int[modes];
  }

  /** The column of the next coupler on {@code mode} and {@code mode + 1}. */
  int place(int mode) {
    int column = Math.max(firstFree[mode], firstFree[mode + 1]);
    if ((column - mode) % 2 != 0) {
      column++;
    }
    firstFree[mode] = column + 1;
    firstFree[mode + 1] = column + 1;
    return column;
  }
}

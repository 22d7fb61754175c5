// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.container;

/**
 * A tensor as coders see it: a matrix, its first axis the rows, of which only the elements that are
 * not +0 are listed.
 */
final class SparseMatrix {
  private final int rows;
  private final int columns;
  private final int[] positions;
  private final int[] symbols;
  private final Alphabet alphabet;

  /**
   * Takes the arrays over.
   *
   * @param positions row-major, rising
   * @param symbols of the elements at these positions
   */
  SparseMatrix(int rows, int columns, int[] positions, int[] symbols, Alphabet alphabet) {
    this.rows = rows;
    this.columns = columns;
    this.positions = positions;
    this.symbols = symbols;
    this.alphabet = alphabet;
  }

  int rows() {
    return rows;
  }

  int columns() {
    return columns;
  }

  int size() {
    return rows * columns;
  }

  int survivors() {
    return positions.length;
  }

  int position(int survivor) {
    return positions[survivor];
  }

  int symbol(int survivor) {
    return symbols[survivor];
  }

  Alphabet alphabet() {
    return alphabet;
  }
}

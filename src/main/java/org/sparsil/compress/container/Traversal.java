// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.container;

/** In which order the elements of a matrix are coded. */
enum Traversal {
  BY_ROWS {
    @Override
    int seen(Matrix matrix, int row, int column, int near) {
      return near < column ? row + 1 : row;
    }

    @Override
    int position(Matrix matrix, int line, int place) {
      return line * matrix.columns() + place;
    }

    @Override
    int lines(Matrix matrix) {
      return matrix.rows();
    }
  },
  BY_COLUMNS {
    @Override
    int seen(Matrix matrix, int row, int column, int near) {
      return near < column ? matrix.rows() : 0;
    }

    @Override
    int position(Matrix matrix, int line, int place) {
      return place * matrix.columns() + line;
    }

    @Override
    int lines(Matrix matrix) {
      return matrix.columns();
    }
  };

  /** How many elements of another column come before an element. */
  abstract int seen(Matrix matrix, int row, int column, int near);

  /** The row-major position of an element of a line. */
  abstract int position(Matrix matrix, int line, int place);

  abstract int lines(Matrix matrix);
}

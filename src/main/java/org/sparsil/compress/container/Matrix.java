// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.container;

import org.sparsil.tensor.IntTensor;

/**
 * What the coder of a matrix may know before the first element. All of it only helps to predict.
 *
 * @param width if the columns are the pixels of pictures or kernels, row by row: of how many pixels
 *     a row is; 0 if they are not
 * @param survivors how many elements are not +0
 * @param activity for groups of equally many columns, how many weights survive in what makes the
 *     values that these columns multiply; none if that is not known
 */
record Matrix(int rows, int columns, int width, int survivors, IntTensor activity) {
  int size() {
    return rows * columns;
  }

  /** The survivors that make the input of a column; 0 if that is not known. */
  int activity(int column) {
    return activity.size() == 0 ? 0 : activity.get(column / (columns / activity.size()));
  }
}

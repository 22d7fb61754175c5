// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.linear;

import org.apache.commons.math3.linear.RealMatrix;

/** What the decompositions ask of their input; whoever breaks it gets the place or the error. */
final class Requirements {
  /** The greatest element of O O^T - I that still counts as orthogonal. */
  static final double ORTHOGONALITY = 1e-9;

  private Requirements() {}

  /** A copy of the elements, all of them finite. */
  static double[][] finite(RealMatrix matrix) {
    double[][] elements = matrix.getData();
    for (int row = 0; row < elements.length; row++) {
      for (int column = 0; column < elements[row].length; column++) {
        requireFinite(elements[row][column], row, column);
      }
    }
    return elements;
  }

  static void requireFinite(double value, int row, int column) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "the element at row " + row + ", column " + column + " is " + value);
    }
  }

  static void requireSquare(int rows, int columns) {
    if (rows != columns) {
      throw new IllegalArgumentException(
          "a square matrix was expected, got " + rows + " x " + columns);
    }
  }

  /** Rows that are orthonormal within {@link #ORTHOGONALITY}. */
  static void requireOrthogonal(double[][] rows) {
    double worst = 0;
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j <= i; j++) {
        worst = Math.max(worst, Math.abs(dot(rows[i], rows[j]) - (i == j ? 1 : 0)));
      }
    }
    requireSmall("orthogonal: |O O^T - I|", worst);
  }

  static void requireSmall(String what, double error) {
    // Overflow to NaN must not pass.
    if (!(error <= ORTHOGONALITY)) {
      throw new IllegalArgumentException(
          "the matrix is not " + what + " = " + error + " > " + ORTHOGONALITY);
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }
}

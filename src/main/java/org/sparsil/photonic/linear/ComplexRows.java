// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.linear;

/**
 * A complex matrix that couplers are applied to in place; real and imaginary part of an element lie
 * side by side.
 */
final class ComplexRows {
  private final double[][] rows;
  private final int columns;

  ComplexRows(ComplexMatrix matrix) {
    columns = matrix.columns();
    rows = new double[matrix.rows()][2 * columns];
    for (int i = 0; i < rows.length; i++) {
      for (int k = 0; k < columns; k++) {
        rows[i][2 * k] = matrix.real(i, k);
        rows[i][2 * k + 1] = matrix.imaginary(i, k);
      }
    }
  }

  double real(int row, int column) {
    return rows[row][2 * column];
  }

  double imaginary(int row, int column) {
    return rows[row][2 * column + 1];
  }

  double absolute(int row, int column) {
    return Math.hypot(real(row, column), imaginary(row, column));
  }

  double argument(int row, int column) {
    return Angles.argument(imaginary(row, column), real(row, column));
  }

  void clear(int row, int column) {
    rows[row][2 * column] = 0;
    rows[row][2 * column + 1] = 0;
  }

  /** This becomes T(theta, phi) on rows mode, mode+1 times this, from a column on. */
  void multiplyFromLeft(int mode, double theta, double phi, int fromColumn) {
    double s = Math.sin(theta / 2);
    double c = Math.cos(theta / 2);
    // e^j(phi + theta/2 + pi/2) for the upper, e^j(theta/2 + pi/2) for the lower mode
    double upperRe = -Math.sin(phi + theta / 2);
    double upperIm = Math.cos(phi + theta / 2);
    double[] upper = rows[mode];
    double[] lower = rows[mode + 1];
    for (int k = 2 * fromColumn; k < upper.length; k += 2) {
      double aRe = upperRe * upper[k] - upperIm * upper[k + 1];
      double aIm = upperIm * upper[k] + upperRe * upper[k + 1];
      double bRe = -s * lower[k] - c * lower[k + 1];
      double bIm = c * lower[k] - s * lower[k + 1];
      upper[k] = s * aRe + c * bRe;
      upper[k + 1] = s * aIm + c * bIm;
      lower[k] = c * aRe - s * bRe;
      lower[k + 1] = c * aIm - s * bIm;
    }
  }

  /** This becomes this times T(theta, phi)^-1 on columns mode, mode+1, down to a row. */
  void multiplyByInverse(int mode, double theta, double phi, int lastRow) {
    double s = Math.sin(theta / 2);
    double c = Math.cos(theta / 2);
    double leftRe = -Math.sin(phi + theta / 2);
    double leftIm = -Math.cos(phi + theta / 2);
    int k = 2 * mode;
    for (int i = 0; i <= lastRow; i++) {
      double[] row = rows[i];
      double aRe = leftRe * row[k] - leftIm * row[k + 1];
      double aIm = leftIm * row[k] + leftRe * row[k + 1];
      double bRe = c * row[k + 3] - s * row[k + 2];
      double bIm = -c * row[k + 2] - s * row[k + 3];
      row[k] = s * aRe + c * bRe;
      row[k + 1] = s * aIm + c * bIm;
      row[k + 2] = c * aRe - s * bRe;
      row[k + 3] = c * aIm - s * bIm;
    }
  }

  /** Multiplies a row by e^j phase. */
  void turn(int row, double phase) {
    double re = Math.cos(phase);
    double im = Math.sin(phase);
    for (int k = 0; k < 2 * columns; k += 2) {
      double a = rows[row][k];
      double b = rows[row][k + 1];
      rows[row][k] = re * a - im * b;
      rows[row][k + 1] = im * a + re * b;
    }
  }

  ComplexMatrix toMatrix() {
    double[] real = new double[rows.length * columns];
    double[] imaginary = new double[real.length];
    for (int i = 0; i < rows.length; i++) {
      for (int k = 0; k < columns; k++) {
        real[i * columns + k] = real(i, k);
        imaginary[i * columns + k] = imaginary(i, k);
      }
    }
    return ComplexMatrix.adopt(rows.length, columns, real, imaginary);
  }
}

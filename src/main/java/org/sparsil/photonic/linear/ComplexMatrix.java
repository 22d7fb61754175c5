// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.linear;

import java.util.Arrays;
import org.apache.commons.math3.linear.RealMatrix;

/** A small dense complex matrix, immutable, row-major. */
public final class ComplexMatrix {
  private final int rows;
  private final int columns;
  private final double[] real;
  private final double[] imaginary;

  private ComplexMatrix(int rows, int columns, double[] real, double[] imaginary) {
    if (rows < 1 || columns < 1) {
      throw new IllegalArgumentException("a matrix of " + rows + " x " + columns + " is empty");
    }
    int size = Math.multiplyExact(rows, columns);
    if (real.length != size || imaginary.length != size) {
      throw new IllegalArgumentException(
          String.format(
              "%d x %d elements are expected, got %d real and %d imaginary parts",
              rows, columns, real.length, imaginary.length));
    }
    this.rows = rows;
    this.columns = columns;
    this.real = real;
    this.imaginary = imaginary;
  }

  /** A matrix with copies of the row-major parts. */
  public static ComplexMatrix of(int rows, int columns, double[] real, double[] imaginary) {
    return new ComplexMatrix(rows, columns, real.clone(), imaginary.clone());
  }

  /** A matrix that takes the row-major arrays over; the caller must not touch them again. */
  public static ComplexMatrix adopt(int rows, int columns, double[] real, double[] imaginary) {
    return new ComplexMatrix(rows, columns, real, imaginary);
  }

  /** A matrix without imaginary parts. */
  public static ComplexMatrix ofReal(RealMatrix matrix) {
    double[] real = Arrays.stream(matrix.getData()).flatMapToDouble(Arrays::stream).toArray();
    return adopt(
        matrix.getRowDimension(), matrix.getColumnDimension(), real, new double[real.length]);
  }

  public static ComplexMatrix identity(int size) {
    double[] real = new double[Math.multiplyExact(size, size)];
    for (int i = 0; i < size; i++) {
      real[i * size + i] = 1;
    }
    return adopt(size, size, real, new double[real.length]);
  }

  public int rows() {
    return rows;
  }

  public int columns() {
    return columns;
  }

  public double real(int row, int column) {
    return real[position(row, column)];
  }

  public double imaginary(int row, int column) {
    return imaginary[position(row, column)];
  }

  private int position(int row, int column) {
    if (row < 0 || row >= rows || column < 0 || column >= columns) {
      throw new IndexOutOfBoundsException(
          String.format("row %d, column %d of %d x %d", row, column, rows, columns));
    }
    return row * columns + column;
  }

  /** A copy of the real parts, row-major. */
  public double[] realParts() {
    return real.clone();
  }

  /** A copy of the imaginary parts, row-major. */
  public double[] imaginaryParts() {
    return imaginary.clone();
  }

  /** This times other. */
  public ComplexMatrix multiply(ComplexMatrix other) {
    if (columns != other.rows) {
      throw new IllegalArgumentException(
          String.format(
              "%d x %d times %d x %d is not defined", rows, columns, other.rows, other.columns));
    }
    int width = other.columns;
    double[] re = new double[Math.multiplyExact(rows, width)];
    double[] im = new double[re.length];
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < columns; k++) {
        double a = real[i * columns + k];
        double b = imaginary[i * columns + k];
        for (int j = 0; j < width; j++) {
          double c = other.real[k * width + j];
          double d = other.imaginary[k * width + j];
          re[i * width + j] += a * c - b * d;
          im[i * width + j] += a * d + b * c;
        }
      }
    }
    return adopt(rows, width, re, im);
  }

  /** The conjugate transpose. */
  public ComplexMatrix adjoint() {
    double[] re = new double[real.length];
    double[] im = new double[real.length];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        re[j * rows + i] = real[i * columns + j];
        im[j * rows + i] = 0 - imaginary[i * columns + j];
      }
    }
    return adopt(/* rows= */ columns, /* columns= */ rows, re, im);
  }

  /** This times the complex number {@code re + j im}. */
  public ComplexMatrix scale(double re, double im) {
    double[] newReal = new double[real.length];
    double[] newImaginary = new double[real.length];
    for (int k = 0; k < real.length; k++) {
      newReal[k] = real[k] * re - imaginary[k] * im;
      newImaginary[k] = real[k] * im + imaginary[k] * re;
    }
    return adopt(rows, columns, newReal, newImaginary);
  }

  /** This minus other. */
  public ComplexMatrix subtract(ComplexMatrix other) {
    if (rows != other.rows || columns != other.columns) {
      throw new IllegalArgumentException(
          String.format(
              "%d x %d minus %d x %d is not defined", rows, columns, other.rows, other.columns));
    }
    double[] re = new double[real.length];
    double[] im = new double[real.length];
    for (int k = 0; k < real.length; k++) {
      re[k] = real[k] - other.real[k];
      im[k] = imaginary[k] - other.imaginary[k];
    }
    return adopt(rows, columns, re, im);
  }

  /** The square root of the sum of all squared absolute values. */
  public double frobeniusNorm() {
    double sum = 0;
    for (int k = 0; k < real.length; k++) {
      sum += real[k] * real[k] + imaginary[k] * imaginary[k];
    }
    return Math.sqrt(sum);
  }

  /** The greatest absolute value of an element; NaN if there is one. */
  public double maxNorm() {
    double greatest = 0;
    for (int k = 0; k < real.length; k++) {
      greatest = Math.max(greatest, Math.hypot(real[k], imaginary[k]));
    }
    return greatest;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ComplexMatrix matrix
        && rows == matrix.rows
        && columns == matrix.columns
        && Arrays.equals(real, matrix.real)
        && Arrays.equals(imaginary, matrix.imaginary);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * rows + Arrays.hashCode(real)) + Arrays.hashCode(imaginary);
  }

  @Override
  public String toString() {
    return "complex matrix of " + rows + " x " + columns;
  }
}

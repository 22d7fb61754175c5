// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.linear;

import java.util.Arrays;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;

/**
 * The singular value decomposition A = U diag(sigma) V^T of any real m x n matrix, with only the k
 * singular values that are not 0 (the numerical rank; k = 0 for a zero matrix).
 */
public final class ThinSvd {
  /** The unit in the last place of 1. */
  static final double EPSILON = 0x1p-52;

  private final int rows;
  private final int columns;
  private final double[] sigma;
  private final double[][] u;
  private final double[][] v;

  private ThinSvd(int rows, int columns, double[] sigma, double[][] u, double[][] v) {
    this.rows = rows;
    this.columns = columns;
    this.sigma = sigma;
    this.u = u;
    this.v = v;
  }

  /**
   * Decomposes a matrix. A singular value up to max(m, n) ulps of the greatest counts as 0.
   *
   * @throws IllegalArgumentException if an element or the greatest singular value is not finite
   */
  public static ThinSvd of(RealMatrix matrix) {
    int rows = matrix.getRowDimension();
    int columns = matrix.getColumnDimension();
    double[][] elements = Requirements.finite(matrix);
    double greatest = 0;
    for (double[] row : elements) {
      for (double element : row) {
        greatest = Math.max(greatest, Math.abs(element));
      }
    }
    if (greatest == 0) {
      return new ThinSvd(rows, columns, new double[0], new double[rows][0], new double[columns][0]);
    }
    // A power of two changes no digit but keeps the library away from overflow and underflow.
    int exponent = Math.getExponent(greatest);
    for (double[] row : elements) {
      for (int k = 0; k < row.length; k++) {
        row[k] = scaleDown(row[k], exponent);
      }
    }
    SingularValueDecomposition svd =
        new SingularValueDecomposition(MatrixUtils.createRealMatrix(elements));
    double[] values = svd.getSingularValues();
    double zero = Math.max(rows, columns) * EPSILON * values[0];
    int rank = (int) Arrays.stream(values).filter(value -> value > zero).count();
    double[] sigma = new double[rank];
    for (int k = 0; k < rank; k++) {
      sigma[k] = Math.scalb(values[k], exponent);
    }
    if (!Double.isFinite(sigma[0])) {
      throw new IllegalArgumentException("the greatest singular value exceeds a double's range");
    }
    return new ThinSvd(
        rows, columns, sigma, firstColumns(svd.getU(), rank), firstColumns(svd.getV(), rank));
  }

  /** Two steps, for 2^1074 is no double. */
  private static double scaleDown(double value, int exponent) {
    return Math.scalb(Math.scalb(value, -exponent / 2), -(exponent - exponent / 2));
  }

  private static double[][] firstColumns(RealMatrix matrix, int count) {
    double[][] rows = matrix.getData();
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Arrays.copyOf(rows[i], count);
    }
    return rows;
  }

  /** The numerical rank k. */
  public int rank() {
    return sigma.length;
  }

  /** The k singular values, positive, in descending order. */
  public double[] sigma() {
    return sigma.clone();
  }

  /** The singular value at an index from 0 to k - 1. */
  public double sigma(int index) {
    return sigma[index];
  }

  /** The spectral norm. */
  public double norm() {
    return sigma.length == 0 ? 0 : sigma[0];
  }

  /** Element of U, m x k, with orthonormal columns. */
  public double u(int row, int column) {
    return u[row][column];
  }

  /** Element of V, n x k, with orthonormal columns. */
  public double v(int row, int column) {
    return v[row][column];
  }

  /** U with m - k more columns: an orthogonal m x m matrix. */
  public RealMatrix completeU() {
    return complete(u, rows);
  }

  /** V with n - k more columns: an orthogonal n x n matrix. */
  public RealMatrix completeV() {
    return complete(v, columns);
  }

  /** The Q of a QR decomposition spans the rest, in its columns from k on. */
  private RealMatrix complete(double[][] columnsOf, int size) {
    if (sigma.length == 0) {
      return MatrixUtils.createRealIdentityMatrix(size);
    }
    RealMatrix thin = MatrixUtils.createRealMatrix(columnsOf);
    if (sigma.length == size) {
      return thin;
    }
    RealMatrix square = new QRDecomposition(thin).getQ().copy();
    square.setSubMatrix(columnsOf, 0, 0);
    return square;
  }
}

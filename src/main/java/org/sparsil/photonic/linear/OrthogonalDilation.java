// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.linear;

import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * Makes any real m x n matrix A of spectral norm at most 1 the upper left block of an orthogonal
 * matrix.
 *
 * <p>With A = U S V^T, k singular values equal to 1 and the others' U', S', V' it is {@code [[A, U'
 * C], [C V'^T, -S'^T]]} with c = sqrt(1 - s^2): in the singular vectors' basis a reflection [[s,
 * c], [c, -s]] per singular value below 1. That is Halmos' dilation without the part that a
 * singular value of 1 does not need, of size m + n - k.
 */
public final class OrthogonalDilation {
  /** How far from 1 a singular value still counts as 1, per row or column: its rounding error. */
  private static final double UNIT = 16 * ThinSvd.EPSILON;

  /** How far beyond 1 the norm may be, for it was computed. */
  static final double EXCESS = 1e-12;

  private OrthogonalDilation() {}

  /**
   * An orthogonal matrix of size m + n - k with A as its upper left block.
   *
   * @throws IllegalArgumentException if an element is not finite or the norm exceeds 1
   */
  public static RealMatrix of(RealMatrix contraction) {
    ThinSvd svd = ThinSvd.of(contraction);
    requireContraction(svd);
    int rows = contraction.getRowDimension();
    int columns = contraction.getColumnDimension();
    int unit = unitValues(svd, UNIT * Math.max(rows, columns));
    RealMatrix u = svd.completeU();
    RealMatrix v = svd.completeV();
    double[][] out = new double[rows + columns - unit][rows + columns - unit];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        out[i][j] = contraction.getEntry(i, j);
      }
      for (int k = unit; k < rows; k++) {
        out[i][columns + k - unit] = u.getEntry(i, k) * complement(svd, k);
      }
    }
    for (int k = unit; k < columns; k++) {
      for (int j = 0; j < columns; j++) {
        out[rows + k - unit][j] = v.getEntry(j, k) * complement(svd, k);
      }
    }
    for (int k = unit; k < svd.rank(); k++) {
      out[rows + k - unit][columns + k - unit] = -svd.sigma(k);
    }
    return MatrixUtils.createRealMatrix(out);
  }

  /** The number of singular values equal to 1, which save a mode each. */
  private static int unitValues(ThinSvd svd, double tolerance) {
    int count = 0;
    while (count < svd.rank() && svd.sigma(count) >= 1 - tolerance) {
      count++;
    }
    return count;
  }

  /** sqrt(1 - s^2) of the singular value at an index, which is 0 from the rank on. */
  static double complement(ThinSvd svd, int index) {
    double s = index < svd.rank() ? svd.sigma(index) : 0;
    return Math.sqrt(Math.max(0, (1 - s) * (1 + s)));
  }

  static void requireContraction(ThinSvd svd) {
    if (svd.norm() > 1 + EXCESS) {
      throw new IllegalArgumentException("the spectral norm " + svd.norm() + " exceeds 1");
    }
  }
}

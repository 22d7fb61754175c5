// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.linear;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * Finds the diamond for a real m x n matrix A of spectral norm at most 1.
 *
 * <p>A is extended by a lower triangular D with D D^T = I - A A^T, so that the m rows of Y = [A D]
 * are orthonormal: the outputs as combinations of column lines and of dark row lines. Each crossing
 * rotates a column x_j and a column of D so that Y[i][x_j] = 0; that keeps D lower triangular. When
 * all of A is zero, D D^T = I, hence D is a diagonal of signs.
 *
 * <p>With A = U S V^T, D^T is the R of a QR decomposition of sqrt(1 - S^2) U^T. (A Cholesky factor
 * of I - A A^T would not do: that matrix is singular as soon as a singular value is 1.)
 */
public final class ContractionDecomposition {
  private ContractionDecomposition() {}

  /**
   * The mesh whose {@code matrix()} is the given one.
   *
   * @throws IllegalArgumentException if an element is not finite or the norm exceeds 1 by more than
   *     1e-12
   */
  public static ContractionMesh decompose(RealMatrix contraction) {
    ThinSvd svd = ThinSvd.of(contraction);
    OrthogonalDilation.requireContraction(svd);
    int rows = contraction.getRowDimension();
    int columns = contraction.getColumnDimension();
    double[][] column = contraction.transpose().getData();
    double[][] dark = columnsOfDark(svd, rows);
    Double[] angles = new Double[rows * columns];
    for (int j = 0; j < columns; j++) {
      for (int i = 0; i < rows; i++) {
        double angle = Angles.wrapHalfTurn(Math.atan2(column[j][i], dark[i][i]));
        Rotation.apply(angle, dark[i], column[j], i, rows);
        column[j][i] = 0;
        angles[i * columns + j] = angle;
      }
    }
    List<Integer> signs = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      signs.add(Signs.of(dark[i][i]));
    }
    return new ContractionMesh(rows, columns, Arrays.asList(angles), signs);
  }

  /** The columns of D, of which the upper triangle is zero: the rows of R. */
  private static double[][] columnsOfDark(ThinSvd svd, int rows) {
    double[][] scaled = svd.completeU().transpose().getData();
    for (int k = 0; k < rows; k++) {
      double complement = OrthogonalDilation.complement(svd, k);
      for (int i = 0; i < rows; i++) {
        scaled[k][i] *= complement;
      }
    }
    return new QRDecomposition(MatrixUtils.createRealMatrix(scaled)).getR().getData();
  }
}

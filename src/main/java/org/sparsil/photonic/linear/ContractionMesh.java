// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.linear;

import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * A single-pass mesh for a real matrix of spectral norm at most 1: a diamond with a coupler per
 * element.
 *
 * <p>Row line i starts dark and ends as output i, times its sign. Column line j carries input j and
 * ends in the dark. Row line i meets the column lines in ascending order, column line j the row
 * lines. Where they cross:
 *
 * <pre>
 *   row'    = c row + s column
 *   column' = c column - s row         s = sin t, c = cos t
 * </pre>
 *
 * That is {@link RealCoupler}'s R(t) with the column line going down from the upper input and the
 * row line going up from the lower input; t = 0 lets both pass.
 *
 * @param angles t per element in radians, in (-pi/2, pi/2], row-major
 * @param signs +1 or -1 per output
 */
public record ContractionMesh(int rows, int columns, List<Double> angles, List<Integer> signs) {
  public ContractionMesh {
    angles = List.copyOf(angles);
    signs = List.copyOf(signs);
    Signs.require(signs, rows);
    if (columns < 1 || angles.size() != Math.multiplyExact(rows, columns)) {
      throw new IllegalArgumentException(
          rows + " x " + columns + " crossings have " + angles.size() + " angles");
    }
    for (double angle : angles) {
      Angles.requireHalfTurn(angle);
    }
  }

  /** The angle where row line i and column line j cross. */
  public double angle(int row, int column) {
    if (row < 0 || row >= rows || column < 0 || column >= columns) {
      throw new IndexOutOfBoundsException(
          String.format("row %d, column %d of %d x %d", row, column, rows, columns));
    }
    return angles.get(row * columns + column);
  }

  /** The matrix from inputs to outputs, rows x columns. */
  public RealMatrix matrix() {
    double[][] out = new double[rows][columns];
    for (int j = 0; j < columns; j++) {
      double[] line = new double[columns];
      line[j] = 1;
      for (int i = 0; i < rows; i++) {
        // Up to here both lines carry only inputs up to j.
        Rotation.apply(angle(i, j), out[i], line, 0, j + 1);
      }
    }
    Signs.apply(signs, out);
    return new Array2DRowRealMatrix(out, false);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.linear;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * An orthogonal matrix as a rectangle of n(n-1)/2 real couplers, in n columns.
 *
 * <p>The order of Clements et al. (Optica 3, 1460, 2016): the elements below the diagonal are
 * zeroed along antidiagonals from the lower left corner, in turn by couplers on the columns (the
 * input's side) and on the rows (the output's side). What remains is a diagonal of signs. It is
 * pushed through the couplers of the output's side, so that all signs end at the outputs.
 */
public final class RealClements {
  private final double[][] rest;
  private final List<RealCoupler> fromInput = new ArrayList<>();
  private final List<RealCoupler> fromOutput = new ArrayList<>();

  private RealClements(double[][] matrix) {
    rest = matrix;
  }

  /**
   * The mesh whose {@code matrix()} is the given one.
   *
   * @throws IllegalArgumentException if an element is not finite, or if the matrix is not square or
   *     not orthogonal within 1e-9
   */
  public static RealMesh decompose(RealMatrix orthogonal) {
    Requirements.requireSquare(orthogonal.getRowDimension(), orthogonal.getColumnDimension());
    double[][] rows = Requirements.finite(orthogonal);
    Requirements.requireOrthogonal(rows);
    return new RealClements(rows).mesh();
  }

  private RealMesh mesh() {
    int n = rest.length;
    for (int i = 0; i < n - 1; i++) {
      for (int j = 0; j <= i; j++) {
        if (i % 2 == 0) {
          zeroByColumns(n - 1 - j, i - j);
        } else {
          zeroByRows(n + j - i - 2, j);
        }
      }
    }
    Integer[] signs = new Integer[n];
    for (int mode = 0; mode < n; mode++) {
      signs[mode] = Signs.of(rest[mode][mode]);
    }
    List<RealCoupler> couplers = new ArrayList<>(fromInput);
    Collections.reverse(fromOutput);
    for (RealCoupler coupler : fromOutput) {
      couplers.add(pushSigns(coupler, signs));
    }
    return new RealMesh(n, scheduled(couplers), List.of(signs));
  }

  /** Rest becomes Rest R(t) with Rest[row][mode] = 0; rows below are zero in both columns. */
  private void zeroByColumns(int row, int mode) {
    double angle = Angles.wrapHalfTurn(Math.atan2(-rest[row][mode + 1], rest[row][mode]));
    double s = Math.sin(angle);
    double c = Math.cos(angle);
    for (int k = 0; k <= row; k++) {
      double[] line = rest[k];
      double a = line[mode];
      double b = line[mode + 1];
      line[mode] = s * a + c * b;
      line[mode + 1] = c * a - s * b;
    }
    rest[row][mode] = 0;
    fromInput.add(new RealCoupler(0, mode, angle));
  }

  /** Rest becomes R(t) Rest with Rest[mode+1][column] = 0; both rows are zero left of it. */
  private void zeroByRows(int mode, int column) {
    double angle = Angles.wrapHalfTurn(Math.atan2(rest[mode][column], rest[mode + 1][column]));
    RealCoupler coupler = new RealCoupler(0, mode, angle);
    coupler.apply(rest[mode], rest[mode + 1], column);
    rest[mode + 1][column] = 0;
    fromOutput.add(coupler);
  }

  /** Signs in front of a coupler, R(t) diag(d), become signs behind another: diag(e) R(u). */
  private static RealCoupler pushSigns(RealCoupler coupler, Integer[] signs) {
    int mode = coupler.mode();
    double s = Math.sin(coupler.angle());
    double c = Math.cos(coupler.angle());
    int upper = signs[mode];
    int lower = signs[mode + 1];
    double angle = Angles.wrapHalfTurn(Math.atan2(s * upper, c * lower));
    double newS = Math.sin(angle);
    double newC = Math.cos(angle);
    signs[mode] = Signs.of(s * upper * newS + c * lower * newC);
    signs[mode + 1] = Signs.of(c * upper * newC + s * lower * newS);
    return new RealCoupler(0, mode, angle);
  }

  private List<RealCoupler> scheduled(List<RealCoupler> couplers) {
    ColumnSchedule schedule = new ColumnSchedule(rest.length);
    return couplers.stream()
        .map(one -> new RealCoupler(schedule.place(one.mode()), one.mode(), one.angle()))
        .toList();
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.linear;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * A unitary matrix as a rectangle of n(n-1)/2 couplers with phases, in n columns, and a phase per
 * output. The order is that of {@link RealClements}.
 */
public final class ComplexClements {
  private final int modes;
  private final ComplexRows rest;
  private final List<PhaseCoupler> fromInput = new ArrayList<>();
  private final List<PhaseCoupler> fromOutput = new ArrayList<>();

  private ComplexClements(ComplexMatrix unitary) {
    modes = unitary.rows();
    rest = new ComplexRows(unitary);
  }

  /**
   * The mesh whose {@code matrix()} is the given one; theta is in [0, pi], phases in (-pi, pi].
   *
   * @throws IllegalArgumentException if an element is not finite, or if the matrix is not square or
   *     not unitary within 1e-9
   */
  public static ComplexMesh decompose(ComplexMatrix unitary) {
    Requirements.requireSquare(unitary.rows(), unitary.columns());
    for (int row = 0; row < unitary.rows(); row++) {
      for (int column = 0; column < unitary.columns(); column++) {
        Requirements.requireFinite(unitary.real(row, column), row, column);
        Requirements.requireFinite(unitary.imaginary(row, column), row, column);
      }
    }
    ComplexMatrix identity = ComplexMatrix.identity(unitary.rows());
    Requirements.requireSmall(
        "unitary: |U U^H - I|", unitary.multiply(unitary.adjoint()).subtract(identity).maxNorm());
    return new ComplexClements(unitary).mesh();
  }

  private ComplexMesh mesh() {
    for (int i = 0; i < modes - 1; i++) {
      for (int j = 0; j <= i; j++) {
        if (i % 2 == 0) {
          zeroByColumns(modes - 1 - j, i - j);
        } else {
          zeroByRows(modes + j - i - 2, j);
        }
      }
    }
    double[] phases = new double[modes];
    for (int mode = 0; mode < modes; mode++) {
      phases[mode] = rest.argument(mode, mode);
    }
    List<PhaseCoupler> couplers = new ArrayList<>(fromInput);
    Collections.reverse(fromOutput);
    for (PhaseCoupler coupler : fromOutput) {
      couplers.add(pushPhases(coupler, phases));
    }
    return new ComplexMesh(modes, scheduled(couplers), Arrays.stream(phases).boxed().toList());
  }

  /** Rest becomes Rest T^-1 with Rest[row][mode] = 0; rows below are zero in both columns. */
  private void zeroByColumns(int row, int mode) {
    double theta = 2 * Math.atan2(rest.absolute(row, mode + 1), rest.absolute(row, mode));
    double phi = Angles.wrapTurn(Math.PI + rest.argument(row, mode) - rest.argument(row, mode + 1));
    rest.multiplyByInverse(mode, theta, phi, row);
    rest.clear(row, mode);
    fromInput.add(new PhaseCoupler(0, mode, theta, phi));
  }

  /** Rest becomes T Rest with Rest[mode+1][column] = 0; both rows are zero left of it. */
  private void zeroByRows(int mode, int column) {
    double theta = 2 * Math.atan2(rest.absolute(mode, column), rest.absolute(mode + 1, column));
    double phi = Angles.wrapTurn(rest.argument(mode + 1, column) - rest.argument(mode, column));
    rest.multiplyFromLeft(mode, theta, phi, column);
    rest.clear(mode + 1, column);
    fromOutput.add(new PhaseCoupler(0, mode, theta, phi));
  }

  /**
   * Phases d in front of an inverse coupler become phases e behind another coupler: T^-1(theta,
   * phi) diag(e^jd) = diag(e^je) T(theta, d0 - d1) with e0 = pi - theta - phi + d1, e1 = pi - theta
   * + d1.
   */
  private static PhaseCoupler pushPhases(PhaseCoupler coupler, double[] phases) {
    int mode = coupler.mode();
    double phi = Angles.wrapTurn(phases[mode] - phases[mode + 1]);
    double common = Math.PI - coupler.theta() + phases[mode + 1];
    phases[mode] = Angles.wrapTurn(common - coupler.phi());
    phases[mode + 1] = Angles.wrapTurn(common);
    return new PhaseCoupler(0, mode, coupler.theta(), phi);
  }

  private List<PhaseCoupler> scheduled(List<PhaseCoupler> couplers) {
    ColumnSchedule schedule = new ColumnSchedule(modes);
    return couplers.stream()
        .map(
            one -> new PhaseCoupler(schedule.place(one.mode()), one.mode(), one.theta(), one.phi()))
        .toList();
  }
}

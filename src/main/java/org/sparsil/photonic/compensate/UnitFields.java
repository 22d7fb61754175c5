// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.compensate;

/**
 * A unit's matrix from left to right, {@code T = B(r2) diag(e^(j up), e^(j lo)) B(r1)}, in the
 * sense of the pattern.
 */
record UnitFields(double r1, double r2, double up, double lo) {
  /** A way between ports is closed if less of the amplitude goes there. */
  private static final double CLOSED = 1e-6;

  static UnitFields ideal(double up, double lo) {
    return new UnitFields(0.5, 0.5, up, lo);
  }

  /** The share of power that stays at the upper ports on a unit with ideal splitters. */
  double staying() {
    double sine = Math.sin((up - lo) / 2);
    return sine * sine;
  }

  /**
   * The cosine of {@code up - lo} with which so much power stays at the upper ports: {@code [r1 r2
   * + (1-r1)(1-r2) - s^2] / (2 sqrt(r1 r2 (1-r1)(1-r2)))}; outside of -1 to 1 if none does it.
   */
  static double cosine(double r1, double r2, double staying) {
    double product = r1 * r2 * (1 - r1) * (1 - r2);
    return (r1 * r2 + (1 - r1) * (1 - r2) - staying) / (2 * Math.sqrt(product));
  }

  /** The argument of an element, in rad; rows are right ports, the upper one first. */
  double argument(int row, int column) {
    return Math.atan2(imaginary(row, column), real(row, column));
  }

  boolean closed(int row, int column) {
    return Math.hypot(real(row, column), imaginary(row, column)) < CLOSED;
  }

  private double real(int row, int column) {
    double upper = through(row, column);
    double lower = around(row, column);
    return row == column
        ? upper * Math.cos(row == 0 ? up : lo) - lower * Math.cos(row == 0 ? lo : up)
        : -(upper * Math.sin(column == 0 ? up : lo) + lower * Math.sin(column == 0 ? lo : up));
  }

  private double imaginary(int row, int column) {
    double upper = through(row, column);
    double lower = around(row, column);
    return row == column
        ? upper * Math.sin(row == 0 ? up : lo) - lower * Math.sin(row == 0 ? lo : up)
        : upper * Math.cos(column == 0 ? up : lo) + lower * Math.cos(column == 0 ? lo : up);
  }

  /** The amplitude by the arm on the side of entry, which the left splitter does not leave. */
  private double through(int row, int column) {
    return Math.sqrt(r1) * Math.sqrt(row == column ? r2 : 1 - r2);
  }

  /** The amplitude by the other arm. */
  private double around(int row, int column) {
    return Math.sqrt(1 - r1) * Math.sqrt(row == column ? 1 - r2 : r2);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.linear;

/** Angles in radians, brought into one turn or half a turn. */
final class Angles {
  private Angles() {}

  /**
   * The angle in (-pi/2, pi/2] that differs from {@code angle}, in [-pi, pi], by 0 or pi. That
   * turns the sign of sine and cosine, hence of a whole real coupler. Never negative zero.
   */
  static double wrapHalfTurn(double angle) {
    double wrapped = angle;
    if (wrapped > Math.PI / 2) {
      wrapped -= Math.PI;
    } else if (wrapped <= -Math.PI / 2) {
      wrapped += Math.PI;
    }
    return wrapped + 0.0;
  }

  /** The same angle in (-pi, pi]; never negative zero. */
  static double wrapTurn(double angle) {
    double wrapped = Math.IEEEremainder(angle, 2 * Math.PI);
    return wrapped <= -Math.PI ? Math.PI : wrapped + 0.0;
  }

  /** The argument of x + jy in (-pi, pi]; 0 for zeros of any sign, whose argument is arbitrary. */
  static double argument(double y, double x) {
    return x == 0 && y == 0 ? 0 : wrapTurn(Math.atan2(y, x));
  }

  static void requireHalfTurn(double angle) {
    if (!(angle > -Math.PI / 2 && angle <= Math.PI / 2)) {
      throw new IllegalArgumentException("angle " + angle + " is not in (-pi/2, pi/2]");
    }
  }
}

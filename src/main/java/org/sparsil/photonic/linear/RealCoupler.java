// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.linear;

/**
 * A lossless coupler without phases: the real reflection {@code R(t) = [[s, c], [c, -s]]} with s =
 * sin t, c = cos t, its own inverse; t = 0 is cross, t = pi/2 is bar.
 *
 * @param column where it stands; couplers of one column do not touch each other
 * @param mode the upper of its two modes, {@code mode} and {@code mode + 1}
 * @param angle t in radians, in (-pi/2, pi/2]
 */
public record RealCoupler(int column, int mode, double angle) {
  public RealCoupler {
    if (column < 0 || mode < 0) {
      throw new IllegalArgumentException("column " + column + " or mode " + mode + " is negative");
    }
    Angles.requireHalfTurn(angle);
  }

  /** Applies R(t) to the pair of signals {@code upper} and {@code lower}, from element 0 on. */
  void apply(double[] upper, double[] lower, int from) {
    double s = Math.sin(angle);
    double c = Math.cos(angle);
    for (int k = from; k < upper.length; k++) {
      double a = upper[k];
      double b = lower[k];
      upper[k] = s * a + c * b;
      lower[k] = c * a - s * b;
    }
  }
}

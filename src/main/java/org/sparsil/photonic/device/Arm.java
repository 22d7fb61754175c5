// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.device;

/**
 * Calibration of the phase shifter in one arm of a unit: current {@code I} in mA makes the phase
 * {@code rho2 I^2 + rho3 I^3 + alpha} in rad.
 *
 * @param rho2 rad per mA squared
 * @param rho3 rad per mA cubed
 * @param alpha the phase without current, in rad
 */
public record Arm(double rho2, double rho3, double alpha) {
  public Arm {
    if (!Double.isFinite(rho2) || !Double.isFinite(rho3) || !Double.isFinite(alpha)) {
      throw new IllegalArgumentException(
          "calibration is not finite: " + rho2 + ", " + rho3 + ", " + alpha);
    }
  }

  /** The phase at a current in mA, in rad. */
  public double phase(double milliampere) {
    return (rho2 + rho3 * milliampere) * milliampere * milliampere + alpha;
  }

  /** Whether more current makes more phase, at least just above 0. */
  public boolean increases() {
    return rho2 > 0 || (rho2 == 0 && rho3 > 0);
  }

  /**
   * The largest phase above {@code alpha} that a rising current reaches, in rad: with {@code rho3 <
   * 0} the cubic turns at {@code I = -2 rho2 / (3 rho3)}.
   */
  public double reach() {
    if (!increases()) {
      return 0;
    }
    return rho3 < 0 ? 4 * rho2 * rho2 * rho2 / (27 * rho3 * rho3) : Double.POSITIVE_INFINITY;
  }

  /**
   * The smallest current in mA that makes a phase, to the last bits.
   *
   * @param phase from {@code alpha} to {@code alpha + reach()}, in rad
   * @throws IllegalArgumentException if no current makes it
   */
  public double current(double phase) {
    double wanted = phase - alpha;
    if (!(wanted >= 0 && wanted <= reach()) || !increases()) {
      throw new IllegalArgumentException(
          "phase " + phase + " is not from " + alpha + " to " + (alpha + reach()));
    }
    double low = 0;
    double high = rho3 < 0 ? -2 * rho2 / (3 * rho3) : 1;
    while (rho3 >= 0 && phase(high) < phase) {
      high *= 2;
    }
    // Bisection until the interval no longer shrinks: no derivative, which is 0 at both ends.
    for (double middle = high / 2; middle > low && middle < high; middle = low + (high - low) / 2) {
      if (phase(middle) < phase) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return wanted == 0 ? 0 : high;
  }
}

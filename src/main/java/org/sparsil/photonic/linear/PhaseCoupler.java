// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.linear;

/**
 * A coupler with a phase in front of its upper input, as photonic hardware has it:
 *
 * <pre>
 *   T = j e^(j theta/2) [[e^(j phi) s, c], [e^(j phi) c, -s]],  s = sin theta/2, c = cos theta/2
 * </pre>
 *
 * A balanced Mach-Zehnder interferometer with theta in its upper arm and 0 in the lower one, behind
 * a phase shifter phi (Clements et al., Optica 3, 1460, 2016, up to phases that all end at the
 * outputs). theta = 0 exchanges the modes and is what an undriven unit does; theta = pi passes them
 * straight on.
 *
 * @param column where it stands; couplers of one column do not touch each other
 * @param mode the upper of its two modes, {@code mode} and {@code mode + 1}
 * @param theta in radians
 * @param phi in radians
 */
public record PhaseCoupler(int column, int mode, double theta, double phi) {
  public PhaseCoupler {
    if (column < 0 || mode < 0) {
      throw new IllegalArgumentException("column " + column + " or mode " + mode + " is negative");
    }
    if (!Double.isFinite(theta) || !Double.isFinite(phi)) {
      throw new IllegalArgumentException("theta " + theta + " or phi " + phi + " is not finite");
    }
  }
}

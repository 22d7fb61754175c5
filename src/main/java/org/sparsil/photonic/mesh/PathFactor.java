// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.mesh;

/**
 * What a way through ideal units does to light apart from the program: a factor {@code
 * amplitude^units * j^quarterTurns}.
 *
 * @param units units on the way
 * @param quarterTurns phase in units of pi/2: 1 from an undriven unit, 2 from a coupler of a real
 *     program
 */
public record PathFactor(int units, int quarterTurns) {
  /** The way through idle units, in cross. */
  static PathFactor idle(int units) {
    return new PathFactor(units, units);
  }

  public PathFactor then(PathFactor next) {
    return new PathFactor(units + next.units, quarterTurns + next.quarterTurns);
  }

  /** The real part, for units that pass this share of the amplitude. */
  public double real(double amplitude) {
    return Math.pow(amplitude, units) * COSINE[Math.floorMod(quarterTurns, 4)];
  }

  public double imaginary(double amplitude) {
    return Math.pow(amplitude, units) * COSINE[Math.floorMod(quarterTurns + 3, 4)];
  }

  private static final int[] COSINE = {1, 0, -1, 0};
}

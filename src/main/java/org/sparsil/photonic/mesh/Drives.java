// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.mesh;

import java.util.Arrays;

/** The phases of both arms of a list of units, in rad; idle units have 0, the cross state. */
public final class Drives {
  private static final double TURN = 2 * Math.PI;

  private final double[] up;
  private final double[] lo;

  private Drives(double[] up, double[] lo) {
    if (up.length != lo.length) {
      throw new IllegalArgumentException(
          up.length + " phases of upper arms, " + lo.length + " of lower arms");
    }
    for (int i = 0; i < up.length; i++) {
      if (!Double.isFinite(up[i]) || !Double.isFinite(lo[i])) {
        throw new IllegalArgumentException(
            "unit " + i + " has the phases " + up[i] + " and " + lo[i]);
      }
    }
    this.up = up;
    this.lo = lo;
  }

  /** Drives with copies of the phases. */
  public static Drives of(double[] up, double[] lo) {
    return new Drives(up.clone(), lo.clone());
  }

  /** All in the cross state. */
  public static Drives idle(int units) {
    return new Drives(new double[units], new double[units]);
  }

  /** The number of units. */
  public int size() {
    return up.length;
  }

  public double up(int unit) {
    return up[unit];
  }

  public double lo(int unit) {
    return lo[unit];
  }

  /** A copy of the upper arms' phases. */
  public double[] ups() {
    return up.clone();
  }

  /** A copy of the lower arms' phases. */
  public double[] los() {
    return lo.clone();
  }

  /** The same with every phase taken modulo a turn, from 0 on, as heaters make them. */
  public Drives wrapped() {
    return new Drives(
        Arrays.stream(up).map(Drives::wrap).toArray(),
        Arrays.stream(lo).map(Drives::wrap).toArray());
  }

  private static double wrap(double phase) {
    double rest = phase - TURN * Math.floor(phase / TURN);
    return rest >= TURN ? 0 : rest;
  }

  /** How many units have a phase other than 0. */
  public int driven() {
    int count = 0;
    for (int i = 0; i < up.length; i++) {
      count += up[i] != 0 || lo[i] != 0 ? 1 : 0;
    }
    return count;
  }

  /** The sum of all phases in rad, proportional to the power that heaters take. */
  public double total() {
    return Arrays.stream(up).sum() + Arrays.stream(lo).sum();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Drives drives
        && Arrays.equals(up, drives.up)
        && Arrays.equals(lo, drives.lo);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(up) + Arrays.hashCode(lo);
  }

  @Override
  public String toString() {
    return "drives of " + up.length + " units, " + driven() + " driven";
  }
}

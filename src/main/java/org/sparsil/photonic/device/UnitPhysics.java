// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.device;

/**
 * What all units of a device have in common.
 *
 * @param lossDb power lost in one unit, in dB
 * @param milliwattPerPi electrical power for a phase of pi in one arm
 * @param delayPs time of light through one unit, in picoseconds
 * @param lengthUm length of one unit, in micrometres
 */
public record UnitPhysics(double lossDb, double milliwattPerPi, double delayPs, double lengthUm) {
  public UnitPhysics {
    requireNotNegative("lossDb", lossDb);
    requireNotNegative("milliwattPerPi", milliwattPerPi);
    requireNotNegative("delayPs", delayPs);
    requireNotNegative("lengthUm", lengthUm);
  }

  /** The factor on a field's amplitude through one unit, {@code 10^(-dB/20)}. */
  public double amplitude() {
    return Math.pow(10, -lossDb / 20);
  }

  private static void requireNotNegative(String name, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(name + " is " + value + ", expected 0 or more");
    }
  }
}

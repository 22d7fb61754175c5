// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.device;

/**
 * A tunable unit: two splitters with a phase shifter in each arm between them.
 *
 * @param id unique on its device
 * @param x centre, in sides of a hexagon, for pictures
 * @param y centre, upwards
 * @param angleDegrees direction from its left to its right end, counterclockwise from the x axis
 * @param r1 power that stays in its waveguide at the left splitter; 0.5 is ideal
 * @param r2 the same at the right splitter
 * @param faulty whether its phases cannot be set: it stays undriven and carries no program's light
 */
public record Unit(
    String id,
    double x,
    double y,
    double angleDegrees,
    double r1,
    double r2,
    Arm up,
    Arm lo,
    boolean faulty) {
  public Unit {
    requireRatio(id, "r1", r1);
    requireRatio(id, "r2", r2);
  }

  private static void requireRatio(String id, String name, double value) {
    if (!(value > 0 && value < 1)) {
      throw new IllegalArgumentException(
          "unit '" + id + "': " + name + " is " + value + ", expected between 0 and 1");
    }
  }
}

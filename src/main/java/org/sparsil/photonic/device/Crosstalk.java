// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.device;

import java.util.List;

/**
 * Heat that reaches other arms: an arm's phase grows by the coefficient times the driven phase
 * (without {@code alpha}) of the arm that it is coupled to.
 *
 * @param neighbour coefficient between every two arms of different units that share a vertex, which
 *     means that they are linked
 * @param pairs further or other coefficients, each for one direction; they replace {@code
 *     neighbour} where both apply
 */
public record Crosstalk(double neighbour, List<Pair> pairs) {
  /** No crosstalk. */
  public static final Crosstalk NONE = new Crosstalk(0, List.of());

  /** Heat of {@code from} reaches {@code to}. */
  public record Pair(ArmRef from, ArmRef to, double coefficient) {
    public Pair {
      requireCoefficient(coefficient);
    }
  }

  public Crosstalk {
    requireCoefficient(neighbour);
    pairs = List.copyOf(pairs);
  }

  private static void requireCoefficient(double value) {
    if (!(value > -1 && value < 1)) {
      throw new IllegalArgumentException(
          "crosstalk coefficient is " + value + ", expected between -1 and 1");
    }
  }
}

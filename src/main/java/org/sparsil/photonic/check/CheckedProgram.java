// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.check;

import org.apache.commons.math3.linear.RealMatrix;
import tools.jackson.databind.JsonNode;

/**
 * A program as others in the file refer to it.
 *
 * @param matrix {@code [outputs, inputs]}
 * @param pathUnits units on its longest way
 */
record CheckedProgram(
    String id, RealMatrix matrix, int used, int driven, double power, int pathUnits) {
  /** Reads what the schema allows; rows of different lengths are left to {@link ProgramCheck}. */
  static CheckedProgram of(JsonNode node, RealMatrix matrix) {
    double power = 0;
    for (JsonNode unit : node.get("units").values()) {
      power += unit.get("power_mw").doubleValue();
    }
    return new CheckedProgram(
        node.get("id").asString(),
        matrix,
        node.get("units_used").intValue(),
        node.get("units").size(),
        power,
        longest(node.get("inputs")) + longest(node.get("outputs")));
  }

  private static int longest(JsonNode ends) {
    return ends.values().stream()
        .mapToInt(end -> end.get("path").get("units").intValue())
        .max()
        .orElse(0);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.check;

import org.sparsil.diag.Code;
import org.sparsil.photonic.device.Arm;
import org.sparsil.photonic.device.Device;
import org.sparsil.photonic.device.Unit;
import tools.jackson.databind.JsonNode;

/** Whether the numbers of a driven unit agree with each other and with its device. */
final class UnitCheck {
  private static final double TOLERANCE = 1e-9;
  private static final double STATE_TOLERANCE = 1e-6;
  private static final double TURN = 2 * Math.PI;
  private static final double BELOW_A_TURN = 1e-12;

  private final Device device;
  private final Findings findings;

  UnitCheck(Device device, Findings findings) {
    this.device = device;
    this.findings = findings;
  }

  void check(String pointer, JsonNode node, Unit unit) {
    double up = node.get("phi_up").doubleValue();
    double lo = node.get("phi_lo").doubleValue();
    double theta = (up - lo) / 2;
    number(pointer + "/theta", node.get("theta"), theta);
    number(pointer + "/delta", node.get("delta"), (up + lo) / 2);
    state(pointer + "/state", node.get("state").asString(), theta);
    code(pointer + "/code_up", node.get("code_up"), driven(unit.up(), up));
    code(pointer + "/code_lo", node.get("code_lo"), driven(unit.lo(), lo));
    double turns = (driven(unit.up(), up) + driven(unit.lo(), lo)) / Math.PI;
    number(pointer + "/power_mw", node.get("power_mw"), device.physics().milliwattPerPi() * turns);
  }

  private static double driven(Arm arm, double phase) {
    double rest = (phase - arm.alpha()) % TURN;
    double positive = rest < 0 ? rest + TURN : rest;
    return positive > TURN - BELOW_A_TURN ? 0 : positive;
  }

  private void number(String pointer, JsonNode node, double expected) {
    double value = node.doubleValue();
    if (!(Math.abs(value - expected) <= TOLERANCE * Math.max(1, Math.abs(expected)))) {
      findings.error(
          pointer,
          Code.PHOTON_012,
          "is %s, by the unit's phases it is %s".formatted(value, expected));
    }
  }

  private void state(String pointer, String state, double theta) {
    double apart =
        switch (state) {
          case "bar" -> Math.abs(Math.cos(theta));
          case "cross" -> Math.abs(Math.sin(theta));
          default -> 0;
        };
    if (apart > STATE_TOLERANCE) {
      findings.error(pointer, Code.PHOTON_012, "is '%s', theta is %s rad".formatted(state, theta));
    }
  }

  private void code(String pointer, JsonNode node, double driven) {
    int largest = (1 << device.dacBits()) - 1;
    double wanted = Math.min(largest, driven / device.fullScale() * largest);
    if (!(Math.abs(node.intValue() - wanted) <= 0.5 + TOLERANCE * largest)) {
      findings.error(
          pointer,
          Code.PHOTON_012,
          "is %d, the phase above alpha takes %s of %d"
              .formatted(node.intValue(), wanted, largest));
    }
  }
}

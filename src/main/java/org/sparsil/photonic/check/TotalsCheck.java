// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.check;

import java.util.Collection;
import java.util.function.ToDoubleFunction;
import org.sparsil.diag.Code;
import org.sparsil.photonic.device.Device;
import tools.jackson.databind.JsonNode;

/** Whether the totals are those of the programs and of the schedule. */
final class TotalsCheck {
  private static final double TOLERANCE = 1e-9;

  private final JsonNode totals;
  private final Findings findings;

  TotalsCheck(JsonNode totals, Findings findings) {
    this.totals = totals;
    this.findings = findings;
  }

  void check(Device device, Collection<CheckedProgram> programs, JsonNode schedule) {
    double pathUnits = greatest(programs, CheckedProgram::pathUnits);
    double rewrites =
        schedule.values().stream().filter(step -> step.get("write").booleanValue()).count();
    total("programs", programs.size());
    total("rewrites", rewrites);
    total("units_used", greatest(programs, CheckedProgram::used));
    total("units_driven", greatest(programs, CheckedProgram::driven));
    total("power_max_mw", greatest(programs, CheckedProgram::power));
    total(
        "power_mean_mw", programs.stream().mapToDouble(CheckedProgram::power).average().orElse(0));
    total("path_loss_db", pathUnits * device.physics().lossDb());
    total("latency_ps", pathUnits * device.physics().delayPs());
    total("rewrite_time_ms", rewrites * device.writeTimeMs());
  }

  private static double greatest(
      Collection<CheckedProgram> programs, ToDoubleFunction<CheckedProgram> value) {
    return programs.stream().mapToDouble(value).max().orElse(0);
  }

  private void total(String name, double expected) {
    double value = totals.get(name).doubleValue();
    if (!(Math.abs(value - expected) <= TOLERANCE * Math.max(1, Math.abs(expected)))) {
      findings.error(
          "/totals/" + name,
          Code.PHOTON_014,
          "is %s, by programs and schedule it is %s".formatted(value, expected));
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.file;

import org.sparsil.photonic.device.Device;
import tools.jackson.databind.node.ObjectNode;

/** Sums and maxima over programs. */
final class Totals {
  private final Device device;
  private int programs;
  private int used;
  private int driven;
  private int pathUnits;
  private double powerSum;
  private double powerMax;

  Totals(Device device) {
    this.device = device;
  }

  void add(ProgramJson.Written program) {
    programs++;
    used = Math.max(used, program.used());
    driven = Math.max(driven, program.driven());
    pathUnits = Math.max(pathUnits, program.pathUnits());
    powerSum += program.powerMw();
    powerMax = Math.max(powerMax, program.powerMw());
  }

  /**
   * The totals of a batch.
   *
   * @param rewrites how often the mesh is written
   */
  ObjectNode json(int rewrites) {
    ObjectNode node = Json.object().put("programs", programs).put("rewrites", rewrites);
    node.put("units_used", used).put("units_driven", driven);
    Json.number(node, "power_max_mw", powerMax);
    Json.number(node, "power_mean_mw", programs == 0 ? 0 : powerSum / programs);
    Json.number(node, "path_loss_db", pathUnits * device.physics().lossDb());
    Json.number(node, "latency_ps", pathUnits * device.physics().delayPs());
    Json.number(node, "rewrite_time_ms", rewrites * device.writeTimeMs());
    return node;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.sparsil.diag.Code;
import org.sparsil.photonic.device.Arm;
import org.sparsil.photonic.device.Device;
import org.sparsil.photonic.device.ExternalPort;
import org.sparsil.photonic.device.PortRef;
import org.sparsil.photonic.device.Unit;
import org.sparsil.photonic.linear.ComplexMatrix;
import tools.jackson.databind.JsonNode;

/** Whether programs do what they say. May be used by several threads. */
final class ProgramCheck {
  private final Device device;
  private final FollowedLight light;
  private final Map<String, Integer> units = new HashMap<>();
  private final Map<String, PortRef> ports = new HashMap<>();

  ProgramCheck(Device device) {
    this.device = device;
    this.light = new FollowedLight(device);
    for (int i = 0; i < device.units().size(); i++) {
      units.put(device.units().get(i).id(), i);
    }
    for (ExternalPort port : device.ports()) {
      ports.put(port.name(), port.at());
    }
  }

  /** Checks a program; nothing if others cannot even refer to its matrix. */
  Optional<CheckedProgram> check(String pointer, JsonNode node, Findings findings) {
    List<PortRef> inputs = ports(pointer + "/inputs", node.get("inputs"), findings);
    List<PortRef> outputs = ports(pointer + "/outputs", node.get("outputs"), findings);
    double[][] phases = phases(pointer + "/units", node.get("units"), findings);
    Optional<RealMatrix> matrix = matrix(pointer, node, findings);
    if (matrix.isPresent()
        && inputs.size() == node.get("inputs").size()
        && outputs.size() == node.get("outputs").size()) {
      ProgramMatrix comparison = new ProgramMatrix(pointer, node, matrix.get(), findings);
      comparison.ideal(fields(phases[0], phases[1], inputs, outputs));
      comparison.coded(fields(phases[2], phases[3], inputs, outputs));
    }
    return matrix.map(target -> CheckedProgram.of(node, target));
  }

  private Optional<ComplexMatrix> fields(
      double[] up, double[] lo, List<PortRef> inputs, List<PortRef> outputs) {
    return light.fields(up, lo, inputs, outputs);
  }

  /** The external ports of inputs or outputs, without those that do not exist. */
  private List<PortRef> ports(String pointer, JsonNode ends, Findings findings) {
    List<PortRef> found = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < ends.size(); i++) {
      String place = pointer + "/" + i + "/port";
      String name = ends.get(i).get("port").asString();
      PortRef port = ports.get(name);
      if (port == null) {
        findings.error(place, Code.PHOTON_011, "the device has no port '" + name + "'");
      } else if (!seen.add(name)) {
        findings.error(place, Code.PHOTON_011, "port '" + name + "' is given twice");
      } else {
        found.add(port);
      }
    }
    return found;
  }

  /** Of upper and lower arms as they should be, then as codes make them; in rad. */
  private double[][] phases(String pointer, JsonNode nodes, Findings findings) {
    double[][] phases = new double[4][device.units().size()];
    UnitCheck check = new UnitCheck(device, findings);
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < nodes.size(); i++) {
      JsonNode node = nodes.get(i);
      String place = pointer + "/" + i;
      String id = node.get("id").asString();
      Integer index = units.get(id);
      if (index == null) {
        findings.error(place + "/id", Code.PHOTON_011, "the device has no unit '" + id + "'");
        continue;
      }
      if (!seen.add(id)) {
        findings.error(place + "/id", Code.PHOTON_011, "unit '" + id + "' is given twice");
      }
      Unit unit = device.units().get(index);
      if (unit.faulty()) {
        findings.error(
            place + "/id", Code.PHOTON_012, "unit '" + id + "' is faulty, it cannot be driven");
      }
      check.check(place, node, unit);
      phases[0][index] = node.get("phi_up").doubleValue();
      phases[1][index] = node.get("phi_lo").doubleValue();
      phases[2][index] = coded(unit.up(), node.get("code_up").intValue());
      phases[3][index] = coded(unit.lo(), node.get("code_lo").intValue());
    }
    return phases;
  }

  private double coded(Arm arm, int code) {
    return arm.alpha() + code * device.fullScale() / ((1 << device.dacBits()) - 1);
  }

  private static Optional<RealMatrix> matrix(String pointer, JsonNode node, Findings findings) {
    JsonNode rows = node.get("matrix");
    int inputs = node.get("inputs").size();
    int outputs = node.get("outputs").size();
    if (rows.size() != outputs) {
      findings.error(
          pointer + "/matrix",
          Code.PHOTON_012,
          "has %d rows, the program %d outputs".formatted(rows.size(), outputs));
      return Optional.empty();
    }
    RealMatrix matrix = new Array2DRowRealMatrix(outputs, inputs);
    for (int row = 0; row < outputs; row++) {
      if (rows.get(row).size() != inputs) {
        findings.error(
            pointer + "/matrix/" + row,
            Code.PHOTON_012,
            "has %d elements, the program %d inputs".formatted(rows.get(row).size(), inputs));
        return Optional.empty();
      }
      for (int column = 0; column < inputs; column++) {
        matrix.setEntry(row, column, rows.get(row).get(column).doubleValue());
      }
    }
    return Optional.of(matrix);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.file;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.math3.linear.RealMatrix;
import org.sparsil.photonic.device.Device;
import org.sparsil.photonic.device.PortGraph;
import org.sparsil.photonic.device.PortRef;
import org.sparsil.photonic.device.Unit;
import org.sparsil.photonic.map.Program;
import org.sparsil.photonic.mesh.Drives;
import org.sparsil.photonic.mesh.MeshSolver;
import org.sparsil.photonic.mesh.MeshState;
import org.sparsil.photonic.mesh.PathFactor;
import org.sparsil.photonic.mesh.PlacedLine;
import org.sparsil.photonic.mesh.Placement;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Programs with the phases of their units and what these do. May be used by several threads. */
final class ProgramJson {
  /** Closer than this a unit is said to be in the bar or cross state. */
  private static final double STATE_TOLERANCE = 1e-9;

  private final Device device;
  private final PortGraph graph;
  private final MeshSolver solver;

  ProgramJson(Device device) {
    this.device = device;
    this.graph = PortGraph.of(device);
    this.solver = new MeshSolver(device);
  }

  /** A program's text and what it adds to the totals. */
  Written write(Program program) {
    Placement placement = program.placement();
    ObjectNode node = Json.object().put("id", program.id());
    ArrayNode inputs = node.putArray("inputs");
    int longestIn = 0;
    for (int i = 0; i < placement.inputs().size(); i++) {
      PathFactor path = placement.inputPath(i);
      inputs.add(end(placement.inputs().get(i), path));
      longestIn = Math.max(longestIn, path.units());
    }
    ArrayNode outputs = node.putArray("outputs");
    int longestOut = 0;
    for (int i = 0; i < placement.outputs().size(); i++) {
      PathFactor path = placement.outputPath(i);
      outputs.add(end(placement.outputs().get(i), path).put("sign", program.signs().get(i)));
      longestOut = Math.max(longestOut, path.units());
    }
    node.set("matrix", matrix(program.target()));
    int used = used(placement);
    node.put("units_used", used);
    List<ObjectNode> units = units(program);
    ArrayNode array = node.putArray("units");
    units.forEach(array::add);
    node.set("verify", verify(program));
    double power = units.stream().mapToDouble(unit -> unit.get("power_mw").doubleValue()).sum();
    return new Written(node.toString(), used, units.size(), power, longestIn + longestOut);
  }

  /**
   * A program in the file.
   *
   * @param pathUnits on its longest way
   */
  record Written(String text, int used, int driven, double powerMw, int pathUnits) {}

  private ObjectNode end(PlacedLine line, PathFactor path) {
    String port = device.ports().get(graph.externalIndex(line.port())).name();
    ObjectNode node = Json.object().put("port", port);
    node.putObject("path")
        .put("units", path.units())
        .put("quarter_turns", Math.floorMod(path.quarterTurns(), 4));
    return node;
  }

  private static ArrayNode matrix(RealMatrix matrix) {
    ArrayNode rows = Json.array();
    for (double[] row : matrix.getData()) {
      ArrayNode one = rows.addArray();
      for (double value : row) {
        Json.number(one, value);
      }
    }
    return rows;
  }

  private static int used(Placement placement) {
    Set<Integer> used = new HashSet<>();
    placement.units().forEach(unit -> used.add(unit.unit()));
    Stream.concat(placement.inputs().stream(), placement.outputs().stream())
        .forEach(line -> used.addAll(line.through()));
    return used.size();
  }

  private List<ObjectNode> units(Program program) {
    Map<Integer, String> roles = roles(program.placement());
    List<ObjectNode> nodes = new ArrayList<>();
    for (int i = 0; i < device.units().size(); i++) {
      Unit unit = device.units().get(i);
      ArmSetting up = ArmSetting.of(device, unit.up(), program.drives().up(i));
      ArmSetting lo = ArmSetting.of(device, unit.lo(), program.drives().lo(i));
      if (!(up.idle() && lo.idle()) && !unit.faulty()) {
        nodes.add(unit(unit.id(), roles.getOrDefault(i, "idle"), up, lo));
      }
    }
    return nodes;
  }

  private static Map<Integer, String> roles(Placement placement) {
    Map<Integer, String> roles = new HashMap<>();
    for (int i = 0; i < placement.units().size(); i++) {
      String role = placement.pattern().role(placement.pattern().cells().get(i)).name();
      roles.put(placement.units().get(i).unit(), role.toLowerCase(Locale.ROOT));
    }
    return roles;
  }

  private ObjectNode unit(String id, String role, ArmSetting up, ArmSetting lo) {
    double theta = (up.phase() - lo.phase()) / 2;
    String state = "partial";
    if (Math.abs(Math.cos(theta)) < STATE_TOLERANCE) {
      state = "bar";
    } else if (Math.abs(Math.sin(theta)) < STATE_TOLERANCE) {
      state = "cross";
    }
    ObjectNode node = Json.object().put("id", id).put("role", role).put("state", state);
    Json.number(node, "theta", theta);
    Json.number(node, "delta", (up.phase() + lo.phase()) / 2);
    Json.number(node, "phi_up", up.phase());
    Json.number(node, "phi_lo", lo.phase());
    node.put("code_up", up.code()).put("code_lo", lo.code());
    double power = device.physics().milliwattPerPi() * (up.driven() + lo.driven()) / Math.PI;
    Json.number(node, "power_mw", power);
    return node;
  }

  private ObjectNode verify(Program program) {
    RealMatrix target = program.target();
    RealMatrix ideal = received(program, program.drives());
    RealMatrix coded = received(program, coded(program.drives()));
    ObjectNode node = Json.object();
    Json.number(node, "max_error", greatest(ideal.subtract(target)));
    Json.number(node, "quantized_error", greatest(coded.subtract(target)));
    double product = target.transpose().multiply(coded).getTrace();
    double norms = target.getFrobeniusNorm() * coded.getFrobeniusNorm();
    Json.number(node, "fidelity", (product / norms) * (product / norms));
    return node;
  }

  private RealMatrix received(Program program, Drives drives) {
    List<PortRef> inputs = program.placement().inputPorts();
    List<PortRef> outputs = program.placement().outputPorts();
    return program.received(solver.transfer(MeshState.ideal(drives), inputs, outputs), 1);
  }

  private Drives coded(Drives drives) {
    double[] up = new double[drives.size()];
    double[] lo = new double[drives.size()];
    for (int i = 0; i < up.length; i++) {
      Unit unit = device.units().get(i);
      ArmSetting upper = ArmSetting.of(device, unit.up(), drives.up(i));
      ArmSetting lower = ArmSetting.of(device, unit.lo(), drives.lo(i));
      boolean driven = !(upper.idle() && lower.idle()) && !unit.faulty();
      up[i] = driven ? upper.coded() : 0;
      lo[i] = driven ? lower.coded() : 0;
    }
    return Drives.of(up, lo);
  }

  private static double greatest(RealMatrix matrix) {
    double greatest = 0;
    for (double[] row : matrix.getData()) {
      for (double value : row) {
        greatest = Math.max(greatest, Math.abs(value));
      }
    }
    return greatest;
  }
}

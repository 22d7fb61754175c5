// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sparsil.photonic.device.BuiltInDevices;
import org.sparsil.photonic.device.Device;
import org.sparsil.photonic.device.ExternalPort;
import org.sparsil.photonic.device.HexCell;
import org.sparsil.photonic.device.Honeycomb;
import org.sparsil.photonic.device.Link;
import org.sparsil.photonic.device.Port;
import org.sparsil.photonic.device.PortRef;
import org.sparsil.photonic.device.Unit;
import org.sparsil.photonic.linear.ComplexMatrix;
import org.sparsil.photonic.linear.ComplexMesh;
import org.sparsil.photonic.linear.PhaseCoupler;
import org.sparsil.testing.SharedData;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The published phases, on a device of exactly the published units and links. */
class PublishedVectorsTest {
  private static final double TOLERANCE = 1e-12;

  private static JsonNode vectors() throws IOException {
    return JsonMapper.shared()
        .readTree(Files.readString(SharedData.require("photonic-vectors/hex_vectors.json")));
  }

  @Test
  void thePublishedPhasesMakeThePublishedMatrix() throws IOException {
    for (JsonNode vector : vectors().values()) {
      Device device = device(vector);
      double[] up = phases(vector, "phi_up");
      double[] lo = phases(vector, "phi_lo");
      Placement placement =
          Placer.place(new ComplexPattern(vector.get("n").intValue()), device).orElseThrow();
      ComplexMatrix transfer =
          new MeshSolver(device)
              .transfer(
                  MeshState.ideal(Drives.of(up, lo)),
                  placement.inputPorts(),
                  placement.outputPorts());
      assertThat(transfer.subtract(matrix(vector)).maxNorm()).isLessThan(TOLERANCE);
    }
  }

  @Test
  void ourPhasesAreThePublishedOnes() throws IOException {
    for (JsonNode vector : vectors().values()) {
      Device device = device(vector);
      ComplexPattern pattern = new ComplexPattern(vector.get("n").intValue());
      Drives drives =
          Placer.place(pattern, device).orElseThrow().onDevice(pattern.drives(mesh(vector)));
      double[] up = phases(vector, "phi_up");
      double[] lo = phases(vector, "phi_lo");
      for (int unit = 0; unit < up.length; unit++) {
        assertSameAngle(drives.up(unit), up[unit]);
        assertSameAngle(drives.lo(unit), lo[unit]);
      }
    }
  }

  private static void assertSameAngle(double ours, double published) {
    assertThat(Math.cos(ours - published)).isCloseTo(1, within(1e-12));
  }

  private static Device device(JsonNode vector) {
    Map<String, Integer> index = new HashMap<>();
    List<HexCell> cells = new ArrayList<>();
    for (JsonNode unit : vector.get("tbus").values()) {
      String id = unit.get("id").asString();
      index.put(id, cells.size());
      cells.add(
          new HexCell(
              id.startsWith("H"), unit.get("column").intValue(), unit.get("row").intValue()));
      assertThat(cells.get(cells.size() - 1).id()).isEqualTo(id);
    }
    Device model = BuiltInDevices.read(BuiltInDevices.HEX_200);
    List<Unit> units = Honeycomb.units(cells, model.units().get(0).up());
    List<Link> links =
        vector.get("connections").values().stream()
            .map(
                pair ->
                    new Link(
                        port(index, pair.get(0).asString()), port(index, pair.get(1).asString())))
            .toList();
    Device closed = Devices.with(model, units, links, List.of());
    List<ExternalPort> ports =
        Devices.free(closed).stream().map(at -> new ExternalPort(closed.text(at), at)).toList();
    return Devices.with(model, units, links, ports);
  }

  private static PortRef port(Map<String, Integer> index, String text) {
    String[] parts = text.split("\\.", -1);
    int unit = Optional.ofNullable(index.get(parts[0])).orElseThrow();
    return new PortRef(unit, Port.parse(parts[1]).orElseThrow());
  }

  private static double[] phases(JsonNode vector, String key) {
    return vector.get("tbus").values().stream()
        .mapToDouble(unit -> unit.get(key).doubleValue())
        .toArray();
  }

  private static ComplexMatrix matrix(JsonNode vector) {
    int n = vector.get("n").intValue();
    return ComplexMatrix.of(n, n, flat(vector.get("U_re")), flat(vector.get("U_im")));
  }

  private static double[] flat(JsonNode rows) {
    return rows.values().stream()
        .flatMap(row -> row.values().stream())
        .mapToDouble(JsonNode::doubleValue)
        .toArray();
  }

  private static ComplexMesh mesh(JsonNode vector) {
    int n = vector.get("n").intValue();
    int[] free = new int[n];
    List<PhaseCoupler> couplers = new ArrayList<>();
    for (JsonNode coupler : vector.get("clements_TFF").values()) {
      int mode = coupler.get(0).intValue();
      int column = Math.max(free[mode], free[mode + 1]);
      column += (column - mode) & 1;
      free[mode] = free[mode + 1] = column + 1;
      couplers.add(
          new PhaseCoupler(
              column, mode, coupler.get(1).doubleValue(), coupler.get(2).doubleValue()));
    }
    List<Double> outputs =
        vector.get("out_phase").values().stream().map(JsonNode::doubleValue).toList();
    return new ComplexMesh(n, couplers, outputs);
  }
}

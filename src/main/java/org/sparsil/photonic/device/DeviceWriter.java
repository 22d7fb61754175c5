// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.device;

import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a device as {@link DeviceReader} reads it, always the same bytes: one line per unit, link
 * and port. The first unit's splitters and calibrations are the defaults of the others.
 */
public final class DeviceWriter {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private final Device device;
  private final Unit defaults;

  private DeviceWriter(Device device) {
    this.device = device;
    this.defaults = device.units().get(0);
  }

  public static String write(Device device) {
    return new DeviceWriter(device).text();
  }

  private String text() {
    ObjectNode physics = MAPPER.createObjectNode();
    number(physics, "lossDb", device.physics().lossDb());
    number(physics, "milliwattPerPi", device.physics().milliwattPerPi());
    number(physics, "delayPs", device.physics().delayPs());
    number(physics, "lengthUm", device.physics().lengthUm());
    ObjectNode dac = MAPPER.createObjectNode().put("bits", device.dacBits());
    number(dac, "fullScale", device.fullScale());
    number(dac, "writeTimeMs", device.writeTimeMs());
    return """
        {
          "format": "sparsil-photonic-device",
          "version": 1,
          "name": %s,
          "description": %s,
          "topology": %s,
          "physics": %s,
          "dac": %s,
          "crosstalk": %s,
          "unitDefaults": %s,
          "units": [%s],
          "links": [%s],
          "ports": [%s]
        }
        """
        .formatted(
            MAPPER.writeValueAsString(device.name()),
            MAPPER.writeValueAsString(device.description()),
            MAPPER.writeValueAsString(device.topology()),
            physics,
            dac,
            crosstalk(),
            unitDefaults(),
            lines(device.units().stream().map(this::unit).toList()),
            lines(device.links().stream().map(this::link).toList()),
            lines(device.ports().stream().map(this::port).toList()));
  }

  private static String lines(List<? extends Object> nodes) {
    return nodes.isEmpty()
        ? ""
        : nodes.stream()
            .map(Object::toString)
            .collect(Collectors.joining(",\n    ", "\n    ", "\n  "));
  }

  private ObjectNode crosstalk() {
    ObjectNode node = MAPPER.createObjectNode();
    number(node, "neighbour", device.crosstalk().neighbour());
    ArrayNode pairs = node.putArray("pairs");
    for (Crosstalk.Pair pair : device.crosstalk().pairs()) {
      ObjectNode one = pairs.addObject().put("from", arm(pair.from())).put("to", arm(pair.to()));
      number(one, "coefficient", pair.coefficient());
    }
    return node;
  }

  private String arm(ArmRef arm) {
    return device.units().get(arm.unit()).id() + "." + arm.side();
  }

  private ObjectNode unitDefaults() {
    ObjectNode node = MAPPER.createObjectNode();
    number(node, "r1", defaults.r1());
    number(node, "r2", defaults.r2());
    calibration(node, "up", defaults.up());
    calibration(node, "lo", defaults.lo());
    return node;
  }

  private ObjectNode unit(Unit unit) {
    ObjectNode node = MAPPER.createObjectNode().put("id", unit.id());
    number(node, "x", unit.x());
    number(node, "y", unit.y());
    number(node, "angle", unit.angleDegrees());
    if (unit.r1() != defaults.r1()) {
      number(node, "r1", unit.r1());
    }
    if (unit.r2() != defaults.r2()) {
      number(node, "r2", unit.r2());
    }
    if (!unit.up().equals(defaults.up())) {
      calibration(node, "up", unit.up());
    }
    if (!unit.lo().equals(defaults.lo())) {
      calibration(node, "lo", unit.lo());
    }
    if (unit.faulty()) {
      node.put("faulty", true);
    }
    return node;
  }

  private static void calibration(ObjectNode parent, String name, Arm arm) {
    ObjectNode node = parent.putObject(name);
    number(node, "rho2", arm.rho2());
    number(node, "rho3", arm.rho3());
    number(node, "alpha", arm.alpha());
  }

  /** Whole numbers without a decimal point, others with the digits that read back exactly. */
  private static void number(ObjectNode node, String name, double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e9) {
      node.put(name, (int) value);
    } else {
      node.put(name, value);
    }
  }

  private ArrayNode link(Link link) {
    return MAPPER.createArrayNode().add(device.text(link.a())).add(device.text(link.b()));
  }

  private ObjectNode port(ExternalPort port) {
    return MAPPER.createObjectNode().put("name", port.name()).put("at", device.text(port.at()));
  }
}

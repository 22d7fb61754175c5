// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.device;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sparsil.diag.Code;
import org.sparsil.diag.Diagnostics;
import tools.jackson.databind.JsonNode;

/** Builds a device from JSON that its schema allows, and resolves the names of units in it. */
final class DeviceFromJson {
  private final String file;
  private final Diagnostics diagnostics;
  private final Map<String, Integer> unitIndex = new HashMap<>();

  DeviceFromJson(String file, Diagnostics diagnostics) {
    this.file = file;
    this.diagnostics = diagnostics;
  }

  /** The device, without what names units that do not exist. */
  Device device(JsonNode json) {
    List<Unit> units = units(json);
    JsonNode physics = json.get("physics");
    JsonNode dac = json.get("dac");
    return new Device(
        json.get("name").asString(),
        json.path("description").asString(""),
        json.path("topology").asString(""),
        new UnitPhysics(
            physics.get("lossDb").doubleValue(),
            physics.get("milliwattPerPi").doubleValue(),
            physics.get("delayPs").doubleValue(),
            physics.get("lengthUm").doubleValue()),
        dac.get("bits").intValue(),
        dac.get("fullScale").doubleValue(),
        dac.get("writeTimeMs").doubleValue(),
        crosstalk(json.path("crosstalk")),
        units,
        links(json.get("links")),
        ports(json.get("ports")));
  }

  private List<Unit> units(JsonNode json) {
    JsonNode defaults = json.get("unitDefaults");
    List<Unit> units = new ArrayList<>();
    for (JsonNode unit : json.get("units").values()) {
      String id = unit.get("id").asString();
      Integer before = unitIndex.putIfAbsent(id, units.size());
      if (before != null) {
        diagnostics.error(
            file + ": /units/" + units.size(),
            Code.PHOTON_002,
            "unit '%s' is given twice, first as /units/%d".formatted(id, before));
      }
      units.add(
          new Unit(
              id,
              unit.path("x").asDouble(0),
              unit.path("y").asDouble(0),
              unit.path("angle").asDouble(0),
              either(unit, defaults, "r1").doubleValue(),
              either(unit, defaults, "r2").doubleValue(),
              arm(either(unit, defaults, "up")),
              arm(either(unit, defaults, "lo")),
              unit.path("faulty").asBoolean(false)));
    }
    return units;
  }

  private static JsonNode either(JsonNode unit, JsonNode defaults, String key) {
    return unit.has(key) ? unit.get(key) : defaults.get(key);
  }

  private static Arm arm(JsonNode json) {
    return new Arm(
        json.get("rho2").doubleValue(),
        json.path("rho3").asDouble(0),
        json.path("alpha").asDouble(0));
  }

  private Crosstalk crosstalk(JsonNode json) {
    List<Crosstalk.Pair> pairs = new ArrayList<>();
    int position = 0;
    for (JsonNode pair : json.path("pairs").values()) {
      String place = "/crosstalk/pairs/" + position++;
      Optional<ArmRef> from = armRef(place + "/from", pair.get("from").asString());
      Optional<ArmRef> to = armRef(place + "/to", pair.get("to").asString());
      if (from.isPresent() && to.isPresent()) {
        pairs.add(new Crosstalk.Pair(from.get(), to.get(), pair.get("coefficient").doubleValue()));
      }
    }
    return new Crosstalk(json.path("neighbour").asDouble(0), pairs);
  }

  private List<Link> links(JsonNode json) {
    List<Link> links = new ArrayList<>();
    int position = 0;
    for (JsonNode link : json.values()) {
      String place = "/links/" + position++;
      Optional<PortRef> a = portRef(place + "/0", link.get(0).asString());
      Optional<PortRef> b = portRef(place + "/1", link.get(1).asString());
      if (a.isPresent() && b.isPresent()) {
        links.add(new Link(a.get(), b.get()));
      }
    }
    return links;
  }

  private List<ExternalPort> ports(JsonNode json) {
    List<ExternalPort> ports = new ArrayList<>();
    int position = 0;
    for (JsonNode port : json.values()) {
      String name = port.get("name").asString();
      portRef("/ports/" + position++ + "/at", port.get("at").asString())
          .ifPresent(at -> ports.add(new ExternalPort(name, at)));
    }
    return ports;
  }

  private Optional<PortRef> portRef(String place, String text) {
    int dot = text.indexOf('.');
    Optional<Port> port = Port.parse(text.substring(dot + 1));
    return unit(place, text.substring(0, dot))
        .flatMap(unit -> port.map(end -> new PortRef(unit, end)));
  }

  private Optional<ArmRef> armRef(String place, String text) {
    int dot = text.indexOf('.');
    Optional<Side> side = Side.parse(text.substring(dot + 1));
    return unit(place, text.substring(0, dot))
        .flatMap(unit -> side.map(arm -> new ArmRef(unit, arm)));
  }

  private Optional<Integer> unit(String place, String id) {
    Optional<Integer> index = Optional.ofNullable(unitIndex.get(id));
    if (index.isEmpty()) {
      diagnostics.error(
          file + ": " + place,
          Code.PHOTON_003,
          "unit '" + id + "' does not exist",
          "units are listed under 'units'");
    }
    return index;
  }
}

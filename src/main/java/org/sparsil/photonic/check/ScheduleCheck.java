// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.sparsil.diag.Code;
import tools.jackson.databind.JsonNode;

/** Whether the schedule runs every pass of every tile once, in an order that works. */
final class ScheduleCheck {
  private final Map<String, CheckedProgram> programs;
  private final Findings findings;
  private final Map<String, Integer> layers = new HashMap<>();

  /** A tile's pass; of a tile without passes, whether it has run. */
  private record Turn(int layer, int tile, int pass) {}

  private final Set<Turn> done = new HashSet<>();

  ScheduleCheck(Map<String, CheckedProgram> programs, Findings findings) {
    this.programs = programs;
    this.findings = findings;
  }

  void check(JsonNode allLayers, JsonNode schedule) {
    for (int i = 0; i < allLayers.size(); i++) {
      String name = allLayers.get(i).get("name").asString();
      if (layers.putIfAbsent(name, i) != null) {
        findings.error(
            "/network/layers/%d/name".formatted(i),
            Code.PHOTON_011,
            "layer '" + name + "' is given twice");
      }
    }
    String onMesh = "";
    int reached = 0;
    for (int i = 0; i < schedule.size(); i++) {
      JsonNode step = schedule.get(i);
      String pointer = "/schedule/" + i;
      number(pointer, step, i);
      onMesh = written(pointer, step, onMesh);
      Integer layer = layers.get(step.get("layer").asString());
      if (layer == null) {
        findings.error(pointer + "/layer", Code.PHOTON_011, "there is no such layer");
        continue;
      }
      if (layer < reached) {
        findings.error(pointer + "/layer", Code.PHOTON_014, "comes after a later layer");
      }
      reached = Math.max(reached, layer);
      run(pointer, step, layer, allLayers.get(layer).get("tiles"));
    }
    complete(allLayers);
  }

  private void number(String pointer, JsonNode step, int expected) {
    if (step.get("step").intValue() != expected) {
      findings.error(
          pointer + "/step",
          Code.PHOTON_014,
          "is %d, expected %d".formatted(step.get("step").intValue(), expected));
    }
  }

  private String written(String pointer, JsonNode step, String onMesh) {
    String program = step.get("program").asString();
    if (!programs.containsKey(program)) {
      findings.error(
          pointer + "/program", Code.PHOTON_011, "there is no program '" + program + "'");
    }
    if (!step.get("write").booleanValue() && !program.equals(onMesh)) {
      findings.error(
          pointer + "/write",
          Code.PHOTON_014,
          "program '%s' is not written, but '%s' is on the mesh".formatted(program, onMesh));
    }
    return program;
  }

  private void run(String pointer, JsonNode step, int layer, JsonNode tiles) {
    int pass = step.get("pass").intValue();
    String program = step.get("program").asString();
    for (int i = 0; i < step.get("tiles").size(); i++) {
      int tile = step.get("tiles").get(i).intValue();
      String place = pointer + "/tiles/" + i;
      if (tile >= tiles.size()) {
        findings.error(
            place, Code.PHOTON_011, "is %d, the layer has %d tiles".formatted(tile, tiles.size()));
        continue;
      }
      JsonNode passes = passes(tiles, tile);
      if (pass >= passes.size() || !passes.get(pass).get("program").asString().equals(program)) {
        findings.error(
            place,
            Code.PHOTON_014,
            "pass %d of tile %d is not by program '%s'".formatted(pass, tile, program));
      }
      if (pass > 0 && !done.contains(new Turn(layer, tile, pass - 1))) {
        findings.error(
            place, Code.PHOTON_014, "pass 1 of tile %d comes before pass 0".formatted(tile));
      }
      if (!done.add(new Turn(layer, tile, pass))) {
        findings.error(
            place, Code.PHOTON_014, "pass %d of tile %d runs twice".formatted(pass, tile));
      }
    }
  }

  /** Of a tile or the one that it reuses; wrong references are told elsewhere. */
  private static JsonNode passes(JsonNode tiles, int tile) {
    JsonNode node = tiles.get(tile);
    int shape = node.path("reuse_of").asInt(tile);
    return tiles.path(shape).path("passes");
  }

  private void complete(JsonNode allLayers) {
    for (int layer = 0; layer < allLayers.size(); layer++) {
      JsonNode tiles = allLayers.get(layer).get("tiles");
      for (int tile = 0; tile < tiles.size(); tile++) {
        for (int pass = 0; pass < passes(tiles, tile).size(); pass++) {
          if (!done.contains(new Turn(layer, tile, pass))) {
            findings.error(
                "/network/layers/%d/tiles/%d".formatted(layer, tile),
                Code.PHOTON_014,
                "pass %d is not in the schedule".formatted(pass));
          }
        }
      }
    }
  }
}

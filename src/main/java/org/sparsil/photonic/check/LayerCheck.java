// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.check;

import java.util.Map;
import org.sparsil.diag.Code;
import tools.jackson.databind.JsonNode;

/** Whether a layer's parts have the sizes that it says. */
final class LayerCheck {
  private final TileCheck tiles;
  private final Findings findings;

  LayerCheck(Map<String, CheckedProgram> programs, Findings findings) {
    this.tiles = new TileCheck(programs, findings);
    this.findings = findings;
  }

  void check(String pointer, JsonNode layer) {
    int rows = layer.get("rows").intValue();
    int groups = layer.get("groups").intValue();
    if (rows % groups != 0) {
      findings.error(
          pointer + "/groups",
          Code.PHOTON_013,
          "%d rows are not %d equal parts".formatted(rows, groups));
    }
    JsonNode post = layer.get("post");
    int biases = post.get("bias").size();
    if (biases != rows) {
      findings.error(
          pointer + "/post/bias", Code.PHOTON_013, "are %d, for %d rows".formatted(biases, rows));
    }
    JsonNode stage = post.get("stage");
    if (stage.has("index")) {
      index(pointer + "/post/stage", stage);
      multipliers(pointer + "/post/stage/index", stage.get("index"), rows);
    } else if (stage.has("multiplier")) {
      multipliers(pointer + "/post/stage", stage, rows);
    }
    for (int i = 0; i < layer.get("tiles").size(); i++) {
      tiles.check(pointer + "/tiles/" + i, layer, i);
    }
  }

  private void index(String pointer, JsonNode stage) {
    int first = stage.get("index").get("lo").intValue();
    int last = stage.get("index").get("hi").intValue();
    int entries = stage.get("table").size();
    if (entries != (long) last - first + 1) {
      findings.error(
          pointer + "/table",
          Code.PHOTON_013,
          "has %d entries, for indices from %d to %d".formatted(entries, first, last));
    }
  }

  private void multipliers(String pointer, JsonNode stage, int rows) {
    int multipliers = stage.get("multiplier").size();
    if (multipliers != stage.get("shift").size() || (multipliers != 1 && multipliers != rows)) {
      findings.error(
          pointer + "/multiplier",
          Code.PHOTON_013,
          "are %d, with %d shifts, for %d rows"
              .formatted(multipliers, stage.get("shift").size(), rows));
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.check;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.sparsil.diag.Code;
import tools.jackson.databind.JsonNode;

/** Whether tiles lie in their layers and are made of whole weights. */
final class TileCheck {
  /** What rounding errors of a program, times a weight of 16 bits, stay below. */
  private static final double TOLERANCE = 1e-4;

  private final Map<String, CheckedProgram> programs;
  private final Findings findings;

  TileCheck(Map<String, CheckedProgram> programs, Findings findings) {
    this.programs = programs;
    this.findings = findings;
  }

  void check(String pointer, JsonNode layer, int position) {
    JsonNode tile = layer.get("tiles").get(position);
    int groups = layer.get("groups").intValue();
    int groupRows = layer.get("rows").intValue() / groups;
    int group = tile.get("group").intValue();
    if (group >= groups) {
      findings.error(
          pointer + "/group", Code.PHOTON_011, "is %d of %d groups".formatted(group, groups));
    }
    int first = Math.multiplyExact(Math.min(group, groups), groupRows);
    places(pointer + "/rows", tile.get("rows"), first, first + groupRows);
    places(pointer + "/columns", tile.get("columns"), 0, layer.get("columns").intValue());
    shape(pointer, layer.get("tiles"), position)
        .flatMap(shape -> product(pointer, shape))
        .ifPresent(product -> weights(pointer, tile, product));
  }

  private void places(String pointer, JsonNode places, int first, int end) {
    Set<Integer> seen = new HashSet<>();
    for (int i = 0; i < places.size(); i++) {
      int place = places.get(i).intValue();
      if (place < first || place >= end) {
        findings.error(
            pointer + "/" + i,
            Code.PHOTON_011,
            "is %d, expected from %d to %d".formatted(place, first, end - 1));
      } else if (!seen.add(place)) {
        findings.error(pointer + "/" + i, Code.PHOTON_011, place + " is given twice");
      }
    }
  }

  /** Where a tile's passes are: itself, or the earlier tile that it reuses. */
  private Optional<JsonNode> shape(String pointer, JsonNode tiles, int position) {
    JsonNode tile = tiles.get(position);
    if (!tile.has("reuse_of")) {
      return Optional.of(tile);
    }
    int earlier = tile.get("reuse_of").intValue();
    if (earlier >= position || tiles.get(earlier).has("reuse_of")) {
      findings.error(
          pointer + "/reuse_of",
          Code.PHOTON_011,
          "tile %d is not an earlier one with passes of its own".formatted(earlier));
      return Optional.empty();
    }
    return Optional.of(tiles.get(earlier));
  }

  /** What all passes do together, with the scale. */
  private Optional<RealMatrix> product(String pointer, JsonNode shape) {
    JsonNode passes = shape.get("passes");
    JsonNode sigma = shape.get("sigma");
    int expected = shape.get("kind").asString().equals("svd2") ? 2 : 1;
    if (passes.size() != expected) {
      findings.error(
          pointer + "/passes",
          Code.PHOTON_013,
          "are %d, '%s' takes %d".formatted(passes.size(), shape.get("kind").asString(), expected));
      return Optional.empty();
    }
    Optional<RealMatrix> product = part(pointer + "/passes/0", passes.get(0));
    if (expected == 2 && product.isPresent()) {
      Optional<RealMatrix> second = part(pointer + "/passes/1", passes.get(1));
      if (second.isEmpty()) {
        return second;
      }
      if (product.get().getRowDimension() != sigma.size()
          || second.get().getColumnDimension() != sigma.size()) {
        findings.error(
            pointer + "/sigma",
            Code.PHOTON_013,
            "has %d values between %d outputs and %d inputs"
                .formatted(
                    sigma.size(),
                    product.get().getRowDimension(),
                    second.get().getColumnDimension()));
        return Optional.empty();
      }
      RealMatrix scaled = product.get().copy();
      for (int k = 0; k < sigma.size(); k++) {
        scaled.setRowVector(k, scaled.getRowVector(k).mapMultiply(sigma.get(k).doubleValue()));
      }
      product = Optional.of(second.get().multiply(scaled));
    }
    double scale = shape.get("scale").doubleValue();
    return product.map(matrix -> matrix.scalarMultiply(scale));
  }

  private Optional<RealMatrix> part(String pointer, JsonNode pass) {
    String id = pass.get("program").asString();
    CheckedProgram program = programs.get(id);
    if (program == null) {
      findings.error(pointer + "/program", Code.PHOTON_011, "there is no program '" + id + "'");
      return Optional.empty();
    }
    JsonNode inputs = pass.get("inputs");
    JsonNode outputs = pass.get("outputs");
    RealMatrix all = program.matrix();
    if (!within(pointer + "/inputs", inputs, all.getColumnDimension())
        || !within(pointer + "/outputs", outputs, all.getRowDimension())) {
      return Optional.empty();
    }
    RealMatrix part = new Array2DRowRealMatrix(outputs.size(), inputs.size());
    for (int row = 0; row < outputs.size(); row++) {
      for (int column = 0; column < inputs.size(); column++) {
        double value = all.getEntry(outputs.get(row).intValue(), inputs.get(column).intValue());
        part.setEntry(row, column, value);
      }
    }
    return Optional.of(part);
  }

  private boolean within(String pointer, JsonNode positions, int end) {
    for (int i = 0; i < positions.size(); i++) {
      int position = positions.get(i).intValue();
      if (position >= end) {
        findings.error(
            pointer + "/" + i,
            Code.PHOTON_011,
            "is %d, the program has %d".formatted(position, end));
        return false;
      }
    }
    return true;
  }

  private void weights(String pointer, JsonNode tile, RealMatrix product) {
    int rows = tile.get("rows").size();
    int columns = tile.get("columns").size();
    if (product.getRowDimension() != rows || product.getColumnDimension() != columns) {
      findings.error(
          pointer,
          Code.PHOTON_013,
          "has %d rows and %d columns, its passes give %d and %d"
              .formatted(rows, columns, product.getRowDimension(), product.getColumnDimension()));
      return;
    }
    double factor = tile.get("factor").doubleValue();
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        double weight = factor * product.getEntry(row, column);
        if (!(Math.abs(weight - Math.rint(weight)) <= TOLERANCE)) {
          findings.error(
              pointer,
              Code.PHOTON_013,
              "its weight at [%d][%d] is %s, no integer".formatted(row, column, weight));
          return;
        }
      }
    }
  }
}

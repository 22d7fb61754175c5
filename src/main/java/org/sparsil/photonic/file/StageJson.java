// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.file;

import java.util.Locale;
import org.sparsil.qgraph.Accumulator;
import org.sparsil.qgraph.FixedPoint;
import org.sparsil.qgraph.LookUpTable;
import org.sparsil.qgraph.OutputStage;
import org.sparsil.qgraph.Requantize;
import tools.jackson.databind.node.ObjectNode;

/** An output stage with all of its integers. */
final class StageJson implements OutputStage.Visitor<ObjectNode> {
  @Override
  public ObjectNode requantize(Requantize stage) {
    ObjectNode node = Json.object().put("kind", "requantize");
    integers(node, stage);
    return node;
  }

  @Override
  public ObjectNode lookUpTable(LookUpTable stage) {
    ObjectNode node = Json.object().put("kind", "look_up_table");
    integers(node.putObject("index"), stage.index());
    Json.integers(node, "table", stage.table());
    node.set("format", format(stage.format()));
    return node;
  }

  @Override
  public ObjectNode accumulator(Accumulator stage) {
    ObjectNode node = Json.object().put("kind", "accumulator");
    node.set("format", format(stage.format()));
    return node;
  }

  private static void integers(ObjectNode node, Requantize stage) {
    Json.integers(node, "multiplier", stage.multiplier());
    Json.integers(node, "shift", stage.shift());
    node.put("rounding", stage.rounding().name().toLowerCase(Locale.ROOT));
    node.put("lo", stage.lo()).put("hi", stage.hi());
    node.set("format", format(stage.format()));
  }

  static ObjectNode format(FixedPoint format) {
    ObjectNode node =
        Json.object().put("signed", format.signed()).put("width_bits", format.widthBits());
    Json.number(node, "scale", format.scale());
    return node.put("zero_point", format.zeroPoint());
  }
}

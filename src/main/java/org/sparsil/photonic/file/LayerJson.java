// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.file;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.sparsil.photonic.map.MappedGroup;
import org.sparsil.photonic.map.MappedLayer;
import org.sparsil.photonic.map.MappedNetwork;
import org.sparsil.photonic.map.MappedShape;
import org.sparsil.photonic.map.Packing;
import org.sparsil.photonic.map.Pass;
import org.sparsil.photonic.map.Tile;
import org.sparsil.qgraph.QConv;
import org.sparsil.qgraph.QWeighted;
import org.sparsil.tensor.Window;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A layer: its tiles in light, and what electronics does afterwards. */
final class LayerJson {
  private final MappedNetwork network;

  LayerJson(MappedNetwork network) {
    this.network = network;
  }

  /** All of a layer but its tiles. */
  ObjectNode head(MappedLayer mapped) {
    QWeighted layer = mapped.layer();
    ObjectNode node =
        Json.object()
            .put("name", layer.name())
            .put("input", layer.input())
            .put("kind", layer instanceof QConv ? "conv" : "dense")
            .put("rows", layer.weights().rows())
            .put("columns", layer.weights().columns())
            .put("groups", mapped.groups().size());
    if (layer instanceof QConv conv) {
      Json.integers(node, "image", conv.image().extents());
      ObjectNode window = node.putObject("window");
      window.set("rows", axis(conv.window().rows()));
      window.set("columns", axis(conv.window().columns()));
    }
    return node;
  }

  private static ObjectNode axis(Window.Axis axis) {
    return Json.object()
        .put("kernel", axis.kernel())
        .put("stride", axis.stride())
        .put("dilation", axis.dilation())
        .put("pad_before", axis.padBefore())
        .put("pad_after", axis.padAfter());
  }

  /** What becomes of the sums. */
  ObjectNode post(MappedLayer mapped) {
    QWeighted layer = mapped.layer();
    ObjectNode node = Json.object();
    node.put("input_zero_point", network.network().format(layer.input()).zeroPoint());
    ArrayNode bias = node.putArray("bias");
    for (int row = 0; row < layer.bias().size(); row++) {
      bias.add(layer.bias().get(row));
    }
    node.set("stage", layer.stage().accept(new StageJson()));
    return node;
  }

  /** The tiles of all groups; those of a shape that was seen before refer to the first with it. */
  List<ObjectNode> tiles(MappedLayer mapped) {
    List<ObjectNode> tiles = new ArrayList<>();
    for (int group = 0; group < mapped.groups().size(); group++) {
      MappedGroup one = mapped.groups().get(group);
      Map<Integer, Integer> first = new HashMap<>();
      for (Packing.Placed placed : one.packing().tiles()) {
        ObjectNode node = tile(placed).put("group", group);
        Integer before = first.putIfAbsent(placed.shape(), tiles.size());
        if (before == null) {
          shape(node, one.shapes().get(placed.shape()));
        } else {
          node.put("reuse_of", before);
        }
        tiles.add(node);
      }
    }
    return tiles;
  }

  private static ObjectNode tile(Packing.Placed placed) {
    Tile tile = placed.tile();
    ObjectNode node = Json.object();
    Json.integers(node, "rows", IntStream.range(0, tile.rows()).map(tile::row).boxed().toList());
    Json.integers(
        node, "columns", IntStream.range(0, tile.columns()).map(tile::column).boxed().toList());
    return node.put("factor", placed.factor());
  }

  private void shape(ObjectNode node, MappedShape shape) {
    node.put("kind", shape.shape().kind().name().toLowerCase(Locale.ROOT));
    Json.number(node, "scale", shape.scale());
    ArrayNode sigma = node.putArray("sigma");
    shape.sigma().forEach(value -> Json.number(sigma, value));
    ArrayNode passes = node.putArray("passes");
    for (Pass pass : shape.passes()) {
      ObjectNode one =
          passes.addObject().put("program", network.programs().get(pass.program()).id());
      Json.integers(one, "inputs", pass.inputs());
      Json.integers(one, "outputs", pass.outputs());
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.file;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.sparsil.photonic.map.MappedGroup;
import org.sparsil.photonic.map.MappedLayer;
import org.sparsil.photonic.map.MappedNetwork;
import org.sparsil.photonic.map.Packing;
import org.sparsil.photonic.map.Pass;
import tools.jackson.databind.node.ObjectNode;

/** In which order a batch needs the programs, and for which tiles: each is written once. */
final class Schedule {
  private Schedule() {}

  /**
   * A program's turn.
   *
   * @param pass whether the first or the second of its tiles
   * @param tiles positions among those of the layer
   */
  record Step(int program, String layer, int pass, List<Integer> tiles) {
    ObjectNode json(int position, String programId) {
      ObjectNode node =
          Json.object()
              .put("step", position)
              .put("program", programId)
              .put("write", true)
              .put("layer", layer)
              .put("pass", pass);
      Json.integers(node, "tiles", tiles);
      return node;
    }
  }

  /** A step for each program, in the network's order. */
  static List<Step> of(MappedNetwork network) {
    TreeMap<Integer, Step> steps = new TreeMap<>();
    for (MappedLayer layer : network.layers()) {
      int tile = 0;
      for (MappedGroup group : layer.groups()) {
        for (Packing.Placed placed : group.packing().tiles()) {
          List<Pass> passes = group.shapes().get(placed.shape()).passes();
          for (int pass = 0; pass < passes.size(); pass++) {
            int turn = pass;
            steps
                .computeIfAbsent(
                    passes.get(pass).program(),
                    program -> new Step(program, layer.layer().name(), turn, new ArrayList<>()))
                .tiles()
                .add(tile);
          }
          tile++;
        }
      }
    }
    return List.copyOf(steps.values());
  }
}

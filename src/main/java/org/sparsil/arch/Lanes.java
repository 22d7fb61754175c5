// SPDX-License-Identifier: Apache-2.0
package org.sparsil.arch;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sparsil.arch.HardwareOptions.LayerOptions;
import org.sparsil.qgraph.QAveragePool;
import org.sparsil.qgraph.QConv;
import org.sparsil.qgraph.QGraph;
import org.sparsil.qgraph.QLayer;
import org.sparsil.qgraph.QMaxPool;
import org.sparsil.tensor.Shape;

/**
 * How many elements travel in a beat of each stream: one, but as many as rows of windows are
 * computed at once where a convolution makes or takes them, both ends can, and beats fill rows.
 */
final class Lanes {
  private final QGraph network;
  private final HardwareOptions options;
  private final Map<String, Integer> lanes = new HashMap<>();

  Lanes(QGraph network, HardwareOptions options) {
    this.network = network;
    this.options = options;
    network.values().forEach(value -> lanes.put(value, choose(value)));
  }

  int of(String value) {
    return lanes.getOrDefault(value, 1);
  }

  private int choose(String value) {
    List<QLayer> consumers =
        network.layers().stream().filter(layer -> layer.inputs().contains(value)).toList();
    int wanted =
        value.equals(network.input().name())
            ? consumers.stream().mapToInt(this::rowsParallel).max().orElse(1)
            : rowsParallel(network.layer(value));
    Shape shape = network.shape(value);
    boolean fits =
        Integer.bitCount(wanted) == 1
            && shape.rank() == 3
            && shape.extent(1) * shape.extent(2) % wanted == 0
            && consumers.size() <= 1
            && consumers.stream().allMatch(this::takesLanes);
    return fits ? wanted : 1;
  }

  private int rowsParallel(QLayer layer) {
    return layer instanceof QConv ? options.of(layer.name()).rowsParallel() : 1;
  }

  /** Whether a line buffer with row memories is in front of a layer. */
  private boolean takesLanes(QLayer layer) {
    LayerOptions own = options.of(layer.name());
    if (layer instanceof QConv conv) {
      return !StageChoice.buffers(own, conv.window(), own.rowsParallel()).streaming();
    }
    if (layer instanceof QMaxPool pool) {
      return !StageChoice.isGlobal(pool.window(), pool.image())
          && !StageChoice.buffers(own, pool.window(), 1).streaming();
    }
    return layer instanceof QAveragePool pool
        && !StageChoice.isGlobal(pool.window(), pool.image())
        && !StageChoice.buffers(own, pool.window(), 1).streaming();
  }
}

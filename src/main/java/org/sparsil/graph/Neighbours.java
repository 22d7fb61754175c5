// SPDX-License-Identifier: Apache-2.0
package org.sparsil.graph;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who makes and who reads each value of a graph. */
public final class Neighbours {
  private final Map<String, Layer> makers = new HashMap<>();
  private final Map<String, Layer> readers = new HashMap<>();
  private final Set<String> shared = new HashSet<>();

  public Neighbours(Graph graph) {
    shared.add(graph.output());
    for (Layer layer : graph.layers()) {
      makers.put(layer.name(), layer);
      for (String input : layer.inputs()) {
        if (readers.put(input, layer) != null) {
          shared.add(input);
        }
      }
    }
  }

  /** The only layer that reads a value, once, unless the value also leaves the network. */
  public Optional<Layer> onlyReader(String value) {
    return shared.contains(value) ? Optional.empty() : Optional.ofNullable(readers.get(value));
  }

  /** The layer that makes a value; empty for the network's input. */
  public Optional<Layer> maker(String value) {
    return Optional.ofNullable(makers.get(value));
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.graph.Layer.Unary;

/**
 * Edits of a graph, gathered and then done at once: layers replaced in place, and layers removed
 * whose readers read another value instead.
 */
final class Rewiring {
  private final Graph graph;
  private final Map<String, Layer> replacements = new LinkedHashMap<>();
  private final Map<String, String> substitutes = new LinkedHashMap<>();

  Rewiring(Graph graph) {
    this.graph = graph;
  }

  /** The layer named {@code old.name()} becomes {@code layer}, under that layer's own name. */
  Rewiring replace(Layer old, Layer layer) {
    replacements.put(old.name(), layer);
    if (!old.name().equals(layer.name())) {
      substitutes.put(old.name(), layer.name());
    }
    return this;
  }

  /** The layer vanishes; whoever read it reads {@code substitute}. */
  Rewiring remove(Layer layer, String substitute) {
    substitutes.put(layer.name(), substitute);
    return this;
  }

  Graph apply() {
    List<Layer> layers = new ArrayList<>();
    for (Layer layer : graph.layers()) {
      Layer replacement = replacements.get(layer.name());
      if (replacement == null && substitutes.containsKey(layer.name())) {
        continue;
      }
      Layer kept = replacement == null ? layer : replacement;
      layers.add(kept.withInputs(this::resolve));
    }
    return graph.withLayers(layers, resolve(graph.output()));
  }

  private String resolve(String value) {
    String name = value;
    for (String next = substitutes.get(name); next != null; next = substitutes.get(name)) {
      name = next;
    }
    return name;
  }

  /**
   * Two neighbours change places, {@code upper → lower} to {@code newUpper → newLower}; both keep
   * their names, and whoever read the lower one now reads the other.
   *
   * @param newUpper the new form of {@code lower}
   * @param newLower the new form of {@code upper}
   */
  static Graph exchange(Graph graph, Unary upper, Unary lower, Unary newUpper, Unary newLower) {
    List<Layer> layers = new ArrayList<>();
    for (Layer layer : graph.layers()) {
      if (layer.name().equals(upper.name())) {
        layers.add(newUpper.withInput(upper.input()));
      } else if (layer.name().equals(lower.name())) {
        layers.add(newLower.withInput(lower.name()));
      } else {
        layers.add(layer.withInputs(input -> input.equals(lower.name()) ? upper.name() : input));
      }
    }
    return graph.withLayers(
        layers, graph.output().equals(lower.name()) ? upper.name() : graph.output());
  }

  /** The layer that makes a value; empty for the network's input. */
  static Optional<Layer> maker(Graph graph, String value) {
    return graph.layers().stream().filter(layer -> layer.name().equals(value)).findFirst();
  }

  /** The name, or the name with a number when a value has it already. */
  static String freshName(Graph graph, String wanted) {
    String name = wanted;
    for (int i = 2; name.equals(graph.input()) || maker(graph, name).isPresent(); i++) {
      name = wanted + "_" + i;
    }
    return name;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress;

import java.util.HashSet;
import java.util.Set;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;

/**
 * Drops layers that the output does not depend on.
 *
 * <pre>
 * before:  a = dense(x);  b = softmax(a);  output a
 * after:   a = dense(x);  output a
 * </pre>
 */
public final class DropUnused {

  public Graph apply(Graph graph) {
    Set<String> needed = new HashSet<>(Set.of(graph.output()));
    for (int i = graph.layers().size() - 1; i >= 0; i--) {
      Layer layer = graph.layers().get(i);
      if (needed.contains(layer.name())) {
        needed.addAll(layer.inputs());
      }
    }
    return graph.withLayers(
        graph.layers().stream().filter(layer -> needed.contains(layer.name())).toList(),
        graph.output());
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.graph;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.sparsil.tensor.Shape;

/**
 * A float network of one input and one output.
 *
 * @param name the model's name, for people
 * @param input the name of the input value
 * @param inputShape the shape of one frame, without a batch axis
 * @param layers in execution order: each reads the input or an earlier layer; names are unique
 * @param output the name of the value that leaves the network
 */
public record Graph(
    String name, String input, Shape inputShape, List<Layer> layers, String output) {
  public Graph {
    layers = List.copyOf(layers);
    Set<String> values = new HashSet<>(Set.of(input));
    for (Layer layer : layers) {
      for (String read : layer.inputs()) {
        if (!values.contains(read)) {
          throw new IllegalArgumentException(
              "layer '%s' reads '%s' before it is made".formatted(layer.name(), read));
        }
      }
      if (!values.add(layer.name())) {
        throw new IllegalArgumentException("two values named '%s'".formatted(layer.name()));
      }
    }
    if (!values.contains(output)) {
      throw new IllegalArgumentException("no value named '%s'".formatted(output));
    }
  }

  /** The same network with other layers and output. */
  public Graph withLayers(List<Layer> newLayers, String newOutput) {
    return new Graph(name, input, inputShape, newLayers, newOutput);
  }
}

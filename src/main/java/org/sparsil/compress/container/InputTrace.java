// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.container;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sparsil.diag.UserException;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.graph.LayerWeights;
import org.sparsil.graph.ShapeInference;
import org.sparsil.tensor.Shape;

/**
 * Finds out what the weights of a layer are multiplied with: pictures, or another layer's results.
 */
final class InputTrace {
  private final Map<String, Layer> layers = new HashMap<>();

  /** How many layers with weights there are up to one of them. */
  private final Map<String, Integer> order = new LinkedHashMap<>();

  private final Map<String, Shape> shapes;

  InputTrace(Graph graph) {
    for (Layer layer : graph.layers()) {
      layers.put(layer.name(), layer);
      if (LayerWeights.of(layer).isPresent()) {
        order.put(layer.name(), order.size() + 1);
      }
    }
    this.shapes = shapes(graph);
  }

  /** The shapes only help to predict, so a network whose shapes do not fit goes without. */
  private static Map<String, Shape> shapes(Graph graph) {
    try {
      return ShapeInference.infer(graph);
    } catch (UserException e) {
      return Map.of();
    }
  }

  /**
   * How many layers with weights there are up to the one that makes the input; 0 if there is none.
   */
  int source(String layer) {
    String value = input(layer);
    while (layers.containsKey(value) && !order.containsKey(value)) {
      value = input(value);
    }
    return order.getOrDefault(value, 0);
  }

  /**
   * The width of the pictures that the columns of a layer's weights are; 0 if they are none.
   *
   * @param weights their shape: kernels are pictures of their own
   */
  int width(String layer, Shape weights) {
    if (weights.rank() > 2) {
      return weights.extent(weights.rank() - 1);
    }
    int columns = weights.rank() < 2 ? 0 : weights.extent(1);
    String value = input(layer);
    while (true) {
      Shape shape = shapes.get(value);
      if (shape != null && shape.rank() > 1 && shape.size() == columns) {
        return shape.extent(shape.rank() - 1);
      }
      if (!layers.containsKey(value) || order.containsKey(value)) {
        return 0;
      }
      value = input(value);
    }
  }

  /** What a layer reads first: of what is joined, all parts are made alike. */
  private String input(String layer) {
    Layer known = layers.get(layer);
    return known == null ? layer : known.inputs().get(0);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.reference;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sparsil.diag.Code;
import org.sparsil.diag.UserException;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.graph.ShapeInference;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.Shape;

/** Runs a float network, one frame at a time. Safe to share between threads. */
public final class ReferenceModel {
  private record Step(String name, List<String> inputs, LayerFunction.Operation operation) {}

  private final Graph graph;
  private final List<Step> steps;

  private ReferenceModel(Graph graph, List<Step> steps) {
    this.graph = graph;
    this.steps = steps;
  }

  /**
   * A model that runs the network.
   *
   * @throws UserException if the shapes of the layers do not fit
   */
  public static ReferenceModel of(Graph graph) {
    Map<String, Shape> shapes = ShapeInference.infer(graph);
    List<Step> steps = new ArrayList<>();
    for (Layer layer : graph.layers()) {
      List<Shape> read = layer.inputs().stream().map(input -> known(shapes, input)).toList();
      LayerFunction function = new LayerFunction(read, known(shapes, layer.name()));
      steps.add(new Step(layer.name(), layer.inputs(), layer.accept(function)));
    }
    return new ReferenceModel(graph, List.copyOf(steps));
  }

  /** The network's output for a frame of the network's input shape, or of as many elements. */
  public FloatTensor run(FloatTensor frame) {
    return known(trace(frame), graph.output());
  }

  /** Every value by name, the input first, then each layer's in execution order. */
  public Map<String, FloatTensor> trace(FloatTensor frame) {
    if (frame.size() != graph.inputShape().size()) {
      throw new UserException(
          graph.name(),
          Code.DATA_002,
          "a frame has shape %s, the network's input has %s"
              .formatted(frame.shape(), graph.inputShape()));
    }
    Map<String, FloatTensor> values = new LinkedHashMap<>();
    values.put(graph.input(), frame.reshape(graph.inputShape()));
    for (Step step : steps) {
      List<FloatTensor> inputs = step.inputs().stream().map(name -> known(values, name)).toList();
      values.put(step.name(), step.operation().apply(inputs));
    }
    return Collections.unmodifiableMap(values);
  }

  private static <T> T known(Map<String, T> values, String name) {
    T value = values.get(name);
    if (value == null) {
      throw new IllegalStateException("no value '" + name + "'");
    }
    return value;
  }
}

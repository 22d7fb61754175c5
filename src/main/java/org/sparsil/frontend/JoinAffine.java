// SPDX-License-Identifier: Apache-2.0
package org.sparsil.frontend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.graph.ShapeInference;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.Shape;

/**
 * Puts together what ONNX can only say with two operators: a product and the addition of its bias.
 *
 * <pre>
 * fc: 2 = dense(x) weights 2x2 [1, 2, 3, 4] bias 2 [0, 0]
 * add: 2 = affine(fc) scale 2 [1, 1] offset 2 [5, 6] axis 0
 * </pre>
 *
 * becomes
 *
 * <pre>
 * fc: 2 = dense(x) weights 2x2 [1, 2, 3, 4] bias 2 [5, 6]
 * </pre>
 *
 * and likewise for an affine layer without offset. Only exact changes are made.
 */
final class JoinAffine {
  /** The model with pairs joined; the joined layer has the first one's name. */
  ImportedModel apply(ImportedModel model) {
    Graph graph = model.graph();
    Map<String, Shape> shapes = ShapeInference.infer(graph);
    Map<String, Integer> readers = new HashMap<>(Map.of(graph.output(), 1));
    graph
        .layers()
        .forEach(layer -> layer.inputs().forEach(input -> readers.merge(input, 1, Integer::sum)));

    Map<String, Layer> layers = new LinkedHashMap<>();
    Map<String, String> joinedInto = new HashMap<>();
    for (Layer layer : graph.layers()) {
      Optional<Layer> joined =
          layer instanceof Layer.Affine add && readers.getOrDefault(add.input(), 0) == 1
              ? Optional.ofNullable(layers.get(add.input()))
                  .flatMap(first -> join(first, add, shapes.getOrDefault(add.input(), Shape.of())))
              : Optional.empty();
      if (joined.isPresent()) {
        String first = joined.get().name();
        layers.put(first, joined.get());
        joinedInto.put(layer.name(), first);
      } else {
        layers.put(layer.name(), layer);
      }
    }
    return renamed(model, new ArrayList<>(layers.values()), joinedInto);
  }

  private static Optional<Layer> join(Layer first, Layer.Affine add, Shape shape) {
    if (!all(add.scale(), 1)) {
      return Optional.empty();
    }
    if (first instanceof Layer.Weighted layer
        && all(layer.bias(), 0)
        && (add.offset().size() == 1 || add.axis() == outputAxis(layer, shape))) {
      FloatTensor bias = spread(add.offset(), layer.outputs());
      return Optional.of(layer.withParameters(layer.weights(), bias, layer.weightScale()));
    }
    if (first instanceof Layer.Affine scale
        && all(scale.offset(), 0)
        && (scale.axis() == add.axis() || add.offset().size() == 1 || scale.scale().size() == 1)) {
      int count = Math.max(scale.scale().size(), add.offset().size());
      int axis = scale.scale().size() == 1 ? add.axis() : scale.axis();
      return Optional.of(
          new Layer.Affine(
              scale.name(),
              scale.input(),
              spread(scale.scale(), count),
              spread(add.offset(), count),
              axis));
    }
    return Optional.empty();
  }

  private static int outputAxis(Layer.Weighted layer, Shape made) {
    return layer instanceof Layer.Conv ? 0 : made.rank() - 1;
  }

  private static boolean all(FloatTensor tensor, float value) {
    for (int i = 0; i < tensor.size(); i++) {
      if (tensor.get(i) != value) {
        return false;
      }
    }
    return true;
  }

  private static FloatTensor spread(FloatTensor tensor, int count) {
    if (tensor.size() == count) {
      return tensor;
    }
    float[] values = new float[count];
    Arrays.fill(values, tensor.get(0));
    return FloatTensor.adopt(Shape.of(count), values);
  }

  /** Lets every reader of a layer that is gone read the one that it was joined into. */
  private static ImportedModel renamed(
      ImportedModel model, List<Layer> layers, Map<String, String> joinedInto) {
    layers.replaceAll(layer -> layer.withInputs(input -> joinedInto.getOrDefault(input, input)));
    String output = model.graph().output();
    Graph graph = model.graph().withLayers(layers, joinedInto.getOrDefault(output, output));
    Map<String, String> layerOfValue = new LinkedHashMap<>();
    model
        .layerOfValue()
        .forEach(
            (value, layer) -> {
              if (!joinedInto.containsValue(layer)) {
                layerOfValue.put(value, joinedInto.getOrDefault(layer, layer));
              }
            });
    return new ImportedModel(graph, layerOfValue);
  }
}

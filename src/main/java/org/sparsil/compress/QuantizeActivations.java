// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sparsil.graph.Add;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.graph.LayerWeights;
import org.sparsil.reference.ReferenceModel;
import org.sparsil.tensor.FloatTensor;

/**
 * Rounds the values between layers to integers of a width, as hardware will. What leaves the
 * network stays as it is, and so do values that are rounded already.
 *
 * <pre>
 * before  fc1 = dense(x);  act1 = relu(fc1);  fc2 = dense(act1)
 * after   fc1 = dense(x);  act1 = relu(fc1);  act1_rounded = fake_quantize(act1) uint8;
 *         fc2 = dense(act1_rounded)
 * </pre>
 *
 * @param bits of a value: unsigned where it was never negative, else signed
 * @param frames typical inputs: they tell the largest magnitude of each value, which the largest
 *     integer stands for
 */
public record QuantizeActivations(int bits, List<FloatTensor> frames) {
  public QuantizeActivations {
    frames = List.copyOf(frames);
    if (bits < 2 || bits > 16) {
      throw new IllegalArgumentException(bits + " bits");
    }
  }

  public Graph apply(Graph graph) {
    Map<String, Extremes> extremes = extremes(graph);
    Map<String, String> substitutes = new HashMap<>();
    List<Layer> layers = new ArrayList<>();
    for (Layer layer : graph.layers()) {
      layers.add(layer.withInputs(input -> substitutes.getOrDefault(input, input)));
      if (isRounded(graph, layer)) {
        String name = Rewiring.freshName(graph, layer.name() + "_rounded");
        Extremes range = extremes.getOrDefault(layer.name(), new Extremes());
        boolean signed = range.smallest < 0;
        double largestInteger = Math.scalb(1.0, signed ? bits - 1 : bits) - 1;
        double scale = Math.max(range.largest, -range.smallest) / largestInteger;
        layers.add(
            new Layer.FakeQuantize(
                name, layer.name(), scale > Float.MIN_NORMAL ? (float) scale : 1, 0, signed, bits));
        substitutes.put(layer.name(), name);
      }
    }
    return graph.withLayers(layers, graph.output());
  }

  /** Whether a layer's value is computed with, rather than moved or finished in the next layer. */
  private static boolean isRounded(Graph graph, Layer layer) {
    boolean computes =
        layer instanceof Layer.Activation
            || layer instanceof Add
            || LayerWeights.of(layer).isPresent();
    List<Layer> readers =
        graph.layers().stream().filter(next -> next.inputs().contains(layer.name())).toList();
    return computes
        && !feedsOutputOnly(graph, layer)
        && readers.stream()
            .noneMatch(
                next ->
                    next instanceof Layer.Activation
                        || next instanceof Layer.Affine
                        || next instanceof Layer.FakeQuantize);
  }

  /** Whether no further weights come behind it. */
  private static boolean feedsOutputOnly(Graph graph, Layer layer) {
    Set<String> behind = new HashSet<>(Set.of(layer.name()));
    for (Layer next : graph.layers()) {
      if (next.inputs().stream().anyMatch(behind::contains)) {
        behind.add(next.name());
        if (LayerWeights.of(next).isPresent()) {
          return false;
        }
      }
    }
    return true;
  }

  private Map<String, Extremes> extremes(Graph graph) {
    ReferenceModel model = ReferenceModel.of(graph);
    List<Map<String, FloatTensor>> traces =
        frames.parallelStream()
            .map(
                frame -> {
                  Map<String, FloatTensor> ends = new HashMap<>();
                  model.trace(frame).forEach((name, value) -> ends.put(name, Extremes.of(value)));
                  return ends;
                })
            .toList();
    Map<String, Extremes> extremes = new HashMap<>();
    for (Map<String, FloatTensor> trace : traces) {
      trace.forEach(
          (name, ends) -> extremes.computeIfAbsent(name, key -> new Extremes()).widen(ends));
    }
    return extremes;
  }

  /** The least interval that holds 0 and all values seen. */
  private static final class Extremes {
    private float smallest;
    private float largest;

    /** The smallest and the largest element, or 0. */
    static FloatTensor of(FloatTensor value) {
      float low = 0;
      float high = 0;
      for (int i = 0; i < value.size(); i++) {
        low = Math.min(low, value.get(i));
        high = Math.max(high, value.get(i));
      }
      return FloatTensor.vector(low, high);
    }

    void widen(FloatTensor ends) {
      smallest = Math.min(smallest, ends.get(0));
      largest = Math.max(largest, ends.get(1));
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.train;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;

/** A float network whose dense layers are under training. */
public final class TrainableNetwork {
  private final Graph graph;

  /** By name: the weights and the bias of each dense layer, in execution order. */
  private final Map<String, TiedTensor> tensors;

  private TrainableNetwork(Graph graph, Map<String, TiedTensor> tensors) {
    this.graph = graph;
    this.tensors = tensors;
  }

  /** The network with every weight and bias free. */
  public static TrainableNetwork of(Graph graph) {
    Map<String, TiedTensor> tensors = new LinkedHashMap<>();
    for (Layer layer : graph.layers()) {
      if (layer instanceof Layer.Dense dense) {
        tensors.put(weightsOf(dense.name()), TiedTensor.free(dense.weights()));
        tensors.put(biasOf(dense.name()), TiedTensor.free(dense.bias()));
      }
    }
    return new TrainableNetwork(graph, tensors);
  }

  /** The names of the dense layers, in execution order. */
  public List<String> denseLayers() {
    return graph.layers().stream()
        .filter(layer -> layer instanceof Layer.Dense)
        .map(Layer::name)
        .toList();
  }

  /** The same network with the smallest weights of a layer pruned: {@code percent} of all. */
  public TrainableNetwork prune(String layer, double percent) {
    return with(weightsOf(layer), tensor(weightsOf(layer)).prune(percent));
  }

  /**
   * The same network with a layer's weights sharing at most {@code values} values, of which 0 is
   * one if any weight is pruned.
   */
  public TrainableNetwork share(String layer, int values) {
    TiedTensor weights = tensor(weightsOf(layer));
    return with(weightsOf(layer), weights.share(weights.hasPruned() ? values - 1 : values));
  }

  /** The same network with every weight and bias rounded to a multiple of {@code step}. */
  public TrainableNetwork rounded(double step) {
    Map<String, TiedTensor> rounded = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> rounded.put(name, tensor.rounded(step)));
    return new TrainableNetwork(graph, rounded);
  }

  /** The network as it is now. */
  public Graph toGraph() {
    List<Layer> layers = new ArrayList<>();
    for (Layer layer : graph.layers()) {
      layers.add(layer instanceof Layer.Dense dense ? trained(dense) : layer);
    }
    return graph.withLayers(layers, graph.output());
  }

  /**
   * The network's output, {@code [frames, outputs]}.
   *
   * @param frames {@code [frames, …]}
   * @param values the present values of the tensors
   */
  NDArray forward(NDArray frames, Map<String, NDArray> values) {
    return Forward.run(graph, frames, values);
  }

  Map<String, TiedTensor> tensors() {
    return tensors;
  }

  static String weightsOf(String layer) {
    return layer + ".weights";
  }

  static String biasOf(String layer) {
    return layer + ".bias";
  }

  private TiedTensor tensor(String name) {
    return Objects.requireNonNull(tensors.get(name), name);
  }

  private TrainableNetwork with(String name, TiedTensor tensor) {
    Map<String, TiedTensor> changed = new LinkedHashMap<>(tensors);
    changed.put(name, tensor);
    return new TrainableNetwork(graph, changed);
  }

  private Layer trained(Layer.Dense dense) {
    return new Layer.Dense(
        dense.name(),
        dense.input(),
        tensor(weightsOf(dense.name())).values(),
        tensor(biasOf(dense.name())).values(),
        Optional.empty());
  }
}

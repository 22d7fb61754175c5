// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.train;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.sparsil.compress.cluster.IntegerCodebook;
import org.sparsil.compress.cluster.LevelSet;
import org.sparsil.compress.cluster.SharedNetwork;
import org.sparsil.compress.prune.SparsityMask;
import org.sparsil.compress.prune.SparsityMasks;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.tensor.FloatTensor;

/** A float network whose weights and biases are under training. */
public final class TrainableNetwork {
  private final Graph graph;

  /** By name: the weights and the bias of each layer that has them, in execution order. */
  private final Map<String, TiedTensor> tensors;

  private TrainableNetwork(Graph graph, Map<String, TiedTensor> tensors) {
    this.graph = graph;
    this.tensors = tensors;
  }

  /** The network with every bias free, and every weight but those that are 0, which stay so. */
  public static TrainableNetwork of(Graph graph) {
    Map<String, TiedTensor> tensors = new LinkedHashMap<>();
    for (Layer layer : graph.layers()) {
      if (layer instanceof Layer.Weighted weighted) {
        FloatTensor weights = weighted.weights();
        tensors.put(
            weightsOf(layer.name()),
            TiedTensor.free(weights).prune(SparsityMask.ofNonZero(weights)));
        tensors.put(biasOf(layer.name()), TiedTensor.free(weighted.bias()));
      }
    }
    return new TrainableNetwork(graph, tensors);
  }

  /** The same network without the weights that do not survive; its parameters are the same. */
  public TrainableNetwork prune(SparsityMasks masks) {
    Map<String, TiedTensor> pruned = new LinkedHashMap<>(tensors);
    masks
        .layers()
        .forEach(
            (layer, mask) -> pruned.put(weightsOf(layer), tensor(weightsOf(layer)).prune(mask)));
    return new TrainableNetwork(graph, pruned);
  }

  /** The same network with the weights of some layers tied to their centroids. */
  public TrainableNetwork share(SharedNetwork shared) {
    return share(shared, integers -> Optional.empty());
  }

  /** The same with centroids that stand for integers and are to be such integers ever after. */
  public TrainableNetwork share(SharedNetwork shared, LevelSet levels) {
    return share(shared, integers -> Optional.of(Grid.of(integers.scale(), levels)));
  }

  private TrainableNetwork share(
      SharedNetwork shared, Function<IntegerCodebook, Optional<Grid>> grid) {
    Map<String, TiedTensor> changed = new LinkedHashMap<>(tensors);
    shared
        .layers()
        .forEach(
            (layer, weights) ->
                changed.put(
                    weightsOf(layer),
                    TiedTensor.shared(weights, weights.integers().flatMap(grid))));
    return new TrainableNetwork(graph, changed);
  }

  /** The same network with each layer's biases on the grid of so many bits that just holds them. */
  public TrainableNetwork roundBiases(int bits) {
    Map<String, TiedTensor> changed = new LinkedHashMap<>(tensors);
    for (Layer layer : graph.layers()) {
      changed.computeIfPresent(
          biasOf(layer.name()), (name, bias) -> bias.on(Grid.around(bias.values(), bits)));
    }
    return new TrainableNetwork(graph, changed);
  }

  /**
   * The same network with weights that are integers of a scale, which each output of a layer has
   * for itself; shared weights stay as they are.
   */
  public TrainableNetwork roundWeights(int bits) {
    Map<String, TiedTensor> changed = new LinkedHashMap<>(tensors);
    for (Layer layer : graph.layers()) {
      changed.computeIfPresent(
          weightsOf(layer.name()),
          (name, weights) ->
              weights.isShared() ? weights : weights.on(Grid.aroundRows(weights.values(), bits)));
    }
    return new TrainableNetwork(graph, changed);
  }

  /** The same weights and biases in another network of the same layers, and of others. */
  public TrainableNetwork in(Graph other) {
    return new TrainableNetwork(other, tensors);
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
      layers.add(layer instanceof Layer.Weighted weighted ? trained(weighted) : layer);
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

  private Layer trained(Layer.Weighted layer) {
    TiedTensor weights = tensor(weightsOf(layer.name()));
    return layer.withParameters(
        weights.values(), tensor(biasOf(layer.name())).values(), weights.grid().map(Grid::steps));
  }
}

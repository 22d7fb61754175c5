// SPDX-License-Identifier: Apache-2.0
package org.sparsil.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.sparsil.tensor.FloatTensor;

/**
 * The weights of a layer, whatever its kind: what is pruned, shared and coded. Biases and the
 * constants of arithmetic are none.
 *
 * @param values the outputs along the first axis
 * @param scale given when the values stand for integers
 */
public record LayerWeights(FloatTensor values, Optional<FloatTensor> scale) {
  /** The weights of a layer, if its kind has any. */
  public static Optional<LayerWeights> of(Layer layer) {
    return layer.accept(new Getter());
  }

  /**
   * The same network with other weights.
   *
   * @param change from the layer's name and weights to weights of the same shape
   */
  public static Graph replace(Graph graph, BiFunction<String, LayerWeights, LayerWeights> change) {
    List<Layer> layers = new ArrayList<>();
    for (Layer layer : graph.layers()) {
      layers.add(
          of(layer)
              .map(weights -> layer.accept(new Setter(change.apply(layer.name(), weights))))
              .orElse(layer));
    }
    return graph.withLayers(layers, graph.output());
  }

  /** The same weights with other values, standing for integers or not as before. */
  public LayerWeights withValues(FloatTensor newValues) {
    return new LayerWeights(newValues, scale);
  }

  private static final class Getter implements Layer.Visitor<Optional<LayerWeights>> {
    @Override
    public Optional<LayerWeights> dense(Layer.Dense layer) {
      return Optional.of(new LayerWeights(layer.weights(), layer.weightScale()));
    }

    @Override
    public Optional<LayerWeights> affine(Layer.Affine layer) {
      return Optional.empty();
    }

    @Override
    public Optional<LayerWeights> activation(Layer.Activation layer) {
      return Optional.empty();
    }

    @Override
    public Optional<LayerWeights> fakeQuantize(Layer.FakeQuantize layer) {
      return Optional.empty();
    }

    @Override
    public Optional<LayerWeights> reshape(Layer.Reshape layer) {
      return Optional.empty();
    }

    @Override
    public Optional<LayerWeights> transpose(Layer.Transpose layer) {
      return Optional.empty();
    }

    @Override
    public Optional<LayerWeights> softmax(Layer.Softmax layer) {
      return Optional.empty();
    }

    @Override
    public Optional<LayerWeights> argMax(Layer.ArgMax layer) {
      return Optional.empty();
    }
  }

  /** Only layers that have weights come here. */
  private record Setter(LayerWeights weights) implements Layer.Visitor<Layer> {
    @Override
    public Layer dense(Layer.Dense layer) {
      return new Layer.Dense(
          layer.name(), layer.input(), weights.values(), layer.bias(), weights.scale());
    }

    @Override
    public Layer affine(Layer.Affine layer) {
      return layer;
    }

    @Override
    public Layer activation(Layer.Activation layer) {
      return layer;
    }

    @Override
    public Layer fakeQuantize(Layer.FakeQuantize layer) {
      return layer;
    }

    @Override
    public Layer reshape(Layer.Reshape layer) {
      return layer;
    }

    @Override
    public Layer transpose(Layer.Transpose layer) {
      return layer;
    }

    @Override
    public Layer softmax(Layer.Softmax layer) {
      return layer;
    }

    @Override
    public Layer argMax(Layer.ArgMax layer) {
      return layer;
    }
  }
}

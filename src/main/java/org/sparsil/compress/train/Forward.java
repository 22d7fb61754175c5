// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.sparsil.diag.Code;
import org.sparsil.diag.UserException;
import org.sparsil.graph.Add;
import org.sparsil.graph.Concat;
import org.sparsil.graph.DepthToSpace;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.graph.Pad;
import org.sparsil.graph.Resize;
import org.sparsil.tensor.Window;

/** Evaluates a network on many frames at once in operations that the engine can differentiate. */
final class Forward implements Layer.Visitor<NDArray> {
  private final Map<String, NDArray> parameters;
  private final Map<String, NDArray> values = new LinkedHashMap<>();

  private Forward(Map<String, NDArray> parameters) {
    this.parameters = parameters;
  }

  static NDArray run(Graph graph, NDArray frames, Map<String, NDArray> parameters) {
    Forward forward = new Forward(parameters);
    forward.values.put(graph.input(), reshaped(frames, graph.inputShape()));
    for (Layer layer : graph.layers()) {
      forward.values.put(layer.name(), layer.accept(forward));
    }
    return forward.value(graph.output());
  }

  @Override
  public NDArray dense(Layer.Dense layer) {
    NDArray weights = parameter(TrainableNetwork.weightsOf(layer.name()));
    NDArray bias = parameter(TrainableNetwork.biasOf(layer.name()));
    return value(layer.input()).matMul(weights.transpose()).add(bias);
  }

  @Override
  public NDArray conv(Layer.Conv layer) {
    NDArray weights = parameter(TrainableNetwork.weightsOf(layer.name()));
    NDArray bias = parameter(TrainableNetwork.biasOf(layer.name()));
    return new ForwardWindow(layer.window())
        .conv(value(layer.input()), weights, bias, layer.groups());
  }

  @Override
  public NDArray maxPool(Layer.MaxPool layer) {
    return pooling(layer, layer.window()).max(value(layer.input()));
  }

  @Override
  public NDArray averagePool(Layer.AveragePool layer) {
    return pooling(layer, layer.window()).average(value(layer.input()), layer.divisor());
  }

  private static ForwardWindow pooling(Layer layer, Window window) {
    if (window.rows().dilation() > 1 || window.columns().dilation() > 1) {
      throw cannotTrain(layer.name(), "pools windows with gaps (" + window + ")");
    }
    return new ForwardWindow(window);
  }

  @Override
  public NDArray affine(Layer.Affine layer) {
    NDArray input = value(layer.input());
    // One value per index along the axis, behind the axis of frames.
    long[] extents = LongStream.generate(() -> 1).limit(input.getShape().dimension()).toArray();
    if (layer.scale().size() > 1) {
      extents[layer.axis() + 1] = layer.scale().size();
    }
    Shape shape = new Shape(extents);
    NDArray scale = input.getManager().create(layer.scale().toArray(), shape);
    NDArray offset = input.getManager().create(layer.offset().toArray(), shape);
    return input.mul(scale).add(offset);
  }

  @Override
  public NDArray activation(Layer.Activation layer) {
    return layer.function().accept(new ForwardFunction(value(layer.input())));
  }

  @Override
  public NDArray reshape(Layer.Reshape layer) {
    return reshaped(value(layer.input()), layer.shape());
  }

  private static NDArray reshaped(NDArray frames, org.sparsil.tensor.Shape frame) {
    LongStream extents = frame.extents().stream().mapToLong(Integer::longValue);
    long count = frames.getShape().get(0);
    return frames.reshape(LongStream.concat(LongStream.of(count), extents).toArray());
  }

  @Override
  public NDArray transpose(Layer.Transpose layer) {
    IntStream axes = layer.permutation().stream().mapToInt(axis -> axis + 1);
    return value(layer.input()).transpose(IntStream.concat(IntStream.of(0), axes).toArray());
  }

  @Override
  public NDArray softmax(Layer.Softmax layer) {
    int axis = layer.axis() < 0 ? layer.axis() : layer.axis() + 1;
    NDArray input = value(layer.input());
    return layer.logarithm() ? input.logSoftmax(axis) : input.softmax(axis);
  }

  /** Gradients pass as if nothing were rounded, but not where the range clips. */
  @Override
  public NDArray fakeQuantize(Layer.FakeQuantize layer) {
    double levels = Math.scalb(1.0, layer.widthBits());
    double lo = (layer.signed() ? -levels / 2 : 0) - layer.zeroPoint();
    NDArray exact = value(layer.input()).div((float) layer.scale()).clip(lo, lo + levels - 1);
    NDArray rounded = exact.add(exact.round().sub(exact).stopGradient());
    return rounded.mul((float) layer.scale());
  }

  @Override
  public NDArray argMax(Layer.ArgMax layer) {
    throw cannotTrain(layer.name(), "takes the largest element's index");
  }

  @Override
  public NDArray add(Add layer) {
    return value(layer.left()).add(value(layer.right()));
  }

  @Override
  public NDArray concat(Concat layer) {
    throw cannotTrain(layer.name(), "joins values (concat)");
  }

  @Override
  public NDArray pad(Pad layer) {
    throw cannotTrain(layer.name(), "pads");
  }

  @Override
  public NDArray resize(Resize layer) {
    throw cannotTrain(layer.name(), "repeats pixels (resize)");
  }

  @Override
  public NDArray depthToSpace(DepthToSpace layer) {
    throw cannotTrain(layer.name(), "makes pixels of channels (depth to space)");
  }

  private static UserException cannotTrain(String layer, String what) {
    return new UserException(
        "layer '" + layer + "'",
        Code.TRAIN_002,
        "it " + what + ", which training does not support");
  }

  private NDArray value(String name) {
    return Objects.requireNonNull(values.get(name), name);
  }

  private NDArray parameter(String name) {
    return Objects.requireNonNull(parameters.get(name), name);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.graph;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.Shape;
import org.sparsil.tensor.Window;

/**
 * A node of the float network. Its one output value has the layer's name. Kinds that join or move
 * values are in files of their own.
 */
public sealed interface Layer permits Layer.Unary, Add, Concat {
  String name();

  /** The names of the values that it reads, in order: layers' or the network input's. */
  List<String> inputs();

  <R> R accept(Visitor<R> visitor);

  /** The same layer, reading what {@code substitute} gives for each value that it reads. */
  default Layer withInputs(UnaryOperator<String> substitute) {
    return accept(new WithInputs(substitute));
  }

  /** One case per kind; no defaults, so that a new kind is noticed everywhere. */
  interface Visitor<R> {
    R dense(Dense layer);

    R conv(Conv layer);

    R maxPool(MaxPool layer);

    R averagePool(AveragePool layer);

    R affine(Affine layer);

    R activation(Activation layer);

    R fakeQuantize(FakeQuantize layer);

    R reshape(Reshape layer);

    R transpose(Transpose layer);

    R softmax(Softmax layer);

    R argMax(ArgMax layer);

    R add(Add layer);

    R concat(Concat layer);

    R pad(Pad layer);

    R resize(Resize layer);

    R depthToSpace(DepthToSpace layer);
  }

  /** A layer that reads one value. */
  sealed interface Unary extends Layer
      permits Weighted,
          MaxPool,
          AveragePool,
          Affine,
          Activation,
          FakeQuantize,
          Reshape,
          Transpose,
          Softmax,
          ArgMax,
          Pad,
          Resize,
          DepthToSpace {
    /** The name of the value that it reads. */
    String input();

    @Override
    default List<String> inputs() {
      return List.of(input());
    }

    /** The same layer, reading another value. */
    default Layer withInput(String newInput) {
      return withInputs(old -> newInput);
    }
  }

  /**
   * A layer with weights: what is pruned, shared, coded and trained, whatever its kind. The
   * constants of arithmetic are none.
   */
  sealed interface Weighted extends Unary permits Dense, Conv {
    /** The outputs along the first axis. */
    FloatTensor weights();

    /** {@code [outputs]}. */
    FloatTensor bias();

    /**
     * Given when the weights stand for integers, {@code weights = weightScale · integer}: one
     * scale, or one per output.
     */
    Optional<FloatTensor> weightScale();

    /** The same layer with other weights of the same shape, and another bias. */
    Weighted withParameters(
        FloatTensor newWeights, FloatTensor newBias, Optional<FloatTensor> newWeightScale);

    default int outputs() {
      return weights().shape().extent(0);
    }

    /** How many weights each output has. */
    default int weightsPerOutput() {
      return outputs() == 0 ? 0 : weights().size() / outputs();
    }
  }

  /**
   * {@code y[…, o] = bias[o] + Σ_i x[…, i] · weights[o][i]}, over the last axis of the input.
   *
   * @param weights {@code [outputs, inputs]}
   * @param bias {@code [outputs]}
   */
  record Dense(
      String name,
      String input,
      FloatTensor weights,
      FloatTensor bias,
      Optional<FloatTensor> weightScale)
      implements Weighted {
    public Dense {
      requireParameters("dense '%s'".formatted(name), 2, weights, bias, weightScale);
    }

    /** How many elements it reads for each output. */
    public int columns() {
      return weights.shape().extent(1);
    }

    @Override
    public Dense withParameters(
        FloatTensor newWeights, FloatTensor newBias, Optional<FloatTensor> newWeightScale) {
      return new Dense(name, input, newWeights, newBias, newWeightScale);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.dense(this);
    }
  }

  /**
   * Two-dimensional convolution of an image {@code [channels, rows, columns]}, the kernel not
   * turned: {@code y[o, r, c] = bias[o] + Σ_{i, j, k} x[i, r', c'] · weights[o][i][j][k]}, where
   * tap {@code (j, k)} of window {@code (r, c)} is at {@code (r', c')} and the padding holds zeros.
   *
   * @param weights {@code [outputs, channels / groups, kernelRows, kernelColumns]}
   * @param bias {@code [outputs]}
   * @param groups channels and outputs are cut into so many equal parts; an output sees the
   *     channels of its own part only; as many groups as channels make a depthwise convolution
   */
  record Conv(
      String name,
      String input,
      FloatTensor weights,
      FloatTensor bias,
      Optional<FloatTensor> weightScale,
      Window window,
      int groups)
      implements Weighted {
    public Conv {
      requireParameters("conv '%s'".formatted(name), 4, weights, bias, weightScale);
      Shape shape = weights.shape();
      if (shape.extent(2) != window.rows().kernel()
          || shape.extent(3) != window.columns().kernel()) {
        throw new IllegalArgumentException(
            "conv '%s': weights %s, window %s".formatted(name, shape, window));
      }
      if (groups < 1 || shape.extent(0) % groups != 0) {
        throw new IllegalArgumentException(
            "conv '%s': %d outputs in %d groups".formatted(name, shape.extent(0), groups));
      }
    }

    public int channelsPerGroup() {
      return weights.shape().extent(1);
    }

    public int outputsPerGroup() {
      return outputs() / groups;
    }

    @Override
    public Conv withParameters(
        FloatTensor newWeights, FloatTensor newBias, Optional<FloatTensor> newWeightScale) {
      return new Conv(name, input, newWeights, newBias, newWeightScale, window, groups);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.conv(this);
    }
  }

  /** The largest element of each window of an image, channel by channel. */
  record MaxPool(String name, String input, Window window) implements Unary {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.maxPool(this);
    }
  }

  /**
   * The average of each window of an image, channel by channel; the padding adds nothing to its
   * sum.
   */
  record AveragePool(String name, String input, Window window, Window.Divisor divisor)
      implements Unary {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.averagePool(this);
    }
  }

  /**
   * {@code y = scale[c] · x + offset[c]}: batch normalization and arithmetic with constants.
   *
   * @param scale one value, or one per index along {@code axis}
   * @param offset as many values as {@code scale}
   * @param axis the axis that {@code c} runs along
   */
  record Affine(String name, String input, FloatTensor scale, FloatTensor offset, int axis)
      implements Unary {
    public Affine {
      if (scale.size() != offset.size()) {
        throw new IllegalArgumentException(
            "affine '%s': %d scales, %d offsets".formatted(name, scale.size(), offset.size()));
      }
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.affine(this);
    }
  }

  /** An element-wise function. */
  record Activation(String name, String input, ActivationFunction function) implements Unary {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.activation(this);
    }
  }

  /**
   * A quantize–dequantize pair: {@code y = scale · (clamp(round(x / scale) + zeroPoint) −
   * zeroPoint)}, rounding half to even. It fixes the integer format of the value that it reads.
   */
  record FakeQuantize(
      String name, String input, double scale, int zeroPoint, boolean signed, int widthBits)
      implements Unary {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.fakeQuantize(this);
    }
  }

  /** The same elements in the same order under another shape. */
  record Reshape(String name, String input, Shape shape) implements Unary {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.reshape(this);
    }
  }

  /**
   * Axes in another order.
   *
   * @param permutation output axis {@code a} is input axis {@code permutation[a]}
   */
  record Transpose(String name, String input, List<Integer> permutation) implements Unary {
    public Transpose {
      permutation = List.copyOf(permutation);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.transpose(this);
    }
  }

  /** Softmax, or its logarithm, along an axis. */
  record Softmax(String name, String input, int axis, boolean logarithm) implements Unary {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.softmax(this);
    }
  }

  /**
   * The index of the largest element along an axis; that axis becomes 1 or vanishes. The first (or
   * last) of equals wins.
   */
  record ArgMax(String name, String input, int axis, boolean keepAxis, boolean selectLast)
      implements Unary {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.argMax(this);
    }
  }

  private static void requireParameters(
      String layer,
      int rank,
      FloatTensor weights,
      FloatTensor bias,
      Optional<FloatTensor> weightScale) {
    if (weights.shape().rank() != rank || bias.size() != weights.shape().extent(0)) {
      throw new IllegalArgumentException(
          "%s: weights %s, bias %s".formatted(layer, weights.shape(), bias.shape()));
    }
    weightScale.ifPresent(
        scale -> {
          if (scale.size() != 1 && scale.size() != bias.size()) {
            throw new IllegalArgumentException(
                "%s: %d weight scales for %d outputs".formatted(layer, scale.size(), bias.size()));
          }
        });
  }
}

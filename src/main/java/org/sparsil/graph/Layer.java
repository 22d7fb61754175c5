// SPDX-License-Identifier: Apache-2.0
package org.sparsil.graph;

import java.util.List;
import java.util.Optional;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.Shape;

/** A node of the float network. Its one output value has the layer's name. */
public sealed interface Layer {
  String name();

  /** The name of the value that it reads: a layer's or the network input's. */
  String input();

  <R> R accept(Visitor<R> visitor);

  /** The same layer, reading another value. */
  default Layer withInput(String newInput) {
    return accept(new WithInput(newInput));
  }

  /** One case per kind; no defaults, so that a new kind is noticed everywhere. */
  interface Visitor<R> {
    R dense(Dense layer);

    R affine(Affine layer);

    R activation(Activation layer);

    R fakeQuantize(FakeQuantize layer);

    R reshape(Reshape layer);

    R transpose(Transpose layer);

    R softmax(Softmax layer);

    R argMax(ArgMax layer);
  }

  /**
   * {@code y[…, o] = bias[o] + Σ_i x[…, i] · weights[o][i]}, over the last axis of the input.
   *
   * @param weights {@code [outputs, inputs]}
   * @param bias {@code [outputs]}
   * @param weightScale given when the weights stand for integers, {@code weights = weightScale ·
   *     integer}: one scale, or one per output
   */
  record Dense(
      String name,
      String input,
      FloatTensor weights,
      FloatTensor bias,
      Optional<FloatTensor> weightScale)
      implements Layer {
    public Dense {
      if (weights.shape().rank() != 2 || bias.size() != weights.shape().extent(0)) {
        throw new IllegalArgumentException(
            "dense '%s': weights %s, bias %s".formatted(name, weights.shape(), bias.shape()));
      }
      weightScale.ifPresent(
          scale -> {
            if (scale.size() != 1 && scale.size() != bias.size()) {
              throw new IllegalArgumentException(
                  "dense '%s': %d weight scales for %d outputs"
                      .formatted(name, scale.size(), bias.size()));
            }
          });
    }

    public int inputs() {
      return weights.shape().extent(1);
    }

    public int outputs() {
      return weights.shape().extent(0);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.dense(this);
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
      implements Layer {
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
  record Activation(String name, String input, ActivationFunction function) implements Layer {
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
      implements Layer {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.fakeQuantize(this);
    }
  }

  /** The same elements in the same order under another shape. */
  record Reshape(String name, String input, Shape shape) implements Layer {
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
  record Transpose(String name, String input, List<Integer> permutation) implements Layer {
    public Transpose {
      permutation = List.copyOf(permutation);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.transpose(this);
    }
  }

  /** Softmax, or its logarithm, along an axis. */
  record Softmax(String name, String input, int axis, boolean logarithm) implements Layer {
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
      implements Layer {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.argMax(this);
    }
  }
}

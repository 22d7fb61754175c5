// SPDX-License-Identifier: Apache-2.0
package org.sparsil.qgraph;

import org.sparsil.tensor.LongTensor;
import org.sparsil.tensor.Shape;

/** A layer of the integer network. Its one output value has the layer's name. */
public sealed interface QLayer {
  String name();

  /** The name of the value that it reads. */
  String input();

  /** The shape of what comes out, channels last. */
  Shape shape();

  /** The format of what comes out. */
  FixedPoint format();

  /** All values that can come out. */
  Interval range();

  <R> R accept(Visitor<R> visitor);

  /** One case per kind; no defaults, so that a new kind is noticed everywhere. */
  interface Visitor<R> {
    R dense(QDense layer);

    R elementwise(QElementwise layer);

    R argMax(QArgMax layer);
  }

  /**
   * {@code acc[o] = bias[o] + Σ_i (x[i] − zx) · w[o][i]}, then the output stage; {@code zx} is the
   * zero point of the input's format.
   *
   * @param weights {@code [outputs, inputs]}
   * @param bias {@code [outputs]}
   */
  record QDense(String name, String input, CodedMatrix weights, LongTensor bias, OutputStage stage)
      implements QLayer {
    public QDense {
      if (bias.size() != weights.rows()) {
        throw new IllegalArgumentException(
            "dense '%s': %d biases for %d outputs".formatted(name, bias.size(), weights.rows()));
      }
    }

    public int inputs() {
      return weights.columns();
    }

    public int outputs() {
      return weights.rows();
    }

    @Override
    public Shape shape() {
      return Shape.of(outputs());
    }

    @Override
    public FixedPoint format() {
      return stage.format();
    }

    @Override
    public Interval range() {
      return stage.range();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.dense(this);
    }
  }

  /** {@code y[i] = stage(x[i] − zx)}, the channel being the last axis. */
  record QElementwise(String name, String input, Shape shape, OutputStage stage) implements QLayer {
    @Override
    public FixedPoint format() {
      return stage.format();
    }

    @Override
    public Interval range() {
      return stage.range();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.elementwise(this);
    }
  }

  /**
   * The position of the largest element of the whole frame; the first of equals.
   *
   * @param elements how many elements a frame of the input has
   */
  record QArgMax(String name, String input, int elements) implements QLayer {
    @Override
    public Shape shape() {
      return Shape.of(1);
    }

    @Override
    public FixedPoint format() {
      return new FixedPoint(false, range().unsignedBits(), 1, 0);
    }

    @Override
    public Interval range() {
      return new Interval(0, elements - 1);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.argMax(this);
    }
  }
}

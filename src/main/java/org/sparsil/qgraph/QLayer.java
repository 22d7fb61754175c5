// SPDX-License-Identifier: Apache-2.0
package org.sparsil.qgraph;

import org.sparsil.tensor.IntTensor;
import org.sparsil.tensor.LongTensor;
import org.sparsil.tensor.Shape;
import org.sparsil.tensor.Window;

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

    R conv(QConv layer);

    R maxPool(QMaxPool layer);

    R averagePool(QAveragePool layer);

    R elementwise(QElementwise layer);

    R argMax(QArgMax layer);
  }

  /** A layer that multiplies what it sees by weights: {@code acc = bias + Σ (x − zx) · w}. */
  sealed interface QWeighted extends QLayer {
    /** A row per output. */
    CodedMatrix weights();

    /** {@code [outputs]}. */
    LongTensor bias();

    OutputStage stage();

    /**
     * All integers that are multiplied.
     *
     * @param input those that the value it reads can take
     * @param inputZeroPoint that value's zero point
     */
    Interval multiplicands(Interval input, int inputZeroPoint);

    default int outputs() {
      return weights().rows();
    }

    @Override
    default FixedPoint format() {
      return stage().format();
    }

    @Override
    default Interval range() {
      return stage().range();
    }
  }

  /**
   * {@code acc[o] = bias[o] + Σ_i (x[i] − zx) · w[o][i]}, then the output stage; {@code zx} is the
   * zero point of the input's format.
   *
   * @param weights {@code [outputs, inputs]}
   * @param bias {@code [outputs]}
   */
  record QDense(String name, String input, CodedMatrix weights, LongTensor bias, OutputStage stage)
      implements QWeighted {
    public QDense {
      if (bias.size() != weights.rows()) {
        throw new IllegalArgumentException(
            "dense '%s': %d biases for %d outputs".formatted(name, bias.size(), weights.rows()));
      }
    }

    public int inputs() {
      return weights.columns();
    }

    @Override
    public Shape shape() {
      return Shape.of(outputs());
    }

    @Override
    public Interval multiplicands(Interval input, int inputZeroPoint) {
      return input;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.dense(this);
    }
  }

  /**
   * Convolution: a dense layer for each window of an image, whose padding holds {@code zx}, so that
   * it adds nothing.
   *
   * @param image what it reads: rows, columns, channels
   * @param groups channels and outputs are cut into so many equal parts; an output sees the
   *     channels of its own part only
   * @param weights {@code [outputs, kernelRows · kernelColumns · channels / groups]}: window by
   *     rows, channels innermost
   * @param bias {@code [outputs]}
   */
  record QConv(
      String name,
      String input,
      Shape image,
      Window window,
      int groups,
      CodedMatrix weights,
      LongTensor bias,
      OutputStage stage)
      implements QWeighted {
    public QConv {
      requireImage(name, image);
      if (bias.size() != weights.rows()) {
        throw new IllegalArgumentException(
            "conv '%s': %d biases for %d outputs".formatted(name, bias.size(), weights.rows()));
      }
      if (groups < 1 || image.extent(2) % groups != 0 || weights.rows() % groups != 0) {
        throw new IllegalArgumentException(
            "conv '%s': %d channels and %d outputs in %d groups"
                .formatted(name, image.extent(2), weights.rows(), groups));
      }
      if (weights.columns() != (long) window.taps() * (image.extent(2) / groups)) {
        throw new IllegalArgumentException(
            "conv '%s': %d weights for each output, a window has %d taps of %d channels"
                .formatted(name, weights.columns(), window.taps(), image.extent(2) / groups));
      }
    }

    public int channelsPerGroup() {
      return image.extent(2) / groups;
    }

    public int outputsPerGroup() {
      return outputs() / groups;
    }

    @Override
    public Shape shape() {
      return slide(window, image, outputs());
    }

    @Override
    public Interval multiplicands(Interval input, int inputZeroPoint) {
      return window.isPadded() ? input.hull(Interval.of(inputZeroPoint)) : input;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.conv(this);
    }
  }

  /**
   * The largest integer of each window, channel by channel; the padding does not count.
   *
   * @param image what it reads: rows, columns, channels
   * @param format of what it reads and makes
   * @param range all integers that it reads, and so makes
   */
  record QMaxPool(
      String name, String input, Shape image, Window window, FixedPoint format, Interval range)
      implements QLayer {
    public QMaxPool {
      requireImage(name, image);
    }

    @Override
    public Shape shape() {
      return slide(window, image, image.extent(2));
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.maxPool(this);
    }
  }

  /**
   * The average of each window, channel by channel: {@code y = stage(factor · Σ (x − zx))} over the
   * taps within the image, where the stage divides by {@link #divisor}. Windows that reach into the
   * padding have fewer taps; where these alone count, {@link #factors} make up for it.
   *
   * @param image what it reads: rows, columns, channels
   * @param counted which taps the average is taken over
   */
  record QAveragePool(
      String name,
      String input,
      Shape image,
      Window window,
      Window.Divisor counted,
      OutputStage stage)
      implements QLayer {
    public QAveragePool {
      requireImage(name, image);
    }

    /**
     * What the stage divides by: the number of taps or, if it differs from window to window, the
     * least common multiple of all that occur.
     *
     * @throws ArithmeticException if that exceeds 31 bits
     */
    public int divisor() {
      return switch (counted) {
        case KERNEL -> window.taps();
        case IMAGE -> window.commonMultipleOfTaps(image.extent(0), image.extent(1));
      };
    }

    /** What the sum of each window is multiplied by: a factor per output row and column. */
    public IntTensor factors() {
      int divisor = divisor();
      int rows = shape().extent(0);
      int columns = shape().extent(1);
      int[] factors = new int[rows * columns];
      for (int i = 0; i < factors.length; i++) {
        factors[i] =
            switch (counted) {
              case KERNEL -> 1;
              case IMAGE ->
                  divisor
                      / (window.rows().tapsInImage(i / columns, image.extent(0))
                          * window.columns().tapsInImage(i % columns, image.extent(1)));
            };
      }
      return IntTensor.adopt(Shape.of(rows, columns), factors);
    }

    @Override
    public Shape shape() {
      return slide(window, image, image.extent(2));
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
      return visitor.averagePool(this);
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

  private static void requireImage(String name, Shape image) {
    if (image.rank() != 3) {
      throw new IllegalArgumentException(
          "layer '%s' reads shape %s, an image has rows, columns and channels"
              .formatted(name, image));
    }
  }

  private static Shape slide(Window window, Shape image, int channels) {
    return Shape.of(
        window.rows().outputs(image.extent(0)),
        window.columns().outputs(image.extent(1)),
        channels);
  }
}

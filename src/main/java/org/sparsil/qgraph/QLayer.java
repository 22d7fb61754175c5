// SPDX-License-Identifier: Apache-2.0
package org.sparsil.qgraph;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.sparsil.tensor.IntTensor;
import org.sparsil.tensor.LongTensor;
import org.sparsil.tensor.Shape;
import org.sparsil.tensor.Window;

/** A layer of the integer network. Its one output value has the layer's name. */
public sealed interface QLayer {
  String name();

  /** The names of the values that it reads, in their order; one may occur twice. */
  List<String> inputs();

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

    R add(QAdd layer);

    R concat(QConcat layer);

    R pad(QPad layer);

    R gather(QGather layer);

    R argMax(QArgMax layer);
  }

  /** A layer that reads one value. */
  sealed interface QUnary extends QLayer {
    /** The name of the value that it reads. */
    String input();

    @Override
    default List<String> inputs() {
      return List.of(input());
    }
  }

  /** A layer that multiplies what it sees by weights: {@code acc = bias + Σ (x − zx) · w}. */
  sealed interface QWeighted extends QUnary {
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

    /** How many elements it reads. */
    public int inputElements() {
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
      implements QUnary {
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
      implements QUnary {
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
  record QElementwise(String name, String input, Shape shape, OutputStage stage) implements QUnary {
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
   * The sum of two values, each brought to a common scale first: {@code y[i] = stage(L(l[i] − zl) +
   * R(r[i] − zr))}, where {@code zl} and {@code zr} are the zero points of what it reads. The
   * channel is the last axis.
   */
  record QAdd(
      String name,
      String left,
      String right,
      Shape shape,
      Rescale leftScale,
      Rescale rightScale,
      OutputStage stage)
      implements QLayer {
    @Override
    public List<String> inputs() {
      return List.of(left, right);
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
      return visitor.add(this);
    }
  }

  /**
   * The channels of several values behind one another, pixel by pixel: the last axis grows. All
   * have as many pixels and the same format.
   *
   * @param inputs at least one
   * @param shape of what it makes
   * @param format of what it reads and makes
   * @param range all integers that it reads, and so makes
   */
  record QConcat(String name, List<String> inputs, Shape shape, FixedPoint format, Interval range)
      implements QLayer {
    public QConcat {
      inputs = List.copyOf(inputs);
      if (inputs.isEmpty() || shape.rank() == 0) {
        throw new IllegalArgumentException(
            "concat '%s': %d values make shape %s".formatted(name, inputs.size(), shape));
      }
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.concat(this);
    }
  }

  /**
   * An image with a border of one value around it.
   *
   * @param image what it reads: rows, columns, channels
   * @param value what the border holds, an integer of the format: its zero point for a zero
   * @param format of what it reads and makes
   * @param range all integers that it makes, {@code value} among them
   */
  record QPad(
      String name,
      String input,
      Shape image,
      int top,
      int left,
      int bottom,
      int right,
      int value,
      FixedPoint format,
      Interval range)
      implements QUnary {
    public QPad {
      requireImage(name, image);
      if (IntStream.of(top, left, bottom, right).anyMatch(n -> n < 0 || n > Window.LARGEST)) {
        throw new IllegalArgumentException(
            "pad '%s': borders of %d, %d, %d and %d".formatted(name, top, left, bottom, right));
      }
    }

    @Override
    public Shape shape() {
      return Shape.of(
          Math.addExact(Math.addExact(image.extent(0), top), bottom),
          Math.addExact(Math.addExact(image.extent(1), left), right),
          image.extent(2));
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.pad(this);
    }
  }

  /**
   * Elements in another order, left out or repeated: the frame that it reads is cut into strips;
   * from each strip in turn come the elements at {@code Σ_k i_k · stride_k}, where {@code i_k}
   * counts from 0 within loop {@code k} and the last loop is the fastest. Hardware has to remember
   * no more than a strip.
   *
   * @param shape of what it makes
   * @param stripElements how long a strip is
   * @param loops outermost first, at least one
   * @param format of what it reads and makes
   * @param range all integers that it reads, and so makes
   */
  record QGather(
      String name,
      String input,
      Shape shape,
      int stripElements,
      List<Loop> loops,
      FixedPoint format,
      Interval range)
      implements QUnary {

    /**
     * A loop over the elements of a strip.
     *
     * @param count how many turns, 1 or more
     * @param stride how far apart its elements are; 0 repeats
     */
    public record Loop(int count, int stride) {
      public Loop {
        if (count < 1 || stride < 0) {
          throw new IllegalArgumentException("loop of %d with stride %d".formatted(count, stride));
        }
      }
    }

    /** Where the blocks are among the channels that become pixels; as ONNX names them. */
    public enum DepthOrder {
      /** Block row, block column, then the remaining channel. */
      DCR,
      /** The remaining channel, then block row, block column. */
      CRD
    }

    public QGather {
      loops = List.copyOf(loops);
      long last = 0;
      long outputs = 1;
      for (Loop loop : loops) {
        last = Math.addExact(last, (long) (loop.count - 1) * loop.stride);
        outputs = Math.multiplyExact(outputs, (long) loop.count);
      }
      if (loops.isEmpty() || last >= stripElements) {
        throw new IllegalArgumentException(
            "gather '%s': %d loops reach element %d of strips of %d"
                .formatted(name, loops.size(), last, stripElements));
      }
      if (shape.size() == 0 || shape.size() % outputs != 0) {
        throw new IllegalArgumentException(
            "gather '%s': shape %s is no multiple of the %d elements of a strip"
                .formatted(name, shape, outputs));
      }
    }

    /**
     * Each pixel repeated: the nearest neighbour in an image enlarged by whole factors.
     *
     * @param image what it reads: rows, columns, channels
     */
    public static QGather resize(
        String name,
        String input,
        Shape image,
        int rowFactor,
        int columnFactor,
        FixedPoint format,
        Interval range) {
      requireImage(name, image);
      int columns = image.extent(1);
      int channels = image.extent(2);
      return new QGather(
          name,
          input,
          Shape.of(
              Math.multiplyExact(image.extent(0), rowFactor),
              Math.multiplyExact(columns, columnFactor),
              channels),
          columns * channels,
          List.of(
              new Loop(rowFactor, 0),
              new Loop(columns, channels),
              new Loop(columnFactor, 0),
              new Loop(channels, 1)),
          format,
          range);
    }

    /**
     * Channels become pixels: each pixel a block of so many rows and columns.
     *
     * @param image what it reads: rows, columns, channels, which {@code block²} divides
     */
    public static QGather depthToSpace(
        String name,
        String input,
        Shape image,
        int block,
        DepthOrder order,
        FixedPoint format,
        Interval range) {
      requireImage(name, image);
      int columns = image.extent(1);
      int channels = image.extent(2);
      long pixels = (long) block * block;
      if (block < 1 || channels % pixels != 0) {
        throw new IllegalArgumentException(
            "gather '%s': %d channels for blocks of %dx%d".formatted(name, channels, block, block));
      }
      int depth = (int) (channels / pixels);
      boolean blocksOutside = order == DepthOrder.DCR;
      int blockColumn = blocksOutside ? depth : 1;
      return new QGather(
          name,
          input,
          Shape.of(
              Math.multiplyExact(image.extent(0), block),
              Math.multiplyExact(columns, block),
              depth),
          columns * channels,
          List.of(
              new Loop(block, block * blockColumn),
              new Loop(columns, channels),
              new Loop(block, blockColumn),
              new Loop(depth, blocksOutside ? 1 : block * block)),
          format,
          range);
    }

    /**
     * The axes in another order; the strip is the whole frame.
     *
     * @param from what it reads
     * @param axes for each axis of what it makes, which axis of {@code from} it is
     */
    public static QGather transpose(
        String name,
        String input,
        Shape from,
        List<Integer> axes,
        FixedPoint format,
        Interval range) {
      if (axes.isEmpty() || axes.size() != from.rank() || !isPermutation(axes)) {
        throw new IllegalArgumentException(
            "gather '%s': axes %s of shape %s".formatted(name, axes, from));
      }
      List<Loop> loops = new ArrayList<>();
      for (int axis : axes) {
        List<Integer> inner = from.extents().subList(axis + 1, from.rank());
        loops.add(new Loop(from.extent(axis), new Shape(inner).size()));
      }
      Shape shape = new Shape(axes.stream().map(from::extent).toList());
      return new QGather(name, input, shape, from.size(), loops, format, range);
    }

    private static boolean isPermutation(List<Integer> axes) {
      return axes.stream().allMatch(axis -> axis >= 0 && axis < axes.size())
          && axes.stream().distinct().count() == axes.size();
    }

    /** How many elements it makes of a strip. */
    public int stripOutputs() {
      return loops.stream().mapToInt(Loop::count).reduce(1, (product, count) -> product * count);
    }

    /** How many strips a frame has. */
    public int strips() {
      return shape.size() / stripOutputs();
    }

    /** How many elements it reads. */
    public int inputElements() {
      return Math.multiplyExact(strips(), stripElements);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.gather(this);
    }
  }

  /**
   * The position of the largest element of the whole frame; the first of equals.
   *
   * @param elements how many elements a frame of the input has
   */
  record QArgMax(String name, String input, int elements) implements QUnary {
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

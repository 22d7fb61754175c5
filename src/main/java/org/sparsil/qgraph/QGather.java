// SPDX-License-Identifier: Apache-2.0
package org.sparsil.qgraph;

import java.util.ArrayList;
import java.util.List;
import org.sparsil.tensor.Shape;

/**
 * Elements in another order, left out or repeated: the frame that it reads is cut into strips; from
 * each strip in turn come the elements at {@code Σ_k i_k · stride_k}, where {@code i_k} counts from
 * 0 within loop {@code k} and the last loop is the fastest. Hardware has to remember no more than a
 * strip.
 *
 * @param shape of what it makes
 * @param stripElements how long a strip is
 * @param loops outermost first, at least one
 * @param format of what it reads and makes
 * @param range all integers that it reads, and so makes
 */
public record QGather(
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
    ImageShape.require(name, image);
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
    ImageShape.require(name, image);
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
            Math.multiplyExact(image.extent(0), block), Math.multiplyExact(columns, block), depth),
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

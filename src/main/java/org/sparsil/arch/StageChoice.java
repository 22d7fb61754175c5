// SPDX-License-Identifier: Apache-2.0
package org.sparsil.arch;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.sparsil.arch.HardwareOptions.LayerOptions;
import org.sparsil.arch.Stage.Reduction;
import org.sparsil.diag.Code;
import org.sparsil.diag.Diagnostics;
import org.sparsil.qgraph.Codebook;
import org.sparsil.qgraph.FixedPoint;
import org.sparsil.qgraph.Interval;
import org.sparsil.qgraph.QAdd;
import org.sparsil.qgraph.QArgMax;
import org.sparsil.qgraph.QAveragePool;
import org.sparsil.qgraph.QConcat;
import org.sparsil.qgraph.QConv;
import org.sparsil.qgraph.QDense;
import org.sparsil.qgraph.QElementwise;
import org.sparsil.qgraph.QGather;
import org.sparsil.qgraph.QGraph;
import org.sparsil.qgraph.QLayer;
import org.sparsil.qgraph.QMaxPool;
import org.sparsil.qgraph.QPad;
import org.sparsil.qgraph.QUnary;
import org.sparsil.qgraph.QWeighted;
import org.sparsil.qgraph.RangeAnalysis;
import org.sparsil.qgraph.Rescale;
import org.sparsil.tensor.IntTensor;
import org.sparsil.tensor.Shape;
import org.sparsil.tensor.Window;

/** The stage of a layer, one case per kind; none, and an error, if nothing computes it. */
final class StageChoice implements QLayer.Visitor<Optional<Stage>> {
  /** The narrowest registers that the cells are written for. */
  private static final int MIN_BITS = 2;

  /** The widest number whose limits are 32-bit integers with one to spare. */
  private static final int INTEGER_BITS = 31;

  private final QGraph network;
  private final HardwareOptions options;
  private final Lanes lanes;
  private final Diagnostics diagnostics;

  StageChoice(QGraph network, HardwareOptions options, Lanes lanes, Diagnostics diagnostics) {
    this.network = network;
    this.options = options;
    this.lanes = lanes;
    this.diagnostics = diagnostics;
  }

  @Override
  public Optional<Stage> dense(QDense layer) {
    MacArray array = MacArray.of(layer.outputs(), neurons(layer, layer.outputs()), 1);
    return Optional.of(multiplyAccumulate(layer, 1, array, Optional.empty()));
  }

  @Override
  public Optional<Stage> conv(QConv layer) {
    LayerOptions own = options.of(layer.name());
    int taps = tapsPerCycle(layer, own);
    return lineBuffer(
            layer,
            layer.image(),
            layer.window(),
            layer.channelsPerGroup(),
            own.rowsParallel(),
            taps)
        .map(
            lines ->
                multiplyAccumulate(
                    layer,
                    layer.groups(),
                    MacArray.of(
                        layer.outputsPerGroup(), neurons(layer, layer.outputsPerGroup()), taps),
                    Optional.of(lines)));
  }

  private int neurons(QWeighted layer, int outputs) {
    LayerOptions own = options.of(layer.name());
    return switch (own.engine()) {
      case SERIAL -> outputs;
      case FOLDED -> own.outputsPerCycle().orElse(outputs);
    };
  }

  private int tapsPerCycle(QConv layer, LayerOptions own) {
    int taps = layer.window().taps();
    int wanted =
        switch (own.engine()) {
          case SERIAL -> 1;
          case FOLDED -> own.tapsPerCycle().orElse(taps);
        };
    if (taps % wanted != 0) {
      diagnostics.error(
          place(layer),
          Code.ARCH_002,
          "%d window elements per cycle do not divide the %d of window %s"
              .formatted(wanted, taps, layer.window()),
          "possible are "
              + IntStream.rangeClosed(1, taps)
                  .filter(count -> taps % count == 0)
                  .mapToObj(String::valueOf)
                  .collect(Collectors.joining(", ")));
      return 1;
    }
    return wanted;
  }

  private Stage multiplyAccumulate(
      QWeighted layer, int groups, MacArray array, Optional<LineBuffer> lines) {
    FixedPoint input = network.format(layer.input());
    Memory memory = options.of(layer.name()).memory();
    Codebook codebook = layer.weights().codebook();
    long all = (long) layer.weights().rows() * layer.weights().columns();
    boolean zeros = layer.weights().survivors() < all;
    int levels = codebook.size() + (zeros ? 1 : 0);
    int weightBits = Math.max(MIN_BITS, codebook.widthBits());
    int codeBits = new Interval(0, Math.max(1, levels - 1)).unsignedBits();
    boolean coded = codeBits < weightBits;
    return new Stage.MultiplyAccumulate(
        layer,
        input,
        memory,
        coded,
        coded ? codeBits : weightBits,
        weightBits,
        Math.max(MIN_BITS, accumulatorBits(layer, input, memory, weightBits)),
        groups,
        array,
        lines,
        lanes.of(layer.name()));
  }

  /**
   * Of the actual weights in a ROM; in a RAM, of any weights and biases that can be written into
   * it.
   */
  private int accumulatorBits(QWeighted layer, FixedPoint input, Memory memory, int weightBits) {
    Interval range = network.range(layer.input());
    Interval actual = RangeAnalysis.accumulator(layer, range, input.zeroPoint());
    if (memory == Memory.ROM) {
      return actual.signedBits();
    }
    Interval factors = layer.multiplicands(range, input.zeroPoint());
    long largest = 1L << (weightBits - 1);
    Interval product = factors.times(largest).hull(factors.times(-largest)).hull(Interval.ZERO);
    int biasBits = product.times(layer.weights().columns()).hull(actual).signedBits();
    return biasBits + 1;
  }

  @Override
  public Optional<Stage> maxPool(QMaxPool layer) {
    FixedPoint input = network.format(layer.input());
    return pool(layer, layer.image(), layer.window(), Reduction.LARGEST, input.widthBits() + 1, 0);
  }

  @Override
  public Optional<Stage> averagePool(QAveragePool layer) {
    FixedPoint input = network.format(layer.input());
    Interval sums =
        network
            .range(layer.input())
            .plus(Interval.of(-(long) input.zeroPoint()))
            .hull(Interval.ZERO)
            .times(layer.window().taps());
    int valueBits = Math.max(input.widthBits() + 2, sums.signedBits());
    return pool(layer, layer.image(), layer.window(), Reduction.SUM, valueBits, factorBits(layer));
  }

  /** Bits of the factors of windows; 0 if all are 1. */
  private static int factorBits(QAveragePool layer) {
    IntTensor factors = layer.factors();
    int largest = 1;
    for (int i = 0; i < factors.size(); i++) {
      largest = Math.max(largest, factors.get(i));
    }
    return largest == 1 ? 0 : new Interval(0, largest).unsignedBits();
  }

  private Optional<Stage> pool(
      QUnary layer,
      Shape image,
      Window window,
      Reduction reduction,
      int valueBits,
      int factorBits) {
    FixedPoint input = network.format(layer.input());
    if (isGlobal(window, image)) {
      return Optional.of(
          new Stage.Pool(layer, input, image, reduction, valueBits, factorBits, Optional.empty()));
    }
    return lineBuffer(layer, image, window, 1, 1, 1)
        .map(
            lines ->
                new Stage.Pool(
                    layer, input, image, reduction, valueBits, factorBits, Optional.of(lines)));
  }

  /** Whether the one window of an image is the image. */
  static boolean isGlobal(Window window, Shape image) {
    return isWhole(window.rows(), image.extent(0)) && isWhole(window.columns(), image.extent(1));
  }

  private static boolean isWhole(Window.Axis axis, int extent) {
    return axis.kernel() == extent
        && (axis.dilation() == 1 || extent == 1)
        && axis.outputs(extent) == 1
        && !axis.isPadded();
  }

  /** How a layer's rows are held: those of a window of one row need not be. */
  static LineBuffers buffers(LayerOptions own, Window window, int parallel) {
    return LineBuffer.rowsNeeded(window, parallel) == 1 ? LineBuffers.STREAMING : own.lineBuffers();
  }

  private Optional<LineBuffer> lineBuffer(
      QUnary layer, Shape image, Window window, int groupChannels, int parallel, int tapsPerCycle) {
    LineBuffers buffers = buffers(options.of(layer.name()), window, parallel);
    long needed = LineBuffer.rowsNeeded(window, parallel);
    if (buffers.streaming() && parallel > 1) {
      diagnostics.error(
          place(layer),
          Code.ARCH_002,
          "streaming line buffers complete one row of windows at a time, not %d"
              .formatted(parallel),
          "give a number of line buffers, at least %d; from %d on loading hides behind computing"
              .formatted(needed, needed + (long) parallel * window.rows().stride()));
      return Optional.empty();
    }
    if (!buffers.streaming() && buffers.rows().getAsInt() < needed) {
      diagnostics.error(
          place(layer),
          Code.ARCH_002,
          "%s line buffers are too few: %s of windows %s %s %d rows of the image, all of which must be held"
              .formatted(
                  buffers,
                  parallel == 1 ? "a row" : parallel + " rows",
                  window,
                  parallel == 1 ? "spans" : "span",
                  needed),
          "give at least %d; from %d on loading hides behind computing; or streaming"
              .formatted(needed, needed + (long) parallel * window.rows().stride()));
      return Optional.empty();
    }
    return Optional.of(
        new LineBuffer(
            image,
            window,
            groupChannels,
            buffers,
            parallel,
            lanes.of(layer.input()),
            tapsPerCycle));
  }

  @Override
  public Optional<Stage> elementwise(QElementwise layer) {
    return Optional.of(new Stage.Elementwise(layer, network.format(layer.input())));
  }

  @Override
  public Optional<Stage> argMax(QArgMax layer) {
    return Optional.of(new Stage.ArgMax(layer, network.format(layer.input())));
  }

  @Override
  public Optional<Stage> add(QAdd layer) {
    FixedPoint left = network.format(layer.left());
    FixedPoint right = network.format(layer.right());
    Interval leftRange = rescaled(layer.left(), layer.leftScale());
    Interval rightRange = rescaled(layer.right(), layer.rightScale());
    int leftBits = Math.max(left.widthBits() + 2, leftRange.signedBits());
    int rightBits = Math.max(right.widthBits() + 2, rightRange.signedBits());
    int sumBits = Math.max(leftBits, rightBits) + 1;
    if (Math.max(leftBits, rightBits) > INTEGER_BITS) {
      diagnostics.error(
          place(layer),
          Code.ARCH_001,
          "its rescaled operands have %d and %d bits, hardware adds up to %d"
              .formatted(leftBits, rightBits, INTEGER_BITS));
      return Optional.empty();
    }
    return Optional.of(new Stage.Add(layer, left, right, leftBits, rightBits, sumBits));
  }

  /** All integers that an operand of an addition becomes. */
  private Interval rescaled(String value, Rescale scale) {
    Interval centered =
        network.range(value).plus(Interval.of(-(long) network.format(value).zeroPoint()));
    return Interval.of(scale.apply(centered.min())).hull(Interval.of(scale.apply(centered.max())));
  }

  @Override
  public Optional<Stage> concat(QConcat layer) {
    List<Integer> channels =
        layer.inputs().stream()
            .map(network::shape)
            .map(shape -> shape.extent(shape.rank() - 1))
            .toList();
    return Optional.of(new Stage.Concat(layer, channels));
  }

  @Override
  public Optional<Stage> pad(QPad layer) {
    return Optional.of(new Stage.Pad(layer));
  }

  @Override
  public Optional<Stage> gather(QGather layer) {
    if (layer.loops().size() > Stage.Gather.LOOPS) {
      diagnostics.error(
          place(layer),
          Code.ARCH_001,
          "it has %d nested loops, hardware has up to %d"
              .formatted(layer.loops().size(), Stage.Gather.LOOPS));
      return Optional.empty();
    }
    return Optional.of(new Stage.Gather(layer));
  }

  private String place(QLayer layer) {
    return "%s: layer '%s'".formatted(network.name(), layer.name());
  }
}

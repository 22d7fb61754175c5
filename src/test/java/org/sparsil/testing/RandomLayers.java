// SPDX-License-Identifier: Apache-2.0
package org.sparsil.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.sparsil.qgraph.Accumulator;
import org.sparsil.qgraph.CodedMatrix;
import org.sparsil.qgraph.FixedPoint;
import org.sparsil.qgraph.Interval;
import org.sparsil.qgraph.LookUpTable;
import org.sparsil.qgraph.OutputStage;
import org.sparsil.qgraph.QAdd;
import org.sparsil.qgraph.QArgMax;
import org.sparsil.qgraph.QAveragePool;
import org.sparsil.qgraph.QConv;
import org.sparsil.qgraph.QDense;
import org.sparsil.qgraph.QElementwise;
import org.sparsil.qgraph.QLayer;
import org.sparsil.qgraph.QMaxPool;
import org.sparsil.qgraph.QWeighted;
import org.sparsil.qgraph.RangeAnalysis;
import org.sparsil.qgraph.Requantize;
import org.sparsil.qgraph.Rescale;
import org.sparsil.qgraph.Rounding;
import org.sparsil.tensor.IntTensor;
import org.sparsil.tensor.LongTensor;
import org.sparsil.tensor.Window;

/**
 * The layers of a network, each drawn to suit the value that it reads: weights of every kind, every
 * output stage and rounding mode.
 */
final class RandomLayers {
  static final int MAX_CHANNELS = 8;

  /** Of values that are accumulators: some, but not too many for what reads them. */
  private static final int MAX_ACCUMULATOR_BITS = 20;

  private static final OutputStage OPEN = new Accumulator(new FixedPoint(true, 32, 1, 0));

  private final RandomStages draw;
  private final RandomWindows windows;
  private final RandomMoves moves;
  private final List<QLayer> layers = new ArrayList<>();

  RandomLayers(RandomStages draw) {
    this.draw = draw;
    this.windows = new RandomWindows(draw);
    this.moves = new RandomMoves(draw);
  }

  /** What is made so far. */
  List<QLayer> made() {
    return List.copyOf(layers);
  }

  /** Forgets all but the first layers. */
  void keep(int count) {
    layers.subList(count, layers.size()).clear();
  }

  /** A name for the next layer. */
  String name(String kind) {
    return kind + layers.size();
  }

  NetworkValue add(QLayer layer) {
    layers.add(layer);
    return NetworkValue.of(layer);
  }

  int outputs() {
    return draw.between(1, MAX_CHANNELS);
  }

  /** In groups, some of them, if the numbers allow. */
  NetworkValue conv(NetworkValue source, Window window, int outputs) {
    int drawn = draw.random().nextInt(3) > 0 ? 1 : draw.between(1, source.channels());
    boolean fits = source.channels() % drawn == 0 && outputs % drawn == 0;
    return conv(source, window, fits ? drawn : 1, outputs);
  }

  NetworkValue depthwise(NetworkValue source) {
    int channels = source.channels();
    return conv(source, windows.window(source.shape()), channels, draw.between(1, 2) * channels);
  }

  NetworkValue conv(NetworkValue source, Window window, int groups, int outputs) {
    String name = name("conv");
    CodedMatrix weights = weights(outputs, window.taps() * (source.channels() / groups));
    return weighted(
        source,
        weights,
        (bias, stage) ->
            new QConv(name, source.name(), source.shape(), window, groups, weights, bias, stage));
  }

  NetworkValue dense(NetworkValue source) {
    String name = name("fc");
    CodedMatrix weights = weights(draw.between(1, 10), source.shape().size());
    return weighted(
        source, weights, (bias, stage) -> new QDense(name, source.name(), weights, bias, stage));
  }

  private CodedMatrix weights(int rows, int columns) {
    return switch (draw.random().nextInt(4)) {
      case 0 -> draw.eightBitWeights(rows, columns);
      case 1 -> draw.weights(rows, columns, 2);
      default -> draw.weights(rows, columns, draw.between(1, 12));
    };
  }

  NetworkValue argMax(NetworkValue source) {
    return add(new QArgMax(name("class"), source.name(), source.shape().size()));
  }

  private interface Weighted {
    QWeighted with(LongTensor bias, OutputStage stage);
  }

  /** With biases and an output stage that suit the weights. */
  private NetworkValue weighted(NetworkValue source, CodedMatrix weights, Weighted layer) {
    LongTensor none = LongTensor.vector(new long[weights.rows()]);
    Interval sums =
        RangeAnalysis.accumulator(layer.with(none, OPEN), source.range(), source.zeroPoint());
    int largest = (int) Math.min(1 << 24, Math.max(-sums.min(), sums.max()) / 4);
    LongTensor bias =
        LongTensor.vector(
            IntStream.range(0, weights.rows())
                .mapToLong(row -> draw.between(-largest, largest))
                .toArray());
    Interval accumulators =
        RangeAnalysis.accumulator(layer.with(bias, OPEN), source.range(), source.zeroPoint());
    // Sums of n terms usually grow like the root of n.
    int idleBits = Integer.numberOfTrailingZeros(Integer.highestOneBit(weights.columns())) / 2;
    return add(layer.with(bias, stage(accumulators, weights.rows(), idleBits)));
  }

  private OutputStage stage(Interval accumulators, int channels, int idleBits) {
    return draw.stage(accumulators, channels, MAX_ACCUMULATOR_BITS, idleBits);
  }

  NetworkValue maxPool(NetworkValue source, Window window) {
    return add(
        new QMaxPool(
            name("largest"),
            source.name(),
            source.shape(),
            window,
            source.format(),
            source.range()));
  }

  NetworkValue averagePool(NetworkValue source, Window window) {
    Window.Divisor divisor =
        draw.random().nextBoolean() ? Window.Divisor.KERNEL : Window.Divisor.IMAGE;
    String name = name("average");
    QAveragePool open =
        new QAveragePool(name, source.name(), source.shape(), window, divisor, OPEN);
    Interval sums = RangeAnalysis.accumulator(open, source.range(), source.zeroPoint());
    OutputStage stage = stage(sums, source.channels(), 0);
    return add(new QAveragePool(name, source.name(), source.shape(), window, divisor, stage));
  }

  NetworkValue globalAverage(NetworkValue source) {
    return averagePool(
        source,
        new Window(
            Window.Axis.of(source.shape().extent(0), 1),
            Window.Axis.of(source.shape().extent(1), 1)));
  }

  NetworkValue elementwise(NetworkValue source) {
    return elementwise(source, stage(source.centered(), source.channels(), 0));
  }

  NetworkValue elementwise(NetworkValue source, OutputStage stage) {
    return add(new QElementwise(name("act"), source.name(), source.shape(), stage));
  }

  /** {@code x · clamp(x + 3, 0, 6) / 6} in steps of {@code 1 / one}. */
  NetworkValue hardSwish(NetworkValue source) {
    FixedPoint format = new FixedPoint(true, 8, 1, 0);
    int one = 1 << draw.between(2, 5);
    int[] table =
        IntStream.rangeClosed(format.min(), format.max())
            .map(x -> Math.round((float) x * Math.min(Math.max(x + 3 * one, 0), 6 * one) / 6 / one))
            .toArray();
    int shift = Math.max(0, source.centered().signedBits() - format.widthBits());
    Requantize index =
        Requantize.perTensor(1, shift, Rounding.FLOOR, format, format.min(), format.max());
    return elementwise(source, new LookUpTable(index, IntTensor.vector(table), format));
  }

  NetworkValue sum(NetworkValue left, NetworkValue right) {
    int bits = Math.max(left.centered().signedBits(), right.centered().signedBits());
    int preShift = new int[] {0, 4, 8, 15, 20}[draw.random().nextInt(5)];
    int affordedShift = bits + preShift <= 31 ? preShift : 0;
    String name = name("sum");
    QAdd open =
        new QAdd(
            name,
            left.name(),
            right.name(),
            left.shape(),
            rescale(bits, affordedShift),
            rescale(bits, affordedShift),
            OPEN);
    Interval sums =
        RangeAnalysis.accumulator(
            open, left.range(), left.zeroPoint(), right.range(), right.zeroPoint());
    return add(
        new QAdd(
            name,
            left.name(),
            right.name(),
            left.shape(),
            open.leftScale(),
            open.rightScale(),
            stage(sums, left.channels(), 0)));
  }

  /** By 1/8 to 1, after the shift to the left; sometimes by 2. */
  private Rescale rescale(int bits, int preShift) {
    if (preShift == 0 && draw.random().nextBoolean()) {
      return Rescale.IDENTITY;
    }
    Rounding rounding = draw.rounding(bits + preShift);
    return switch (rounding) {
      case TFLITE, TFLITE16 ->
          new Rescale(
              preShift,
              draw.between(1 << 30, Integer.MAX_VALUE),
              (bits + preShift < 31 ? 30 : 31) + draw.random().nextInt(4),
              rounding);
      case HALF_UP, HALF_AWAY, FLOOR -> {
        int multiplierBits = draw.between(1, 14);
        int multiplier = draw.between(1 << (multiplierBits - 1), 1 << multiplierBits);
        yield new Rescale(
            preShift, multiplier, multiplierBits - 1 + draw.random().nextInt(4), rounding);
      }
    };
  }

  NetworkValue as(FixedPoint format, NetworkValue value) {
    if (value.format().equals(format)) {
      return value;
    }
    int widthBits = value.centered().signedBits();
    return elementwise(value, draw.requantize(widthBits, value.channels(), format, 0));
  }

  NetworkValue pad(NetworkValue source) {
    return add(moves.pad(name("framed"), source));
  }

  NetworkValue gather(NetworkValue source) {
    return add(moves.gather(name("moved"), source));
  }
}

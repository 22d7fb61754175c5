// SPDX-License-Identifier: Apache-2.0
package org.sparsil.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.sparsil.qgraph.Accumulator;
import org.sparsil.qgraph.CodedMatrix;
import org.sparsil.qgraph.FixedPoint;
import org.sparsil.qgraph.Interval;
import org.sparsil.qgraph.LookUpTable;
import org.sparsil.qgraph.OutputStage;
import org.sparsil.qgraph.QGraph;
import org.sparsil.qgraph.QGraph.FrameLayout;
import org.sparsil.qgraph.QLayer;
import org.sparsil.qgraph.QLayer.QArgMax;
import org.sparsil.qgraph.QLayer.QAveragePool;
import org.sparsil.qgraph.QLayer.QConv;
import org.sparsil.qgraph.QLayer.QDense;
import org.sparsil.qgraph.QLayer.QElementwise;
import org.sparsil.qgraph.QLayer.QMaxPool;
import org.sparsil.qgraph.RangeAnalysis;
import org.sparsil.qgraph.Requantize;
import org.sparsil.qgraph.Rounding;
import org.sparsil.tensor.IntTensor;
import org.sparsil.tensor.LongTensor;
import org.sparsil.tensor.Shape;
import org.sparsil.tensor.Window;

/**
 * Integer networks of all kinds, from a seed: odd sizes, widths of 1 to 16 bits, signed and
 * unsigned, any density, every output stage and rounding mode. Every one can be computed exactly.
 */
public final class RandomNetworks {
  private static final int MAX_TABLE_BITS = 8;
  private static final List<Rounding> ROUNDINGS = List.of(Rounding.values());

  private final Random random;
  private final int maxElements;
  private final List<QLayer> layers = new ArrayList<>();
  private QGraph.QInput input;

  private RandomNetworks(long seed, int maxElements) {
    this.random = new Random(seed);
    this.maxElements = maxElements;
    this.input = new QGraph.QInput("x", Shape.of(between(1, maxElements)), format(16));
  }

  /**
   * A network of images: any windows, groups, padding and both ways to count it; a dense layer at
   * the end of some.
   */
  public static QGraph images(long seed) {
    return new RandomNetworks(seed, 12).buildImages(seed);
  }

  private QGraph buildImages(long seed) {
    Shape image = Shape.of(between(1, 9), between(1, 9), between(1, 6));
    input =
        new QGraph.QInput(
            "x",
            image,
            format(10),
            random.nextBoolean() ? FrameLayout.CHANNELS_FIRST : FrameLayout.CHANNELS_LAST);
    int count = between(1, 4);
    for (int i = 0; i < count; i++) {
      switch (random.nextInt(6)) {
        case 0, 1, 2 -> addConv("conv" + i);
        case 3 -> addMaxPool("largest" + i);
        case 4 -> addAveragePool("average" + i);
        default -> addElementwise("act" + i);
      }
    }
    if (random.nextInt(3) == 0) {
      addDense("fc");
    }
    return new QGraph("images" + seed, input, layers);
  }

  /** A window that fits the image, with a tap in it wherever it is. */
  private Window window(Shape image) {
    return new Window(windowAxis(image.extent(0)), windowAxis(image.extent(1)));
  }

  private Window.Axis windowAxis(int extent) {
    while (true) {
      int kernel = between(1, 4);
      Window.Axis axis =
          new Window.Axis(
              kernel,
              between(1, 3),
              between(1, 2),
              random.nextInt(Math.min(3, kernel)),
              random.nextInt(Math.min(3, kernel)));
      boolean inside =
          IntStream.range(0, axis.outputs(extent))
              .allMatch(output -> axis.tapsInImage(output, extent) > 0);
      if (axis.outputs(extent) > 0 && inside) {
        return axis;
      }
    }
  }

  private void addConv(String name) {
    QGraph before = soFar();
    String source = last();
    Shape image = before.shape(source);
    Window window = window(image);
    int groups = random.nextBoolean() ? 1 : random.nextBoolean() ? image.extent(2) : divisor(image);
    CodedMatrix weights =
        weights(groups * between(1, 3), window.taps() * (image.extent(2) / groups), between(1, 12));
    LongTensor bias =
        LongTensor.vector(
            IntStream.range(0, weights.rows()).mapToLong(row -> between(-5000, 5000)).toArray());
    Accumulator wide = new Accumulator(new FixedPoint(true, 32, 1, 0));
    QConv open = new QConv(name, source, image, window, groups, weights, bias, wide);
    Interval accumulators =
        RangeAnalysis.accumulator(open, before.range(source), before.format(source).zeroPoint());
    OutputStage stage = stage(accumulators, weights.rows());
    layers.add(new QConv(name, source, image, window, groups, weights, bias, stage));
  }

  private int divisor(Shape image) {
    int divisor = between(1, image.extent(2));
    return image.extent(2) % divisor == 0 ? divisor : 1;
  }

  private void addMaxPool(String name) {
    QGraph before = soFar();
    String source = last();
    Shape image = before.shape(source);
    layers.add(
        new QMaxPool(
            name, source, image, window(image), before.format(source), before.range(source)));
  }

  private void addAveragePool(String name) {
    QGraph before = soFar();
    String source = last();
    Shape image = before.shape(source);
    Window window = window(image);
    Window.Divisor divisor = random.nextBoolean() ? Window.Divisor.KERNEL : Window.Divisor.IMAGE;
    Accumulator wide = new Accumulator(new FixedPoint(true, 32, 1, 0));
    QAveragePool open = new QAveragePool(name, source, image, window, divisor, wide);
    Interval accumulators =
        RangeAnalysis.accumulator(open, before.range(source), before.format(source).zeroPoint());
    OutputStage stage = stage(accumulators, image.extent(2));
    layers.add(new QAveragePool(name, source, image, window, divisor, stage));
  }

  /** The network of a seed, values having at most so many elements. */
  public static QGraph network(long seed, int maxElements) {
    return new RandomNetworks(seed, maxElements).build(seed);
  }

  /** Seeded frames of any values that the input format allows; the extremes are frequent. */
  public static List<IntTensor> frames(QGraph.QInput input, long seed, int count) {
    Random random = new Random(seed);
    FixedPoint format = input.format();
    return IntStream.range(0, count)
        .mapToObj(
            frame -> {
              int[] values = new int[input.shape().size()];
              for (int i = 0; i < values.length; i++) {
                values[i] = value(random, format);
              }
              return IntTensor.adopt(input.shape(), values);
            })
        .toList();
  }

  private static int value(Random random, FixedPoint format) {
    return switch (random.nextInt(8)) {
      case 0 -> format.min();
      case 1 -> format.max();
      default -> (int) (format.min() + (long) (random.nextDouble() * span(format)));
    };
  }

  private static long span(FixedPoint format) {
    return (long) format.max() - format.min() + 1;
  }

  private QGraph build(long seed) {
    int count = between(1, 4);
    for (int i = 0; i < count; i++) {
      if (random.nextInt(4) > 0) {
        addDense("fc" + i);
      } else {
        addElementwise("act" + i);
      }
    }
    if (random.nextInt(3) == 0) {
      layers.add(new QArgMax("class", last(), soFar().shape(last()).size()));
    }
    return new QGraph("random" + seed, input, layers);
  }

  private String last() {
    return layers.isEmpty() ? input.name() : layers.get(layers.size() - 1).name();
  }

  /** What is made so far, with a layer more so that there is one. */
  private QGraph soFar() {
    List<QLayer> known = new ArrayList<>(layers);
    known.add(new QArgMax("end", input.name(), 1));
    return new QGraph("unfinished", input, known);
  }

  private void addDense(String name) {
    QGraph before = soFar();
    String source = last();
    CodedMatrix weights =
        weights(between(1, maxElements), before.shape(source).size(), between(1, 12));
    LongTensor bias =
        LongTensor.vector(
            IntStream.range(0, weights.rows()).mapToLong(row -> between(-5000, 5000)).toArray());
    FixedPoint wide = new FixedPoint(true, 32, 1, 0);
    QDense open = new QDense(name, source, weights, bias, new Accumulator(wide));
    Interval accumulators =
        RangeAnalysis.accumulator(open, before.range(source), before.format(source).zeroPoint());
    layers.add(new QDense(name, source, weights, bias, stage(accumulators, weights.rows())));
  }

  private CodedMatrix weights(int rows, int columns, int widthBits) {
    FixedPoint format = new FixedPoint(true, Math.max(2, widthBits), 1, 0);
    int[] levels = IntStream.range(0, between(1, 20)).map(level -> value(random, format)).toArray();
    double density = random.nextInt(3) == 0 ? 1 : random.nextDouble();
    int[] values = new int[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextDouble() < density ? levels[random.nextInt(levels.length)] : 0;
    }
    return CodedMatrix.ofDense(IntTensor.adopt(Shape.of(rows, columns), values));
  }

  private void addElementwise(String name) {
    QGraph before = soFar();
    String source = last();
    Interval accumulators =
        before.range(source).plus(Interval.of(-before.format(source).zeroPoint()));
    Shape shape = before.shape(source);
    int channels = shape.extent(shape.rank() - 1);
    layers.add(new QElementwise(name, source, shape, stage(accumulators, channels)));
  }

  private OutputStage stage(Interval accumulators, int channels) {
    int widthBits = accumulators.signedBits();
    return switch (random.nextInt(5)) {
      case 0 ->
          widthBits <= 31
              ? new Accumulator(new FixedPoint(true, widthBits, 1, 0))
              : requantize(widthBits, channels, format(16));
      case 1, 2 -> table(widthBits, channels);
      default -> requantize(widthBits, channels, format(16));
    };
  }

  private LookUpTable table(int accumulatorBits, int channels) {
    FixedPoint output = format(16);
    Requantize index = requantize(accumulatorBits, channels, indexFormat());
    int[] table =
        IntStream.rangeClosed(index.lo(), index.hi()).map(i -> value(random, output)).toArray();
    return new LookUpTable(index, IntTensor.vector(table), output);
  }

  /** The index of a table has no zero point. */
  private FixedPoint indexFormat() {
    FixedPoint format = format(MAX_TABLE_BITS);
    return new FixedPoint(format.signed(), format.widthBits(), 1, 0);
  }

  private Requantize requantize(int accumulatorBits, int channels, FixedPoint format) {
    Rounding rounding = rounding(accumulatorBits);
    int drop = Math.max(0, accumulatorBits - format.widthBits() - random.nextInt(3));
    int scales = random.nextBoolean() ? 1 : channels;
    int[] multiplier = new int[scales];
    int[] shift = new int[scales];
    for (int channel = 0; channel < scales; channel++) {
      switch (rounding) {
        case TFLITE, TFLITE16 -> {
          multiplier[channel] = between(1 << 30, Integer.MAX_VALUE);
          shift[channel] = 30 + Math.min(drop, 30) + random.nextInt(2);
        }
        case HALF_UP, HALF_AWAY, FLOOR -> {
          int bits = random.nextInt(15);
          multiplier[channel] = bits == 0 ? 1 : between(1 << (bits - 1), 1 << bits);
          shift[channel] = drop + bits;
        }
      }
    }
    boolean relu =
        random.nextInt(3) == 0 && format.range().contains(Interval.of(format.zeroPoint()));
    int lo = relu ? format.zeroPoint() : format.min();
    return new Requantize(
        IntTensor.vector(multiplier), IntTensor.vector(shift), rounding, format, lo, format.max());
  }

  /** TensorFlow Lite's modes are made for accumulators of 32 bits. */
  private Rounding rounding(int accumulatorBits) {
    Rounding drawn = ROUNDINGS.get(random.nextInt(ROUNDINGS.size()));
    return drawn == Rounding.TFLITE && accumulatorBits > 31 ? Rounding.TFLITE16 : drawn;
  }

  private FixedPoint format(int maxBits) {
    boolean signed = random.nextBoolean();
    FixedPoint plain = new FixedPoint(signed, between(1, maxBits), 1, 0);
    int zeroPoint = random.nextBoolean() ? 0 : value(random, plain);
    return new FixedPoint(signed, plain.widthBits(), 1, zeroPoint);
  }

  private int between(int least, int most) {
    return (int) (least + (long) (random.nextDouble() * ((long) most - least + 1)));
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.testing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.sparsil.golden.GoldenModel;
import org.sparsil.qgraph.Accumulator;
import org.sparsil.qgraph.CodedMatrix;
import org.sparsil.qgraph.FixedPoint;
import org.sparsil.qgraph.Interval;
import org.sparsil.qgraph.LookUpTable;
import org.sparsil.qgraph.OutputStage;
import org.sparsil.qgraph.QGraph;
import org.sparsil.qgraph.QGraph.FrameLayout;
import org.sparsil.qgraph.QGraph.QInput;
import org.sparsil.qgraph.QLayer;
import org.sparsil.qgraph.QLayer.QAdd;
import org.sparsil.qgraph.QLayer.QArgMax;
import org.sparsil.qgraph.QLayer.QAveragePool;
import org.sparsil.qgraph.QLayer.QConcat;
import org.sparsil.qgraph.QLayer.QConv;
import org.sparsil.qgraph.QLayer.QDense;
import org.sparsil.qgraph.QLayer.QElementwise;
import org.sparsil.qgraph.QLayer.QGather;
import org.sparsil.qgraph.QLayer.QGather.DepthOrder;
import org.sparsil.qgraph.QLayer.QGather.Loop;
import org.sparsil.qgraph.QLayer.QMaxPool;
import org.sparsil.qgraph.QLayer.QPad;
import org.sparsil.qgraph.QLayer.QWeighted;
import org.sparsil.qgraph.RangeAnalysis;
import org.sparsil.qgraph.Requantize;
import org.sparsil.qgraph.Rescale;
import org.sparsil.qgraph.Rounding;
import org.sparsil.tensor.IntTensor;
import org.sparsil.tensor.LongTensor;
import org.sparsil.tensor.Shape;
import org.sparsil.tensor.Window;

/**
 * Integer networks of images from a seed: every kind of layer, branches that meet again, any
 * window, group and padding, every kind of weights, output stage and rounding mode. Every one can
 * be computed exactly, every layer counts, most make something of their input, and a frame is
 * little enough work to simulate.
 */
public final class RandomImageNetworks {
  /** The most that a frame costs. */
  public static final FrameWork MAX_WORK = new FrameWork(300_000, 40_000);

  private static final int MAX_CHANNELS = 8;
  private static final int MAX_STEPS = 6;
  private static final int TRIES = 6;

  /** Of values that are accumulators: some, but not too many for what reads them. */
  private static final int MAX_ACCUMULATOR_BITS = 20;

  private static final OutputStage OPEN = new Accumulator(new FixedPoint(true, 32, 1, 0));

  private final Random random;
  private final RandomStages draw;
  private final QInput input;
  private final List<QLayer> layers = new ArrayList<>();

  /** A value that layers can read. */
  private record Value(String name, Shape shape, FixedPoint format, Interval range) {
    static Value of(QInput input) {
      return new Value(input.name(), input.shape(), input.format(), input.format().range());
    }

    static Value of(QLayer layer) {
      return new Value(layer.name(), layer.shape(), layer.format(), layer.range());
    }

    int zeroPoint() {
      return format.zeroPoint();
    }

    int channels() {
      return shape.extent(shape.rank() - 1);
    }

    /** By how much it exceeds its zero point. */
    Interval centered() {
      return range.plus(Interval.of(-(long) zeroPoint()));
    }
  }

  private RandomImageNetworks(long seed) {
    random = new Random(seed);
    draw = new RandomStages(random);
    int rows = random.nextInt(8) == 0 ? 1 : extent();
    Shape image = Shape.of(rows, extent(), draw.between(1, MAX_CHANNELS));
    FrameLayout layout =
        random.nextBoolean() ? FrameLayout.CHANNELS_FIRST : FrameLayout.CHANNELS_LAST;
    input = new QInput("x", image, draw.format(10), layout);
  }

  private int extent() {
    return random.nextInt(5) == 0 ? draw.between(1, 40) : draw.between(1, 10);
  }

  /** The network of a seed. */
  public static QGraph network(long seed) {
    return new RandomImageNetworks(seed).build("images" + seed);
  }

  private QGraph build(String name) {
    Value last = Value.of(input);
    int steps = draw.between(1, MAX_STEPS);
    for (int step = 0; step < steps; step++) {
      last = tried(last);
    }
    if (random.nextInt(4) == 0) {
      last = affordable(last, this::globalAverage);
    }
    if (random.nextInt(3) == 0) {
      last = affordable(last, this::dense);
    }
    if (random.nextInt(4) == 0) {
      last = affordable(last, this::argMax);
    }
    if (layers.isEmpty()) {
      last = argMax(last);
    }
    return new QGraph(name, input, needed(last));
  }

  /** A step that is affordable, if one comes up soon. */
  private Value tried(Value source) {
    Value made = source;
    for (int tries = 0; tries < TRIES && made.equals(source); tries++) {
      made = affordable(source, drawnStep());
    }
    return made;
  }

  private interface Step {
    Value after(Value source);
  }

  /** What a step adds, or nothing if that were too much or, mostly, if it came out constant. */
  private Value affordable(Value source, Step step) {
    int before = layers.size();
    Value made = step.after(source);
    FrameWork work = FrameWork.of(layers);
    if (work.products() <= MAX_WORK.products()
        && work.cycles() <= MAX_WORK.cycles()
        && (random.nextInt(10) == 0 || varies(made))) {
      return made;
    }
    layers.subList(before, layers.size()).clear();
    return source;
  }

  private boolean varies(Value made) {
    QGraph graph = new QGraph("unfinished", input, needed(made));
    List<IntTensor> frames = RandomNetworks.frames(input, 1, 4);
    return GoldenModel.of(graph).runAll(frames).stream().distinct().count() > 1;
  }

  private Step drawnStep() {
    return switch (random.nextInt(16)) {
      case 0, 1, 2 -> source -> conv(source, window(source.shape), outputs());
      case 3 -> this::depthwise;
      case 4 -> source -> maxPool(source, poolWindow(source.shape));
      case 5 -> source -> averagePool(source, poolWindow(source.shape));
      case 6 -> this::elementwise;
      case 7 -> this::hardSwish;
      case 8, 9 -> this::residual;
      case 10 -> this::skip;
      case 11, 12 -> this::concat;
      case 13 -> this::pad;
      default -> this::gather;
    };
  }

  /** The layers that the last value is made of; a branch may have come to nothing. */
  private List<QLayer> needed(Value last) {
    Set<String> read = new HashSet<>(Set.of(last.name));
    List<QLayer> needed = new ArrayList<>();
    for (int i = layers.size() - 1; i >= 0; i--) {
      if (read.contains(layers.get(i).name())) {
        needed.add(0, layers.get(i));
        read.addAll(layers.get(i).inputs());
      }
    }
    return needed;
  }

  private String name(String kind) {
    return kind + layers.size();
  }

  private Value add(QLayer layer) {
    layers.add(layer);
    return Value.of(layer);
  }

  // Windows.

  private Window window(Shape image) {
    return new Window(axis(image.extent(0)), axis(image.extent(1)));
  }

  private Window.Axis axis(int extent) {
    while (true) {
      Window.Axis axis =
          new Window.Axis(
              kernel(),
              draw.between(1, 3),
              draw.between(1, 3),
              random.nextInt(4),
              random.nextInt(4));
      if (axis.outputs(extent) > 0) {
        return axis;
      }
    }
  }

  private int kernel() {
    return random.nextInt(4) == 0 ? draw.between(1, 7) : draw.between(1, 3);
  }

  /** With a tap in the image wherever it is. */
  private Window poolWindow(Shape image) {
    while (true) {
      Window window = window(image);
      if (hasTapsInside(window.rows(), image.extent(0))
          && hasTapsInside(window.columns(), image.extent(1))) {
        return window;
      }
    }
  }

  private static boolean hasTapsInside(Window.Axis axis, int extent) {
    return IntStream.range(0, axis.outputs(extent))
        .allMatch(output -> axis.tapsInImage(output, extent) > 0);
  }

  /** So padded, evenly or not, that the image keeps its extents. */
  private Window sameWindow() {
    return new Window(sameAxis(), sameAxis());
  }

  private Window.Axis sameAxis() {
    int kernel = kernel();
    int dilation = draw.between(1, 2);
    int padding = dilation * (kernel - 1);
    int before = random.nextBoolean() ? padding / 2 : draw.between(0, padding);
    return new Window.Axis(kernel, 1, dilation, before, padding - before);
  }

  // Layers that compute.

  private int outputs() {
    return draw.between(1, MAX_CHANNELS);
  }

  /** In groups, some of them, if the numbers allow. */
  private Value conv(Value source, Window window, int outputs) {
    int drawn = random.nextInt(3) > 0 ? 1 : draw.between(1, source.channels());
    boolean fits = source.channels() % drawn == 0 && outputs % drawn == 0;
    return conv(source, window, fits ? drawn : 1, outputs);
  }

  private Value depthwise(Value source) {
    int channels = source.channels();
    return conv(source, window(source.shape), channels, draw.between(1, 2) * channels);
  }

  private Value conv(Value source, Window window, int groups, int outputs) {
    String name = name("conv");
    CodedMatrix weights = weights(outputs, window.taps() * (source.channels() / groups));
    return weighted(
        source,
        weights,
        (bias, stage) ->
            new QConv(name, source.name, source.shape, window, groups, weights, bias, stage));
  }

  private Value dense(Value source) {
    String name = name("fc");
    CodedMatrix weights = weights(draw.between(1, 10), source.shape.size());
    return weighted(
        source, weights, (bias, stage) -> new QDense(name, source.name, weights, bias, stage));
  }

  private CodedMatrix weights(int rows, int columns) {
    return switch (random.nextInt(4)) {
      case 0 -> draw.eightBitWeights(rows, columns);
      case 1 -> draw.weights(rows, columns, 2);
      default -> draw.weights(rows, columns, draw.between(1, 12));
    };
  }

  private Value argMax(Value source) {
    return add(new QArgMax(name("class"), source.name, source.shape.size()));
  }

  private interface Weighted {
    QWeighted with(LongTensor bias, OutputStage stage);
  }

  /** With biases and an output stage that suit the weights. */
  private Value weighted(Value source, CodedMatrix weights, Weighted layer) {
    LongTensor none = LongTensor.vector(new long[weights.rows()]);
    Interval sums =
        RangeAnalysis.accumulator(layer.with(none, OPEN), source.range, source.zeroPoint());
    int largest = (int) Math.min(1 << 24, Math.max(-sums.min(), sums.max()) / 4);
    LongTensor bias =
        LongTensor.vector(
            IntStream.range(0, weights.rows())
                .mapToLong(row -> draw.between(-largest, largest))
                .toArray());
    Interval accumulators =
        RangeAnalysis.accumulator(layer.with(bias, OPEN), source.range, source.zeroPoint());
    // Sums of n terms usually grow like the root of n.
    int idleBits = Integer.numberOfTrailingZeros(Integer.highestOneBit(weights.columns())) / 2;
    return add(layer.with(bias, stage(accumulators, weights.rows(), idleBits)));
  }

  private OutputStage stage(Interval accumulators, int channels, int idleBits) {
    return draw.stage(accumulators, channels, MAX_ACCUMULATOR_BITS, idleBits);
  }

  private Value maxPool(Value source, Window window) {
    return add(
        new QMaxPool(
            name("largest"), source.name, source.shape, window, source.format, source.range));
  }

  private Value averagePool(Value source, Window window) {
    Window.Divisor divisor = random.nextBoolean() ? Window.Divisor.KERNEL : Window.Divisor.IMAGE;
    String name = name("average");
    QAveragePool open = new QAveragePool(name, source.name, source.shape, window, divisor, OPEN);
    Interval sums = RangeAnalysis.accumulator(open, source.range, source.zeroPoint());
    OutputStage stage = stage(sums, source.channels(), 0);
    return add(new QAveragePool(name, source.name, source.shape, window, divisor, stage));
  }

  private Value globalAverage(Value source) {
    return averagePool(
        source,
        new Window(
            Window.Axis.of(source.shape.extent(0), 1), Window.Axis.of(source.shape.extent(1), 1)));
  }

  private Value elementwise(Value source) {
    return elementwise(source, stage(source.centered(), source.channels(), 0));
  }

  private Value elementwise(Value source, OutputStage stage) {
    return add(new QElementwise(name("act"), source.name, source.shape, stage));
  }

  /** {@code x · clamp(x + 3, 0, 6) / 6} in steps of {@code 1 / one}. */
  private Value hardSwish(Value source) {
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

  // Branches.

  private Value residual(Value source) {
    Value branch = source;
    if (random.nextBoolean()) {
      branch = conv(branch, sameWindow(), outputs());
    }
    branch = conv(branch, sameWindow(), source.channels());
    Value shortcut =
        switch (random.nextInt(3)) {
          case 0 -> conv(source, Window.of(1, 1), source.channels());
          case 1 -> elementwise(source);
          default -> source;
        };
    return random.nextBoolean() ? sum(branch, shortcut) : sum(shortcut, branch);
  }

  /** The sum with any value of the same shape, maybe itself. */
  private Value skip(Value source) {
    List<Value> fitting = new ArrayList<>();
    fitting.add(Value.of(input));
    layers.forEach(layer -> fitting.add(Value.of(layer)));
    fitting.removeIf(value -> !value.shape.equals(source.shape));
    return sum(source, fitting.get(random.nextInt(fitting.size())));
  }

  private Value sum(Value left, Value right) {
    int bits = Math.max(left.centered().signedBits(), right.centered().signedBits());
    int preShift = new int[] {0, 4, 8, 15, 20}[random.nextInt(5)];
    int affordedShift = bits + preShift <= 31 ? preShift : 0;
    String name = name("sum");
    QAdd open =
        new QAdd(
            name,
            left.name,
            right.name,
            left.shape,
            rescale(bits, affordedShift),
            rescale(bits, affordedShift),
            OPEN);
    Interval sums =
        RangeAnalysis.accumulator(
            open, left.range, left.zeroPoint(), right.range, right.zeroPoint());
    return add(
        new QAdd(
            name,
            left.name,
            right.name,
            left.shape,
            open.leftScale(),
            open.rightScale(),
            stage(sums, left.channels(), 0)));
  }

  /** By 1/8 to 1, after the shift to the left; sometimes by 2. */
  private Rescale rescale(int bits, int preShift) {
    if (preShift == 0 && random.nextBoolean()) {
      return Rescale.IDENTITY;
    }
    Rounding rounding = draw.rounding(bits + preShift);
    return switch (rounding) {
      case TFLITE, TFLITE16 ->
          new Rescale(
              preShift,
              draw.between(1 << 30, Integer.MAX_VALUE),
              (bits + preShift < 31 ? 30 : 31) + random.nextInt(4),
              rounding);
      case HALF_UP, HALF_AWAY, FLOOR -> {
        int multiplierBits = draw.between(1, 14);
        int multiplier = draw.between(1 << (multiplierBits - 1), 1 << multiplierBits);
        yield new Rescale(preShift, multiplier, multiplierBits - 1 + random.nextInt(4), rounding);
      }
    };
  }

  private Value concat(Value source) {
    int count = draw.between(1, 3);
    List<Value> branches = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Value branch =
          switch (random.nextInt(4)) {
            case 0 -> source;
            case 1 -> elementwise(source);
            default -> conv(source, sameWindow(), outputs());
          };
      branches.add(i == 0 ? branch : as(branches.get(0).format, branch));
    }
    int channels = branches.stream().mapToInt(Value::channels).sum();
    return add(
        new QConcat(
            name("all"),
            branches.stream().map(Value::name).toList(),
            Shape.of(source.shape.extent(0), source.shape.extent(1), channels),
            branches.get(0).format,
            branches.stream().map(Value::range).reduce(Interval::hull).orElseThrow()));
  }

  private Value as(FixedPoint format, Value value) {
    if (value.format.equals(format)) {
      return value;
    }
    int widthBits = value.centered().signedBits();
    return elementwise(value, draw.requantize(widthBits, value.channels(), format, 0));
  }

  // Layers that move elements.

  private Value pad(Value source) {
    int value =
        random.nextBoolean() ? source.zeroPoint() : RandomStages.value(random, source.format);
    return add(
        new QPad(
            name("framed"),
            source.name,
            source.shape,
            random.nextInt(4),
            random.nextInt(4),
            random.nextInt(4),
            random.nextInt(4),
            value,
            source.format,
            source.range.hull(Interval.of(value))));
  }

  private Value gather(Value source) {
    String name = name("moved");
    int block = source.channels() % 9 == 0 ? 3 : 2;
    return add(
        switch (random.nextInt(4)) {
          case 0 ->
              QGather.transpose(
                  name, source.name, source.shape, axes(), source.format, source.range);
          case 1 -> strided(name, source);
          default ->
              source.channels() % (block * block) == 0
                  ? QGather.depthToSpace(
                      name,
                      source.name,
                      source.shape,
                      block,
                      random.nextBoolean() ? DepthOrder.DCR : DepthOrder.CRD,
                      source.format,
                      source.range)
                  : QGather.resize(
                      name,
                      source.name,
                      source.shape,
                      draw.between(1, 3),
                      draw.between(1, 3),
                      source.format,
                      source.range);
        });
  }

  private List<Integer> axes() {
    List<Integer> axes = new ArrayList<>(List.of(0, 1, 2));
    Collections.shuffle(axes, random);
    return axes;
  }

  /** Any loops over pixels, rows or the whole image. */
  private QGather strided(String name, Value source) {
    int first = random.nextInt(3);
    Shape strip = new Shape(source.shape.extents().subList(first, 3));
    List<Loop> loops = new ArrayList<>();
    int reached = 0;
    int columns = 1;
    for (int remaining = draw.between(1, 4); remaining > 0; remaining--) {
      int count = draw.between(1, 4);
      int stride = draw.between(0, (strip.size() - 1 - reached) / Math.max(1, count - 1));
      reached += (count - 1) * stride;
      loops.add(new Loop(count, stride));
      columns *= remaining > 1 ? count : 1;
    }
    int strips = source.shape.size() / strip.size();
    int channels = loops.get(loops.size() - 1).count();
    return new QGather(
        name,
        source.name,
        Shape.of(strips, columns, channels),
        strip.size(),
        loops,
        source.format,
        source.range);
  }
}

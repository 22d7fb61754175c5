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
import org.sparsil.qgraph.QArgMax;
import org.sparsil.qgraph.QDense;
import org.sparsil.qgraph.QElementwise;
import org.sparsil.qgraph.QGraph;
import org.sparsil.qgraph.QLayer;
import org.sparsil.qgraph.RangeAnalysis;
import org.sparsil.tensor.IntTensor;
import org.sparsil.tensor.LongTensor;
import org.sparsil.tensor.Shape;

/**
 * Integer networks of all kinds, from a seed: odd sizes, widths of 1 to 16 bits, signed and
 * unsigned, any density, every output stage and rounding mode. Every one can be computed exactly.
 */
public final class RandomNetworks {
  private final Random random;
  private final RandomStages draw;
  private final int maxElements;
  private final List<QLayer> layers = new ArrayList<>();
  private QGraph.QInput input;

  private RandomNetworks(long seed, int maxElements) {
    this.random = new Random(seed);
    this.draw = new RandomStages(random);
    this.maxElements = maxElements;
    this.input = new QGraph.QInput("x", Shape.of(draw.between(1, maxElements)), draw.format(16));
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
                values[i] = RandomStages.value(random, format);
              }
              return IntTensor.adopt(input.shape(), values);
            })
        .toList();
  }

  private QGraph build(long seed) {
    int count = draw.between(1, 4);
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
        draw.weights(
            draw.between(1, maxElements), before.shape(source).size(), draw.between(1, 12));
    LongTensor bias =
        LongTensor.vector(
            IntStream.range(0, weights.rows())
                .mapToLong(row -> draw.between(-5000, 5000))
                .toArray());
    FixedPoint wide = new FixedPoint(true, 32, 1, 0);
    QDense open = new QDense(name, source, weights, bias, new Accumulator(wide));
    Interval accumulators =
        RangeAnalysis.accumulator(open, before.range(source), before.format(source).zeroPoint());
    layers.add(new QDense(name, source, weights, bias, draw.stage(accumulators, weights.rows())));
  }

  private void addElementwise(String name) {
    QGraph before = soFar();
    String source = last();
    Interval accumulators =
        before.range(source).plus(Interval.of(-before.format(source).zeroPoint()));
    Shape shape = before.shape(source);
    int channels = shape.extent(shape.rank() - 1);
    layers.add(new QElementwise(name, source, shape, draw.stage(accumulators, channels)));
  }
}

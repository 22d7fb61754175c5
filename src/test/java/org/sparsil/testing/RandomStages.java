// SPDX-License-Identifier: Apache-2.0
package org.sparsil.testing;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.sparsil.qgraph.Accumulator;
import org.sparsil.qgraph.CodedMatrix;
import org.sparsil.qgraph.FixedPoint;
import org.sparsil.qgraph.Interval;
import org.sparsil.qgraph.LookUpTable;
import org.sparsil.qgraph.OutputStage;
import org.sparsil.qgraph.Requantize;
import org.sparsil.qgraph.Rounding;
import org.sparsil.tensor.IntTensor;
import org.sparsil.tensor.Shape;

/** What random networks are made of: formats, weights and output stages of every kind. */
record RandomStages(Random random) {
  private static final int MAX_TABLE_BITS = 8;
  private static final int MAX_FORMAT_BITS = 16;
  private static final List<Rounding> ROUNDINGS = List.of(Rounding.values());

  int between(int least, int most) {
    return (int) (least + (long) (random.nextDouble() * ((long) most - least + 1)));
  }

  /** Any value of a format; the extremes are frequent. */
  static int value(Random random, FixedPoint format) {
    return switch (random.nextInt(8)) {
      case 0 -> format.min();
      case 1 -> format.max();
      default -> (int) (format.min() + (long) (random.nextDouble() * span(format)));
    };
  }

  private static long span(FixedPoint format) {
    return (long) format.max() - format.min() + 1;
  }

  /** A format of 1 to so many bits; its zero point is one of its values. */
  FixedPoint format(int maxBits) {
    boolean signed = random.nextBoolean();
    FixedPoint plain = new FixedPoint(signed, between(1, maxBits), 1, 0);
    int zeroPoint = random.nextBoolean() ? 0 : value(random, plain);
    return new FixedPoint(signed, plain.widthBits(), 1, zeroPoint);
  }

  /** A few levels of at most so many bits, and any number of zeros. */
  CodedMatrix weights(int rows, int columns, int widthBits) {
    FixedPoint format = new FixedPoint(true, Math.max(2, widthBits), 1, 0);
    int[] levels = IntStream.range(0, between(1, 20)).map(level -> value(random, format)).toArray();
    double density = random.nextInt(3) == 0 ? 1 : random.nextDouble();
    int[] values = new int[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextDouble() < density ? levels[random.nextInt(levels.length)] : 0;
    }
    return CodedMatrix.ofDense(IntTensor.adopt(Shape.of(rows, columns), values));
  }

  /** Weights of 8 bits, each for itself. */
  CodedMatrix eightBitWeights(int rows, int columns) {
    int[] values = random.ints((long) rows * columns, -127, 128).toArray();
    return CodedMatrix.ofDense(IntTensor.adopt(Shape.of(rows, columns), values));
  }

  /** Any stage for accumulators that may take all the values of their range. */
  OutputStage stage(Interval accumulators, int channels) {
    return stage(accumulators, channels, 31, 0);
  }

  /**
   * Any stage.
   *
   * @param maxBits of accumulators that leave the layer as they are
   * @param idleBits by how much accumulators usually stay below their range; the stage keeps so
   *     many bits more, and saturates where they do not
   */
  OutputStage stage(Interval accumulators, int channels, int maxBits, int idleBits) {
    int widthBits = accumulators.signedBits();
    return switch (random.nextInt(5)) {
      case 0 ->
          widthBits <= maxBits
              ? new Accumulator(new FixedPoint(true, widthBits, 1, 0))
              : requantize(widthBits, channels, format(MAX_FORMAT_BITS), idleBits);
      case 1, 2 -> table(widthBits, channels, idleBits);
      default -> requantize(widthBits, channels, format(MAX_FORMAT_BITS), idleBits);
    };
  }

  private LookUpTable table(int accumulatorBits, int channels, int idleBits) {
    FixedPoint output = format(MAX_FORMAT_BITS);
    Requantize index = requantize(accumulatorBits, channels, indexFormat(), idleBits);
    int[] table =
        IntStream.rangeClosed(index.lo(), index.hi()).map(i -> value(random, output)).toArray();
    return new LookUpTable(index, IntTensor.vector(table), output);
  }

  /** The index of a table has no zero point. */
  private FixedPoint indexFormat() {
    FixedPoint format = format(MAX_TABLE_BITS);
    return new FixedPoint(format.signed(), format.widthBits(), 1, 0);
  }

  Requantize requantize(int accumulatorBits, int channels, FixedPoint format, int idleBits) {
    Rounding rounding = rounding(accumulatorBits);
    int drop = Math.max(0, accumulatorBits - idleBits - format.widthBits() - random.nextInt(3));
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
  Rounding rounding(int accumulatorBits) {
    Rounding drawn = ROUNDINGS.get(random.nextInt(ROUNDINGS.size()));
    return drawn == Rounding.TFLITE && accumulatorBits > 31 ? Rounding.TFLITE16 : drawn;
  }
}

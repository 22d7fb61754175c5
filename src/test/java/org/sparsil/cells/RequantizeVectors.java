// SPDX-License-Identifier: Apache-2.0
package org.sparsil.cells;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.sparsil.arch.HardwareOptions;
import org.sparsil.qgraph.CodedMatrix;
import org.sparsil.qgraph.FixedPoint;
import org.sparsil.qgraph.QDense;
import org.sparsil.qgraph.QGraph;
import org.sparsil.qgraph.Requantize;
import org.sparsil.qgraph.Rounding;
import org.sparsil.rtl.Design;
import org.sparsil.rtl.HexWriter;
import org.sparsil.rtl.LayerModule.MultiplyAccumulateModule;
import org.sparsil.rtl.MemoryImage;
import org.sparsil.rtl.OutputPath.RequantizePath;
import org.sparsil.rtl.OutputPath.Scales;
import org.sparsil.tensor.IntTensor;
import org.sparsil.tensor.LongTensor;
import org.sparsil.tensor.Shape;
import org.sparsil.testing.Designs;

/**
 * Vectors for the bench of {@code nn_requantize}: values and scales with the results of {@link
 * Requantize}, which is the specification, and the cell's parameters as the compiler lowers them.
 *
 * @param parameters of the bench
 * @param words value, multiplier, left shift, right shift, result: 64, 32, 8, 8 and 32 bits
 */
record RequantizeVectors(Map<String, String> parameters, String words) {

  /**
   * What to draw vectors from.
   *
   * @param valueBits bits of the accumulator
   * @param channels how many different scales
   */
  record Domain(
      Rounding rounding,
      int valueBits,
      int channels,
      int minMultiplier,
      int maxMultiplier,
      int minShift,
      int maxShift,
      FixedPoint format,
      int lo,
      int hi) {

    @Override
    public String toString() {
      return "%s of %d bits, multipliers %d…%d, shifts %d…%d, to %s clamped to %d…%d"
          .formatted(
              rounding,
              valueBits,
              minMultiplier,
              maxMultiplier,
              minShift,
              maxShift,
              format.typeName(),
              lo,
              hi);
    }
  }

  static RequantizeVectors of(Domain domain, long seed, int count) {
    Random random = new Random(seed);
    Requantize stage = requantize(domain, random);
    Design design = lower(domain, stage);
    RequantizePath path =
        (RequantizePath) ((MultiplyAccumulateModule) design.layers().get(0)).path();
    List<Scale> scales = scales(design, path.scales(), domain.channels());
    StringBuilder words = new StringBuilder();
    HexWriter writer = new HexWriter(words, 144);
    int written = 0;
    for (int attempt = 0; written < count; attempt++) {
      if (attempt > 20 * count) {
        throw new AssertionError("hardly any value is exact in 64 bits: " + domain);
      }
      int channel = random.nextInt(domain.channels());
      long value = value(random, domain.valueBits(), stage.shiftOf(channel));
      try {
        put(writer, value, scales.get(channel), stage.apply(value, channel));
        written++;
      } catch (ArithmeticException e) {
        // More than 64 bits in Java; range analysis keeps such values away.
      }
    }
    return new RequantizeVectors(parameters(path, count), words.toString());
  }

  /** Shifts and multiplier as the hardware takes them. */
  private record Scale(long left, long right, long multiplier) {}

  private static void put(HexWriter writer, long value, Scale scale, int result) {
    try {
      writer.put(result, 32).put(scale.right, 8).put(scale.left, 8);
      writer.put(scale.multiplier, 32).put(value, 64).end();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The extremes first, so that they always occur. */
  private static Requantize requantize(Domain domain, Random random) {
    int[] multipliers = new int[domain.channels()];
    int[] shifts = new int[domain.channels()];
    for (int channel = 0; channel < domain.channels(); channel++) {
      multipliers[channel] =
          extremeOrAny(
              random, channel & 1, domain.minMultiplier(), domain.maxMultiplier(), channel);
      shifts[channel] =
          extremeOrAny(random, (channel >> 1) & 1, domain.minShift(), domain.maxShift(), channel);
    }
    return new Requantize(
        IntTensor.vector(multipliers),
        IntTensor.vector(shifts),
        domain.rounding(),
        domain.format(),
        domain.lo(),
        domain.hi());
  }

  private static int extremeOrAny(Random random, int which, int min, int max, int channel) {
    if (channel < 4) {
      return which == 0 ? min : max;
    }
    return (int) (min + (long) (random.nextDouble() * ((long) max - min + 1)));
  }

  /** Extremes, values near multiples of half the divisor, and any. */
  private static long value(Random random, int bits, int shift) {
    long max = (1L << (bits - 1)) - 1;
    return switch (random.nextInt(6)) {
      case 0 -> max - random.nextInt(2);
      case 1 -> -max - random.nextInt(2);
      case 2 -> {
        long tie = (random.nextInt(9) - 4L) << Math.min(Math.max(shift - 1, 0), 58);
        yield Math.max(-max, Math.min(max, tie + random.nextInt(3) - 1));
      }
      case 3 -> Math.max(-max, Math.min(max, random.nextInt(9) - 4));
      default -> random.nextLong() >> (64 - bits);
    };
  }

  /** A layer whose accumulators have just the domain's bits. */
  private static Design lower(Domain domain, Requantize stage) {
    long[] biases = new long[domain.channels()];
    biases[0] = -1L << (domain.valueBits() - 1);
    QDense layer =
        new QDense(
            "fc",
            "x",
            CodedMatrix.ofDense(
                IntTensor.adopt(Shape.of(domain.channels(), 1), new int[domain.channels()])),
            LongTensor.vector(biases),
            stage);
    QGraph.QInput input = new QGraph.QInput("x", Shape.of(1), new FixedPoint(true, 8, 1, 0));
    QGraph network = new QGraph("vectors", input, List.of(layer));
    return Designs.design(network, HardwareOptions.DEFAULT, "vectors");
  }

  private static List<Scale> scales(Design design, Scales scales, int channels) {
    if (!scales.perChannel()) {
      Scale constant = new Scale(scales.left(), scales.right(), scales.multiplier());
      return IntStream.range(0, channels).mapToObj(channel -> constant).toList();
    }
    MemoryImage image =
        design.memories().stream()
            .filter(memory -> memory.fileName().equals(scales.file()))
            .findFirst()
            .orElseThrow();
    StringBuilder text = new StringBuilder();
    try {
      image.words().writeTo(new HexWriter(text, image.widthBits()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString().lines().map(word -> scale(new BigInteger(word, 16), scales)).toList();
  }

  private static Scale scale(BigInteger word, Scales scales) {
    int multiplierBits = scales.multiplierBits();
    return new Scale(
        field(word, multiplierBits + scales.rightBits(), scales.leftBits()),
        field(word, multiplierBits, scales.rightBits()),
        field(word, 0, multiplierBits));
  }

  private static long field(BigInteger word, int from, int bits) {
    return word.shiftRight(from).longValue() & ((1L << bits) - 1);
  }

  private static Map<String, String> parameters(RequantizePath path, int count) {
    Map<String, String> parameters = new LinkedHashMap<>();
    Stream.<Map.Entry<String, Integer>>of(
            Map.entry("VALUE_BITS", path.valueBits()),
            Map.entry("MULTIPLIER_BITS", path.scales().multiplierBits()),
            Map.entry("LEFT_BITS", path.scales().leftBits()),
            Map.entry("MAX_LEFT", path.scales().maxLeft()),
            Map.entry("RIGHT_BITS", path.scales().rightBits()),
            Map.entry("MAX_RIGHT", path.scales().maxRight()),
            Map.entry("OUTPUT_BITS", path.yBits()),
            Map.entry("MODE", path.modeNumber()),
            Map.entry("ZERO_POINT", path.zeroPoint()),
            Map.entry("LO", path.lo()),
            Map.entry("HI", path.hi()),
            Map.entry("VECTORS", count))
        .forEach(entry -> parameters.put(entry.getKey(), entry.getValue().toString()));
    return parameters;
  }
}

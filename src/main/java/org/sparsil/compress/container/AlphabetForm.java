// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.container;

import java.util.Optional;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.IntTensor;

/**
 * What must be known of an alphabet to read it.
 *
 * @param layerScale if the layer's weights stand for integers, and this alphabet's do
 */
record AlphabetForm(Alphabet.Kind kind, Optional<Scale> layerScale) {
  /** Writes an alphabet: its own scale if it has one, then its codebook if it has one. */
  static void write(Alphabet alphabet, NumberSink out) {
    if (alphabet instanceof Alphabet.FloatCodebook codebook) {
      out.count(codebook.levels());
      for (int i = 0; i < codebook.levels(); i++) {
        out.float32(codebook.values().get(i));
      }
    } else if (alphabet instanceof Alphabet.IntegerCodebook codebook) {
      writeOwn(codebook.unit(), out);
      writeLevels(codebook.integers(), out);
    } else if (alphabet instanceof Alphabet.Integers integers) {
      writeOwn(integers.unit(), out);
    }
  }

  private static void writeOwn(Scale scale, NumberSink out) {
    if (scale.origin() == Scale.Origin.TENSOR) {
      out.float32(scale.values().get(0));
    }
  }

  /** The lowest, then how far each is above the one before. */
  private static void writeLevels(IntTensor levels, NumberSink out) {
    out.count(levels.size());
    for (int i = 0; i < levels.size(); i++) {
      out.count(i == 0 ? zigzag(levels.get(0)) : levels.get(i) - levels.get(i - 1) - 1);
    }
  }

  private static int zigzag(int value) {
    return value << 1 ^ value >> 31;
  }

  Alphabet read(NumberSource in) {
    return switch (kind) {
      case RAW -> new Alphabet.Raw();
      case FLOAT_CODEBOOK -> new Alphabet.FloatCodebook(floats(in));
      case INTEGER_CODEBOOK -> {
        Scale scale = scale(in);
        yield new Alphabet.IntegerCodebook(levels(in), scale);
      }
      case INTEGERS -> new Alphabet.Integers(scale(in));
    };
  }

  private Scale scale(NumberSource in) {
    return layerScale.orElseGet(() -> Scale.own(in.float32()));
  }

  private static FloatTensor floats(NumberSource in) {
    float[] values = new float[size(in)];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.float32();
    }
    return FloatTensor.vector(values);
  }

  private static IntTensor levels(NumberSource in) {
    int[] levels = new int[size(in)];
    for (int i = 0; i < levels.length; i++) {
      int count = in.count();
      levels[i] = i == 0 ? count >>> 1 ^ -(count & 1) : levels[i - 1] + count + 1;
    }
    return IntTensor.vector(levels);
  }

  private static int size(NumberSource in) {
    int size = in.count();
    if (size > Alphabets.MAX_LEVELS) {
      throw in.damaged(
          "a codebook of %d values, there are at most %d".formatted(size, Alphabets.MAX_LEVELS));
    }
    return size;
  }
}

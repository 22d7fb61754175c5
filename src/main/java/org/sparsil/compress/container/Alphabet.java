// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.container;

import java.util.Optional;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.IntTensor;

/** What the symbols of a tensor's surviving elements mean. */
sealed interface Alphabet {
  /**
   * An element.
   *
   * @param row of the matrix; it may have a scale of its own
   */
  float value(int symbol, int row);

  Kind kind();

  /** Whether an index stands for a negative number in a row whose scale is positive. */
  default boolean isNegative(int symbol) {
    throw new IllegalStateException(kind() + " has no levels");
  }

  /** What integers are multiplied with, if symbols stand for integers. */
  default Optional<Scale> scale() {
    return Optional.empty();
  }

  /** Whether symbols are indices. */
  default boolean isCodebook() {
    return kind() == Kind.FLOAT_CODEBOOK || kind() == Kind.INTEGER_CODEBOOK;
  }

  /** The number of symbols, if they are indices; 0 if not. */
  default int levels() {
    return 0;
  }

  /** The kinds as numbered in files. */
  enum Kind {
    RAW(0),
    FLOAT_CODEBOOK(1),
    INTEGER_CODEBOOK(2),
    INTEGERS(3);

    private final int number;

    Kind(int number) {
      this.number = number;
    }

    int number() {
      return number;
    }

    /** The kind of a number from 0 to 3. */
    static Kind of(int number) {
      return switch (number) {
        case 0 -> RAW;
        case 1 -> FLOAT_CODEBOOK;
        case 2 -> INTEGER_CODEBOOK;
        case 3 -> INTEGERS;
        default -> throw new IllegalArgumentException("alphabet " + number);
      };
    }
  }

  /** A symbol is a number's bits. */
  record Raw() implements Alphabet {
    @Override
    public float value(int symbol, int row) {
      return Float.intBitsToFloat(symbol);
    }

    @Override
    public Kind kind() {
      return Kind.RAW;
    }
  }

  /**
   * A symbol is an index into a codebook.
   *
   * @param values rising
   */
  record FloatCodebook(FloatTensor values) implements Alphabet {
    @Override
    public float value(int symbol, int row) {
      return values.get(symbol);
    }

    @Override
    public Kind kind() {
      return Kind.FLOAT_CODEBOOK;
    }

    @Override
    public int levels() {
      return values.size();
    }

    @Override
    public boolean isNegative(int symbol) {
      return Float.floatToRawIntBits(values.get(symbol)) < 0;
    }
  }

  /**
   * A symbol is an index into a codebook of integers.
   *
   * @param integers strictly rising
   */
  record IntegerCodebook(IntTensor integers, Scale unit) implements Alphabet {
    @Override
    public float value(int symbol, int row) {
      return unit.value(integers.get(symbol), row);
    }

    @Override
    public Kind kind() {
      return Kind.INTEGER_CODEBOOK;
    }

    @Override
    public Optional<Scale> scale() {
      return Optional.of(unit);
    }

    @Override
    public int levels() {
      return integers.size();
    }

    @Override
    public boolean isNegative(int symbol) {
      return integers.get(symbol) < 0;
    }
  }

  /** A symbol is an integer. */
  record Integers(Scale unit) implements Alphabet {
    @Override
    public float value(int symbol, int row) {
      return unit.value(symbol, row);
    }

    @Override
    public Kind kind() {
      return Kind.INTEGERS;
    }

    @Override
    public Optional<Scale> scale() {
      return Optional.of(unit);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.container;

/**
 * How a symbol falls into bits: its sign, its class, which grows with the magnitude, and the bits
 * that are left.
 */
sealed interface SymbolShape {
  /** Whether symbols of both signs, of none but positive or of none but negative are possible. */
  boolean hasSign(boolean negative);

  /** How many classes there are for a sign. */
  int classes(boolean negative);

  boolean isNegative(int symbol);

  int classOf(int symbol);

  /** How many bits are left, below those of the class. */
  int restBits(int symbolClass);

  int rest(int symbol);

  int symbol(boolean negative, int symbolClass, int rest);

  static SymbolShape of(Alphabet alphabet) {
    return switch (alphabet.kind()) {
      case RAW -> new FloatBits();
      case INTEGERS -> new Integers();
      case FLOAT_CODEBOOK, INTEGER_CODEBOOK -> Index.of(alphabet);
    };
  }

  /**
   * An index into a codebook; its class is how many levels of the same sign are nearer to 0.
   *
   * @param negatives how many levels are negative; they come first
   */
  record Index(int levels, int negatives) implements SymbolShape {
    /** By the values of the first row: the scales of others have the same sign. */
    static Index of(Alphabet alphabet) {
      int negatives = 0;
      while (negatives < alphabet.levels() && alphabet.isNegative(negatives)) {
        negatives++;
      }
      return new Index(alphabet.levels(), negatives);
    }

    @Override
    public boolean hasSign(boolean negative) {
      return classes(negative) > 0;
    }

    @Override
    public int classes(boolean negative) {
      return negative ? negatives : levels - negatives;
    }

    @Override
    public boolean isNegative(int symbol) {
      return symbol < negatives;
    }

    @Override
    public int classOf(int symbol) {
      return symbol < negatives ? negatives - 1 - symbol : symbol - negatives;
    }

    @Override
    public int restBits(int symbolClass) {
      return 0;
    }

    @Override
    public int rest(int symbol) {
      return 0;
    }

    @Override
    public int symbol(boolean negative, int symbolClass, int rest) {
      return negative ? negatives - 1 - symbolClass : negatives + symbolClass;
    }
  }

  /** An integer; its class is the number of its magnitude's bits. */
  record Integers() implements SymbolShape {
    @Override
    public boolean hasSign(boolean negative) {
      return true;
    }

    @Override
    public int classes(boolean negative) {
      return Integer.SIZE;
    }

    @Override
    public boolean isNegative(int symbol) {
      return symbol < 0;
    }

    @Override
    public int classOf(int symbol) {
      return Integer.SIZE - Integer.numberOfLeadingZeros(Math.abs(symbol));
    }

    @Override
    public int restBits(int symbolClass) {
      return Math.max(0, symbolClass - 1);
    }

    @Override
    public int rest(int symbol) {
      return Math.abs(symbol) & ((1 << restBits(classOf(symbol))) - 1);
    }

    @Override
    public int symbol(boolean negative, int symbolClass, int rest) {
      int magnitude = symbolClass == 0 ? 0 : (1 << (symbolClass - 1)) | rest;
      return negative ? -magnitude : magnitude;
    }
  }

  /** A number's bits; its class is the exponent. */
  record FloatBits() implements SymbolShape {
    private static final int MANTISSA_BITS = 23;
    private static final int EXPONENTS = 256;

    @Override
    public boolean hasSign(boolean negative) {
      return true;
    }

    @Override
    public int classes(boolean negative) {
      return EXPONENTS;
    }

    @Override
    public boolean isNegative(int symbol) {
      return symbol < 0;
    }

    @Override
    public int classOf(int symbol) {
      return (symbol >>> MANTISSA_BITS) & (EXPONENTS - 1);
    }

    @Override
    public int restBits(int symbolClass) {
      return MANTISSA_BITS;
    }

    @Override
    public int rest(int symbol) {
      return symbol & ((1 << MANTISSA_BITS) - 1);
    }

    @Override
    public int symbol(boolean negative, int symbolClass, int rest) {
      return (negative ? 1 << 31 : 0) | (symbolClass << MANTISSA_BITS) | rest;
    }
  }
}

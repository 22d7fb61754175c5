// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.container;

import java.util.OptionalInt;

/**
 * Codes gaps and symbols by two canonical Huffman codes. In this order: the number of survivors,
 * the width of a gap, both codes' lengths, then for each survivor its padding zeros, its gap and
 * its symbol.
 *
 * <p>An index of a codebook is coded as it is. An integer is coded as the number of bits of its
 * magnitude, then its sign and the bits below the highest. A number's bits remain as they are.
 */
final class HuffmanCoder {
  private static final int MAGNITUDES = Integer.SIZE;

  private final SparseMatrix matrix;
  private final ZeroRuns runs;
  private final CanonicalCode gaps;
  private final CanonicalCode classes;

  private HuffmanCoder(SparseMatrix matrix, ZeroRuns runs) {
    this.matrix = matrix;
    this.runs = runs;
    this.gaps = CanonicalCode.of(runs.counts(matrix));
    this.classes = CanonicalCode.of(classCounts(matrix));
  }

  /**
   * Codes a matrix.
   *
   * @param zeroRunBits the width of a gap; what is best if it is not given
   */
  static Coded encode(SparseMatrix matrix, OptionalInt zeroRunBits) {
    ZeroRuns runs = new ZeroRuns(zeroRunBits.orElseGet(() -> bestWidth(matrix)));
    return new HuffmanCoder(matrix, runs).encode();
  }

  private static int bestWidth(SparseMatrix matrix) {
    int best = 1;
    long leastBits = Long.MAX_VALUE;
    for (int width = 1; width <= ContainerOptions.MAX_ZERO_RUN_BITS; width++) {
      long[] counts = new ZeroRuns(width).counts(matrix);
      long bits = CanonicalCode.of(counts).sizeBits(counts);
      if (bits < leastBits) {
        best = width;
        leastBits = bits;
      }
    }
    return best;
  }

  private Coded encode() {
    BitWriter out = new BitWriter();
    AlphabetForm.write(matrix.alphabet(), out);
    long codebookBits = out.sizeBits();
    out.count(matrix.survivors());
    out.gamma(runs.bits());
    gaps.write(out);
    classes.write(out);
    long tablesEnd = out.sizeBits();
    long[] symbolBits = new long[1];
    runs.forEach(
        matrix,
        new ZeroRuns.Sink() {
          @Override
          public void padding() {
            gaps.encode(out, runs.padding());
          }

          @Override
          public void gap(int zeros, int survivor) {
            gaps.encode(out, zeros);
            long before = out.sizeBits();
            symbol(out, matrix.symbol(survivor));
            symbolBits[0] += out.sizeBits() - before;
          }
        });
    long positionBits = out.sizeBits() - tablesEnd - symbolBits[0];
    return new Coded(
        out.toByteArray(),
        new Coded.Cost(
            codebookBits, tablesEnd - codebookBits, positionBits, symbolBits[0], runs.bits()));
  }

  private void symbol(BitWriter out, int symbol) {
    int symbolClass = classOf(matrix.alphabet(), symbol);
    classes.encode(out, symbolClass);
    switch (matrix.alphabet().kind()) {
      case RAW -> out.bits(symbol, Integer.SIZE);
      case FLOAT_CODEBOOK, INTEGER_CODEBOOK -> {}
      case INTEGERS -> {
        if (symbol != 0) {
          out.bits(symbol < 0 ? 1 : 0, 1);
          out.bits(Math.abs(symbol), symbolClass - 1);
        }
      }
    }
  }

  private static long[] classCounts(SparseMatrix matrix) {
    long[] counts = new long[classes(matrix.alphabet())];
    for (int i = 0; i < matrix.survivors(); i++) {
      counts[classOf(matrix.alphabet(), matrix.symbol(i))]++;
    }
    return counts;
  }

  /** The size of the second code. */
  private static int classes(Alphabet alphabet) {
    return switch (alphabet.kind()) {
      case RAW -> 1;
      case FLOAT_CODEBOOK, INTEGER_CODEBOOK -> alphabet.levels();
      case INTEGERS -> MAGNITUDES;
    };
  }

  private static int classOf(Alphabet alphabet, int symbol) {
    return switch (alphabet.kind()) {
      case RAW -> 0;
      case FLOAT_CODEBOOK, INTEGER_CODEBOOK -> symbol;
      case INTEGERS -> Integer.SIZE - Integer.numberOfLeadingZeros(Math.abs(symbol));
    };
  }

  /** Decodes into elements that are +0 where nothing survives. */
  static void decode(BitReader in, AlphabetForm form, int columns, float[] target) {
    Alphabet alphabet = form.read(in);
    int survivors = in.count();
    if (survivors > target.length) {
      throw in.damaged("%d surviving elements of %d".formatted(survivors, target.length));
    }
    int width = in.gamma();
    if (width > ContainerOptions.MAX_ZERO_RUN_BITS) {
      throw in.damaged("zero runs of %d bits".formatted(width));
    }
    ZeroRuns runs = new ZeroRuns(width);
    CanonicalCode.Decoder gaps = CanonicalCode.read(in, runs.symbols()).decoder(in);
    CanonicalCode.Decoder classes = CanonicalCode.read(in, classes(alphabet)).decoder(in);
    int row = 0;
    long rowEnd = columns;
    int position = -1;
    for (int i = 0; i < survivors; i++) {
      int gap = gaps.next();
      while (gap == runs.padding() && position < target.length) {
        position += gap;
        gap = gaps.next();
      }
      if (gap >= target.length - 1 - position) {
        throw in.damaged("a position beyond the last of %d".formatted(target.length));
      }
      position += gap + 1;
      while (position >= rowEnd) {
        row++;
        rowEnd += columns;
      }
      target[position] = alphabet.value(symbol(in, classes, alphabet), row);
    }
    in.requireEnd();
  }

  private static int symbol(BitReader in, CanonicalCode.Decoder classes, Alphabet alphabet) {
    int symbolClass = classes.next();
    return switch (alphabet.kind()) {
      case RAW -> in.bits(Integer.SIZE);
      case FLOAT_CODEBOOK, INTEGER_CODEBOOK -> symbolClass;
      case INTEGERS -> {
        if (symbolClass == 0) {
          yield 0;
        }
        boolean negative = in.bits(1) == 1;
        int magnitude = 1 << (symbolClass - 1) | in.bits(symbolClass - 1);
        yield negative ? -magnitude : magnitude;
      }
    };
  }
}

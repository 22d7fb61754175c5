// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.container;

import java.util.Arrays;
import org.sparsil.tensor.IntTensor;

/**
 * Codes a matrix by adaptive binary arithmetic coding: alphabet, number of survivors and hints,
 * then for each element whether it survives, and if so its symbol.
 */
final class ArithmeticCoder {
  /** How slowly symbols are learned: 2^−shift. */
  private static final int SYMBOL_SHIFT = 14;

  private final Matrix matrix;
  private final Traversal order;
  private final PositionModel positions;
  private final SymbolModel symbols;

  /** Gives or takes the elements of the matrix. */
  private interface Elements {
    /** Whether the element survives; a decoder does not know. */
    int survives(int position);

    int symbol(int position);

    void survivor(int position, int row, int symbol);
  }

  private ArithmeticCoder(Matrix matrix, Hints hints, Alphabet alphabet) {
    byte[] marks = new byte[matrix.size()];
    this.matrix = matrix;
    this.order = hints.order();
    this.positions = new PositionModel(matrix, order, hints.learningShift(), marks);
    this.symbols = new SymbolModel(matrix, alphabet, SYMBOL_SHIFT, marks);
  }

  static Coded encode(SparseMatrix elements, Hints hints, IntTensor activity) {
    ArithmeticEncoder encoder = new ArithmeticEncoder();
    BitMeter codebook = new BitMeter(encoder);
    NumberSink numbers = AdaptiveNumbers.sink(codebook);
    AlphabetForm.write(elements.alphabet(), numbers);
    long codebookBits = codebook.bits();
    numbers.count(elements.survivors());
    hints.write(numbers);
    Matrix matrix =
        new Matrix(
            elements.rows(), elements.columns(), hints.width(), elements.survivors(), activity);
    BitMeter positions = new BitMeter(encoder);
    BitMeter symbols = new BitMeter(encoder);
    new ArithmeticCoder(matrix, hints, elements.alphabet())
        .code(positions, symbols, new Given(elements, hints.order()));
    return new Coded(
        encoder.toByteArray(),
        new Coded.Cost(
            codebookBits, codebook.bits() - codebookBits, positions.bits(), symbols.bits(), 0));
  }

  /** Decodes into elements that are +0 where nothing survives. */
  static void decode(
      ArithmeticDecoder decoder,
      AlphabetForm form,
      int rows,
      int columns,
      History history,
      float[] target) {
    NumberSource numbers = AdaptiveNumbers.source(decoder);
    Alphabet alphabet = form.read(numbers);
    int survivors = numbers.count();
    if (survivors > target.length) {
      throw decoder.damaged("%d surviving elements of %d".formatted(survivors, target.length));
    }
    Hints hints = Hints.read(numbers);
    if (survivors > 0 && alphabet.isCodebook() && alphabet.levels() == 0) {
      throw decoder.damaged("survivors of an empty codebook");
    }
    IntTensor activity = history.activity(hints.weightsBack(), columns);
    Matrix matrix =
        new Matrix(rows, columns, Math.min(hints.width(), columns), survivors, activity);
    new ArithmeticCoder(matrix, hints, alphabet)
        .code(decoder, decoder, new Found(alphabet, target));
  }

  private void code(BitCoder positionCoder, BitCoder symbolCoder, Elements elements) {
    if (matrix.survivors() == 0) {
      return;
    }
    boolean isFull = matrix.survivors() == matrix.size();
    int lines = order.lines(matrix);
    int places = matrix.size() / lines;
    for (int line = 0; line < lines; line++) {
      for (int place = 0; place < places; place++) {
        int row = order == Traversal.BY_ROWS ? line : place;
        int column = order == Traversal.BY_ROWS ? place : line;
        int position = row * matrix.columns() + column;
        if (isFull
            || positions.code(positionCoder, row, column, elements.survives(position)) == 1) {
          int symbol =
              symbols.code(
                  symbolCoder, row, column, positions.surprise(), elements.symbol(position));
          elements.survivor(position, row, symbol);
        }
      }
    }
  }

  /** The elements of a matrix that is encoded. */
  private static final class Given implements Elements {
    private final SparseMatrix elements;
    private final int[] survivors;
    private int next;

    Given(SparseMatrix elements, Traversal order) {
      this.elements = elements;
      this.survivors = order == Traversal.BY_ROWS ? byRows(elements) : byColumns(elements);
    }

    private static int[] byRows(SparseMatrix elements) {
      int[] survivors = new int[elements.survivors()];
      Arrays.setAll(survivors, i -> i);
      return survivors;
    }

    private static int[] byColumns(SparseMatrix elements) {
      int[] starts = new int[elements.columns() + 1];
      for (int i = 0; i < elements.survivors(); i++) {
        starts[elements.position(i) % elements.columns() + 1]++;
      }
      Arrays.parallelPrefix(starts, Integer::sum);
      int[] survivors = new int[elements.survivors()];
      for (int i = 0; i < survivors.length; i++) {
        survivors[starts[elements.position(i) % elements.columns()]++] = i;
      }
      return survivors;
    }

    @Override
    public int survives(int position) {
      return next < survivors.length && elements.position(survivors[next]) == position ? 1 : 0;
    }

    @Override
    public int symbol(int position) {
      return elements.symbol(survivors[next]);
    }

    @Override
    public void survivor(int position, int row, int symbol) {
      next++;
    }
  }

  /** The elements of a matrix that is decoded. */
  private record Found(Alphabet alphabet, Target target) implements Elements {
    Found(Alphabet alphabet, float[] values) {
      this(alphabet, (position, value) -> values[position] = value);
    }

    interface Target {
      void put(int position, float value);
    }

    @Override
    public int survives(int position) {
      return 0;
    }

    @Override
    public int symbol(int position) {
      return 0;
    }

    @Override
    public void survivor(int position, int row, int symbol) {
      target.put(position, alphabet.value(symbol, row));
    }
  }
}

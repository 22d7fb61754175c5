// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.container;

import java.util.Arrays;

/**
 * Predicts what the survivors of a matrix are: first the sign, then the class from the highest bit
 * on, then the bits that are left. Each prediction is mixed from what was learned of survivors with
 * such neighbours in the row and in the column.
 */
final class SymbolModel {
  /** Classes above share a mark. */
  private static final int MAX_MARK = 126;

  private static final int SIGN_PAIRS = 9;
  private static final int BALANCES = 9;
  private static final int LEVELS = 5;

  /** So many of the highest bits that are left are worth learning. */
  private static final int LEARNED_REST_BITS = 2;

  private static final int EVEN = Logistic.ONE / 2;

  /** The weight of each prediction to begin with, in 1/65536. */
  private static final int SIGN_WEIGHT = 16000;

  private static final int CLASS_WEIGHT = 18000;

  private static final int COUNTER_PRIOR = 0;
  private static final int COUNTER_LIMIT = 1023;

  private final Matrix matrix;
  private final SymbolShape shape;
  private final byte[] marks;
  private final byte[] lastInRow;
  private final byte[] lastInColumn;
  private final int[] rowBalance;
  private final int[] columnBalance;
  private final int nodes;
  private final Mixer signMixer;
  private final Counters[] signs;
  private final int[] signContexts;
  private final Mixer classMixer;
  private final Counters[] classes;
  private final int[] classContexts;
  private final Counters rests;

  SymbolModel(Matrix matrix, Alphabet alphabet, int learningShift, byte[] marks) {
    this.matrix = matrix;
    this.shape = SymbolShape.of(alphabet);
    this.marks = marks;
    this.lastInRow = new byte[matrix.rows()];
    this.lastInColumn = new byte[matrix.columns()];
    this.rowBalance = new int[matrix.rows()];
    this.columnBalance = new int[matrix.columns()];
    int most = Math.max(shape.classes(false), shape.classes(true));
    this.nodes = most <= 1 ? 1 : 2 * Integer.highestOneBit(most - 1);
    this.signs =
        new Counters[] {
          even(1),
          even(SIGN_PAIRS),
          even(SIGN_PAIRS),
          even(BALANCES),
          even(BALANCES),
          even(BALANCES)
        };
    this.signContexts = new int[signs.length];
    this.signMixer = new Mixer(learningShift, equal(signs.length, SIGN_WEIGHT));
    this.classes =
        new Counters[] {
          even(2 * nodes),
          even(LEVELS * nodes),
          even(LEVELS * nodes),
          even(LEVELS * nodes),
          even(LEVELS * nodes)
        };
    this.classContexts = new int[classes.length];
    this.classMixer = new Mixer(learningShift, equal(classes.length, CLASS_WEIGHT));
    this.rests = even(most << LEARNED_REST_BITS);
  }

  private static Counters even(int contexts) {
    return new Counters(contexts, EVEN, COUNTER_PRIOR, COUNTER_LIMIT);
  }

  private static int[] equal(int inputs, int weight) {
    int[] weights = new int[inputs];
    Arrays.fill(weights, weight);
    return weights;
  }

  /**
   * Codes the symbol of a survivor and marks it.
   *
   * @param surprise by its being here, in bits
   * @param symbol a decoder does not look at it
   */
  int code(BitCoder coder, int row, int column, int surprise, int symbol) {
    boolean negative = sign(coder, row, column, shape.isNegative(symbol));
    int symbolClass = symbolClass(coder, row, column, surprise, negative, shape.classOf(symbol));
    int rest = rest(coder, symbolClass, shape.rest(symbol));
    byte mark = (byte) Math.min(MAX_MARK, 1 + symbolClass);
    mark = negative ? (byte) -mark : mark;
    marks[row * matrix.columns() + column] = mark;
    lastInRow[row] = mark;
    lastInColumn[column] = mark;
    rowBalance[row] += negative ? -1 : 1;
    columnBalance[column] += negative ? -1 : 1;
    return shape.symbol(negative, symbolClass, rest);
  }

  private boolean sign(BitCoder coder, int row, int column, boolean negative) {
    if (!shape.hasSign(true) || !shape.hasSign(false)) {
      return shape.hasSign(true);
    }
    int left = mark(row, column - 1);
    int above = matrix.width() > 0 ? mark(row, column - matrix.width()) : mark(row - 1, column);
    signContexts[1] = pair(left, above);
    signContexts[2] = pair(lastInRow[row], lastInColumn[column]);
    signContexts[3] = balance(rowBalance[row]);
    signContexts[4] = balance(columnBalance[column]);
    signContexts[5] = balance(nearbyBalance(row, column));
    return bit(coder, negative ? 1 : 0, signMixer, signs, signContexts, 0) == 1;
  }

  private int symbolClass(
      BitCoder coder, int row, int column, int surprise, boolean negative, int symbolClass) {
    int count = shape.classes(negative);
    int above = matrix.width() > 0 ? mark(row, column - matrix.width()) : mark(row - 1, column);
    classContexts[0] = negative ? 1 : 0;
    classContexts[1] = magnitude(lastInRow[row], count);
    classContexts[2] = magnitude(lastInColumn[column], count);
    classContexts[3] = magnitude(Math.max(Math.abs(mark(row, column - 1)), Math.abs(above)), count);
    classContexts[4] = Math.min(LEVELS - 1, surprise / 2);
    int found = 0;
    int node = 1;
    for (int value = Integer.highestOneBit(Math.max(1, count - 1)); value > 0; value >>= 1) {
      int bit = 0;
      if (found + value < count) {
        bit = (symbolClass & value) == 0 ? 0 : 1;
        bit = bit(coder, bit, classMixer, classes, classContexts, node);
      }
      found += bit * value;
      node = 2 * node + bit;
    }
    return found;
  }

  /** Codes a bit by counters whose contexts are multiplied by the place in the tree of classes. */
  private int bit(
      BitCoder coder, int bit, Mixer mixer, Counters[] counters, int[] contexts, int node) {
    int size = counters == signs ? 1 : nodes;
    for (int i = 0; i < counters.length; i++) {
      mixer.add(counters[i].logit(contexts[i] * size + node));
    }
    int result = coder.code(bit, mixer.mix());
    mixer.update(result);
    for (int i = 0; i < counters.length; i++) {
      counters[i].update(contexts[i] * size + node, result);
    }
    return result;
  }

  private int rest(BitCoder coder, int symbolClass, int rest) {
    int found = 0;
    int width = shape.restBits(symbolClass);
    for (int i = width - 1; i >= 0; i--) {
      int bit = (rest >>> i) & 1;
      if (width - i <= LEARNED_REST_BITS) {
        int context = ((symbolClass << LEARNED_REST_BITS) | (1 << (width - 1 - i))) + found;
        bit = coder.code(bit, Logistic.squash(rests.logit(context)));
        rests.update(context, bit);
      } else {
        bit = coder.code(bit, EVEN);
      }
      found = (found << 1) | bit;
    }
    return found;
  }

  private int mark(int row, int column) {
    return row < 0 || column < 0 ? 0 : marks[row * matrix.columns() + column];
  }

  private static int pair(int first, int second) {
    return 3 * (1 + Integer.signum(first)) + 1 + Integer.signum(second);
  }

  private static int balance(int sum) {
    int size = Math.abs(sum);
    int level = size > 6 ? 4 : size > 3 ? 3 : Math.min(2, size);
    return BALANCES / 2 + Integer.signum(sum) * level;
  }

  /** The signs of the survivors before this one that are at most 2 pixels away, or 8 elements. */
  private int nearbyBalance(int row, int column) {
    int width = matrix.width();
    int reach = width == 0 ? 8 : 2;
    int sum = 0;
    for (int y = 0; y <= (width == 0 ? 0 : 2); y++) {
      int middle = column - y * width;
      for (int c = Math.max(0, middle - reach); c < Math.min(column, middle + reach + 1); c++) {
        sum += Integer.signum(marks[row * matrix.columns() + c]);
      }
    }
    return sum;
  }

  /** 0 for what is not there, else a quarter of the classes. */
  private static int magnitude(int mark, int count) {
    return mark == 0 ? 0 : 1 + Math.min(LEVELS - 2, (Math.abs(mark) - 1) * (LEVELS - 1) / count);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.container;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.IntTensor;

/** Finds the ways in which the elements of a tensor can be written as symbols. */
final class Alphabets {
  /** More distinct values are no codebook. */
  static final int MAX_LEVELS = 1 << 12;

  private final int rows;
  private final int columns;
  private final int[] positions;

  /** The bits of the survivors. */
  private final int[] bits;

  private Alphabets(FloatTensor tensor, int rows) {
    this.rows = rows;
    this.columns = rows == 0 ? 0 : tensor.size() / rows;
    int[] found = new int[survivors(tensor)];
    this.bits = new int[found.length];
    int count = 0;
    for (int i = 0; i < tensor.size(); i++) {
      int element = Float.floatToRawIntBits(tensor.get(i));
      if (element != 0) {
        found[count] = i;
        bits[count++] = element;
      }
    }
    this.positions = found;
  }

  /** The extent of the first axis; a scalar is one row. */
  static int rows(FloatTensor tensor) {
    return tensor.shape().rank() == 0 ? 1 : tensor.shape().extent(0);
  }

  /** How many elements are not +0. */
  static int survivors(FloatTensor tensor) {
    int count = 0;
    for (int i = 0; i < tensor.size(); i++) {
      count += Float.floatToRawIntBits(tensor.get(i)) == 0 ? 0 : 1;
    }
    return count;
  }

  /**
   * The forms that may be the smallest, the most promising first; never none.
   *
   * @param rows of the matrix that the tensor is taken for
   * @param scale if the elements are known to stand for integers
   */
  static List<SparseMatrix> of(FloatTensor tensor, int rows, Optional<FloatTensor> scale) {
    return new Alphabets(tensor, rows).forms(scale);
  }

  private List<SparseMatrix> forms(Optional<FloatTensor> layerScale) {
    Optional<int[]> distinct = distinct(bits);
    Optional<Scale> scale =
        layerScale
            .map(known -> new Scale(known, Scale.Origin.LAYER))
            .filter(this::isScale)
            .or(() -> distinct.flatMap(Alphabets::ownScale));
    List<SparseMatrix> forms = new ArrayList<>();
    scale.ifPresent(known -> addIntegers(forms, known));
    if (scale.isEmpty()) {
      distinct.ifPresent(levels -> forms.add(floats(levels)));
    }
    if (forms.isEmpty() || distinct.filter(levels -> levels.length * 2 > bits.length).isPresent()) {
      forms.add(with(new Alphabet.Raw(), survivor -> bits[survivor]));
    }
    return forms;
  }

  private boolean isScale(Scale scale) {
    if (scale.values().size() != 1 && scale.values().size() != rows) {
      return false;
    }
    for (int i = 0; i < bits.length; i++) {
      if (!CommonScale.isMultiple(
          Float.intBitsToFloat(bits[i]), scale.ofRow(positions[i] / columns))) {
        return false;
      }
    }
    return true;
  }

  private static Optional<Scale> ownScale(int[] distinct) {
    float[] values = new float[distinct.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.intBitsToFloat(distinct[i]);
    }
    return CommonScale.find(values).map(Scale::own);
  }

  private void addIntegers(List<SparseMatrix> forms, Scale scale) {
    int[] integers = new int[bits.length];
    for (int i = 0; i < bits.length; i++) {
      integers[i] =
          CommonScale.multiple(Float.intBitsToFloat(bits[i]), scale.ofRow(positions[i] / columns));
    }
    distinct(integers)
        .ifPresent(
            levels -> {
              Arrays.sort(levels);
              forms.add(
                  with(
                      new Alphabet.IntegerCodebook(IntTensor.vector(levels), scale),
                      survivor -> Arrays.binarySearch(levels, integers[survivor])));
            });
    forms.add(with(new Alphabet.Integers(scale), survivor -> integers[survivor]));
  }

  private SparseMatrix floats(int[] distinct) {
    int[] keys = Arrays.stream(distinct).map(Alphabets::flip).sorted().toArray();
    float[] levels = new float[keys.length];
    for (int i = 0; i < keys.length; i++) {
      levels[i] = Float.intBitsToFloat(flip(keys[i]));
    }
    return with(
        new Alphabet.FloatCodebook(FloatTensor.vector(levels)),
        survivor -> Arrays.binarySearch(keys, flip(bits[survivor])));
  }

  private SparseMatrix with(Alphabet alphabet, IntUnaryOperator symbol) {
    int[] symbols = new int[bits.length];
    Arrays.setAll(symbols, symbol);
    return new SparseMatrix(rows, columns, positions, symbols, alphabet);
  }

  /** Integers in the order of the numbers that have these bits; its own inverse. */
  private static int flip(int floatBits) {
    return floatBits ^ (floatBits >> 31 & Integer.MAX_VALUE);
  }

  /** The distinct ones of some integers, unless they are too many. */
  private static Optional<int[]> distinct(int[] values) {
    int[] sorted = new int[MAX_LEVELS];
    int count = 0;
    for (int value : values) {
      int place = Arrays.binarySearch(sorted, 0, count, value);
      if (place < 0) {
        if (count == MAX_LEVELS) {
          return Optional.empty();
        }
        System.arraycopy(sorted, ~place, sorted, ~place + 1, count - ~place);
        sorted[~place] = value;
        count++;
      }
    }
    return Optional.of(Arrays.copyOf(sorted, count));
  }
}

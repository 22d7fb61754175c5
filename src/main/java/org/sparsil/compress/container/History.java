// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.container;

import java.util.ArrayList;
import java.util.List;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.IntTensor;

/** How many weights survive in each row of the layers so far: known to both encoder and decoder. */
final class History {
  private final List<IntTensor> survivors = new ArrayList<>();

  void add(FloatTensor weights) {
    int rows = Alphabets.rows(weights);
    int[] counts = new int[rows];
    int columns = rows == 0 ? 0 : weights.size() / rows;
    for (int row = 0; row < rows; row++) {
      for (int i = row * columns; i < (row + 1) * columns; i++) {
        counts[row] += Float.floatToRawIntBits(weights.get(i)) == 0 ? 0 : 1;
      }
    }
    survivors.add(IntTensor.vector(counts));
  }

  int size() {
    return survivors.size();
  }

  /**
   * The counts of a layer with weights, if that is possible for so many columns; else none.
   *
   * @param back 1 for the last layer
   */
  IntTensor activity(int back, int columns) {
    if (back < 1 || back > survivors.size()) {
      return IntTensor.vector();
    }
    IntTensor counts = survivors.get(survivors.size() - back);
    boolean fits = counts.size() > 0 && columns > 0 && columns % counts.size() == 0;
    return fits ? counts : IntTensor.vector();
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.qgraph;

import org.sparsil.tensor.IntTensor;

/**
 * {@code y = table[index(acc) − index.lo]}: any function, as the very table that goes into the ROM.
 *
 * @param index brings the accumulator to a table index; a pure shift rounding down (multiplier 1,
 *     {@link Rounding#FLOOR}) costs no multiplier
 * @param table one output per index from {@code index.lo} to {@code index.hi}
 * @param format of the output
 */
public record LookUpTable(Requantize index, IntTensor table, FixedPoint format)
    implements OutputStage {
  public LookUpTable {
    if (table.size() != (long) index.hi() - index.lo() + 1) {
      throw new IllegalArgumentException(
          "a table of %d entries for indices %d…%d"
              .formatted(table.size(), index.lo(), index.hi()));
    }
    for (int i = 0; i < table.size(); i++) {
      if (!format.range().contains(Interval.of(table.get(i)))) {
        throw new IllegalArgumentException("table entry " + table.get(i) + " in " + format);
      }
    }
  }

  @Override
  public int apply(long accumulator, int channel) {
    return table.get(index.apply(accumulator, channel) - index.lo());
  }

  @Override
  public Interval range() {
    int min = table.get(0);
    int max = min;
    for (int i = 1; i < table.size(); i++) {
      min = Math.min(min, table.get(i));
      max = Math.max(max, table.get(i));
    }
    return new Interval(min, max);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.lookUpTable(this);
  }
}

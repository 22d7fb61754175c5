// SPDX-License-Identifier: Apache-2.0
package org.sparsil.qgraph;

/** How an accumulator becomes an element of the output stream. */
public sealed interface OutputStage permits Requantize, LookUpTable, Accumulator {
  /** The format of what comes out. */
  FixedPoint format();

  /** All values that can come out, whatever goes in. */
  Interval range();

  /**
   * The output for one accumulator value.
   *
   * @param channel which output channel it belongs to
   */
  int apply(long accumulator, int channel);

  <R> R accept(Visitor<R> visitor);

  /** One case per kind. */
  interface Visitor<R> {
    R requantize(Requantize stage);

    R lookUpTable(LookUpTable stage);

    R accumulator(Accumulator stage);
  }
}

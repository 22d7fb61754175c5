// SPDX-License-Identifier: Apache-2.0
package org.sparsil.arch.cycles;

import org.sparsil.qgraph.Accumulator;
import org.sparsil.qgraph.LookUpTable;
import org.sparsil.qgraph.OutputStage;
import org.sparsil.qgraph.Requantize;

/**
 * The cycles that an output stage takes: the latencies of the cells {@code nn_requantize} and
 * {@code nn_lookup_table}.
 */
final class OutputDelay implements OutputStage.Visitor<Integer> {
  /** Of {@code nn_requantize}. */
  static final int REQUANTIZE = 4;

  private static final int TABLE = 1;

  static int of(OutputStage stage) {
    return stage.accept(new OutputDelay());
  }

  @Override
  public Integer requantize(Requantize stage) {
    return REQUANTIZE;
  }

  @Override
  public Integer lookUpTable(LookUpTable stage) {
    return REQUANTIZE + TABLE;
  }

  @Override
  public Integer accumulator(Accumulator stage) {
    return 0;
  }
}

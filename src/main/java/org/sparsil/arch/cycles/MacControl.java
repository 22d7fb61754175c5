// SPDX-License-Identifier: Apache-2.0
package org.sparsil.arch.cycles;

import org.sparsil.arch.Stage.MultiplyAccumulate;

/** The twin of {@code nn_mac_control}. */
final class MacControl {
  /** Weight read, codebook read, product. */
  private static final int STAGES = 3;

  private final int folds;
  private final int outputs;
  private final int returned;
  private final int depth;

  private int fold;
  private long valids;
  private long lasts;
  private boolean complete;
  private boolean draining;
  private int output;
  private int credits;

  MacControl(MultiplyAccumulate stage, int credits, int returned) {
    folds = stage.array().folds();
    outputs = stage.outputsPerGroup();
    depth = STAGES + stage.array().treeStages();
    this.credits = credits;
    this.returned = returned;
  }

  /** Whether the drain hands a sum on in this cycle. */
  boolean drains() {
    return draining && credits > 0;
  }

  private boolean finishing() {
    return drains() && output == outputs - 1;
  }

  private boolean advance() {
    return !complete || !draining || finishing();
  }

  boolean ready() {
    return advance() && fold == folds - 1;
  }

  /** Moves on; whether anything changed. */
  boolean clock(boolean valid, boolean last, boolean comesBack) {
    boolean drains = drains();
    boolean finishing = finishing();
    boolean advance = advance();
    boolean capture = complete && advance;
    boolean underWay = valid || complete || (valids & ((1L << depth) - 1)) != 0;
    if (advance) {
      complete = (valids >> (depth - 1) & 1) != 0 && (lasts >> (depth - 1) & 1) != 0;
      boolean lastFold = fold == folds - 1;
      valids = valids << 1 | (valid ? 1 : 0);
      lasts = lasts << 1 | (last && lastFold ? 1 : 0);
      if (valid) {
        fold = lastFold ? 0 : fold + 1;
      }
    }
    if (drains) {
      output = finishing ? 0 : output + 1;
      credits--;
    }
    draining = capture || (draining && !finishing);
    credits += comesBack ? returned : 0;
    return drains || comesBack || (advance && underWay);
  }
}

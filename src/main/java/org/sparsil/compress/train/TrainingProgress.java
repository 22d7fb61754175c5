// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.train;

/** Is told how training goes, and may end it. */
public interface TrainingProgress {
  /** Tells nobody. */
  TrainingProgress SILENT = epoch -> {};

  /** An epoch has ended. */
  void epochDone(Epoch epoch);

  /** Whether to stop after the present minibatch and keep what is best so far. */
  default boolean isStopped() {
    return false;
  }
}

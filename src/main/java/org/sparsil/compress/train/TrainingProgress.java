// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.train;

/** Is told how training goes. */
@FunctionalInterface
public interface TrainingProgress {
  /** Tells nobody. */
  TrainingProgress SILENT = (phase, epoch, epochs, validation) -> {};

  /**
   * An epoch has ended.
   *
   * @param phase the name of the phase that it belongs to
   * @param epoch counted from 1 to {@code epochs} within the phase
   */
  void epochDone(String phase, int epoch, int epochs, Score validation);
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.report;

import java.util.Comparator;
import java.util.List;

/** What accuracy costs in additions when shared weights may have few signed digits only. */
public record DigitSweep(List<Trial> trials) {
  public DigitSweep {
    trials = trials.stream().sorted(Comparator.comparingInt(Trial::digits)).toList();
  }

  /**
   * One limit. Accuracies are shares of validation frames whose class is right.
   *
   * @param digits that a shared weight may have
   * @param adders of all codebooks together, see {@link CodebookCost}
   * @param shared accuracy as soon as weights are shared
   * @param fineTuned accuracy after the shared values were trained
   */
  public record Trial(int digits, int adders, double shared, double fineTuned) {}

  /** A row per limit. */
  TextTable table() {
    TextTable table = new TextTable("signed digits", "adders", "weights shared", "fine-tuned");
    trials.forEach(
        trial ->
            table.add(
                String.valueOf(trial.digits()),
                String.valueOf(trial.adders()),
                Percent.of(trial.shared(), 2),
                Percent.of(trial.fineTuned(), 2)));
    return table;
  }
}

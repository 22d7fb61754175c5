// SPDX-License-Identifier: Apache-2.0
package org.sparsil.cli;

import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.sparsil.compress.train.Epoch;
import org.sparsil.compress.train.TrainingProgress;
import org.sparsil.report.Percent;

/** Shows on a terminal how training goes, and ends it on Ctrl-C. */
final class TrainingBar implements TrainingProgress, AutoCloseable {
  private final Optional<ProgressBar> bar;
  private final Interruption interruption = new Interruption();

  TrainingBar() {
    bar =
        Boolean.getBoolean("sparsil.terminal")
            ? Optional.of(
                new ProgressBarBuilder().setTaskName("train").setUnit(" epochs", 1).build())
            : Optional.empty();
  }

  @Override
  public void epochDone(Epoch epoch) {
    bar.ifPresent(
        shown -> {
          shown.maxHint(epoch.of());
          shown.stepTo(epoch.number());
          shown.setExtraMessage(
              "%s: %s".formatted(epoch.phase(), Percent.of(epoch.validation().accuracy(), 2)));
        });
  }

  @Override
  public boolean isStopped() {
    return interruption.isAsked();
  }

  /** When all is written. */
  @Override
  public void close() {
    bar.ifPresent(ProgressBar::close);
    interruption.close();
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.sparsil.report.chart.Axis;
import org.sparsil.report.chart.LineChart;
import org.sparsil.report.chart.Phase;
import org.sparsil.report.chart.Point;
import org.sparsil.report.chart.Series;

/**
 * How training went, epoch by epoch over all phases.
 *
 * @param epochs in the order in which they were trained
 */
public record TrainingHistory(List<Epoch> epochs) {
  /** A loss that falls by more than this is drawn on a logarithmic axis. */
  private static final double LARGE_RATIO = 30;

  public TrainingHistory {
    epochs = List.copyOf(epochs);
  }

  /**
   * One pass over the training data.
   *
   * @param phase what was trained, such as {@code retraining}; epochs of one phase are neighbours
   * @param epoch its number, from 1 over all phases
   * @param trainingLoss mean over the frames
   * @param validationAccuracy share of validation frames whose class is right
   * @param validationLoss mean over the validation frames
   */
  public record Epoch(
      String phase,
      int epoch,
      double trainingLoss,
      double validationAccuracy,
      double validationLoss) {}

  /** Accuracy above loss; a line where each phase starts. */
  public LineChart chart(String title) {
    Series accuracy = series("validation", epoch -> 100 * epoch.validationAccuracy());
    Series validation = series("validation", Epoch::validationLoss);
    Series training = series("training", Epoch::trainingLoss);
    return new LineChart(
        title,
        Axis.whole("epoch"),
        List.of(
            new LineChart.Panel(Axis.linear("accuracy (%)"), List.of(accuracy), List.of()),
            new LineChart.Panel(lossAxis(), List.of(validation, training), List.of())),
        phases());
  }

  private Series series(String name, Function<Epoch, Double> value) {
    return new Series(
        name, epochs.stream().map(one -> new Point(one.epoch(), value.apply(one))).toList());
  }

  private Axis lossAxis() {
    double highest = 0;
    double lowest = Double.POSITIVE_INFINITY;
    for (Epoch epoch : epochs) {
      highest = Math.max(highest, Math.max(epoch.trainingLoss(), epoch.validationLoss()));
      lowest = Math.min(lowest, Math.min(epoch.trainingLoss(), epoch.validationLoss()));
    }
    return lowest > 0 && highest / lowest > LARGE_RATIO
        ? Axis.logarithmic("loss")
        : Axis.linear("loss");
  }

  private List<Phase> phases() {
    List<Phase> phases = new ArrayList<>();
    for (int i = 0; i < epochs.size(); i++) {
      Epoch epoch = epochs.get(i);
      if (i == 0 || !epochs.get(i - 1).phase().equals(epoch.phase())) {
        phases.add(new Phase(epoch.phase(), epoch.epoch() - 0.5));
      }
    }
    return phases;
  }
}

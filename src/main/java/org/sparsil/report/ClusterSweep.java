// SPDX-License-Identifier: Apache-2.0
package org.sparsil.report;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.sparsil.report.chart.Axis;
import org.sparsil.report.chart.LineChart;
import org.sparsil.report.chart.Point;
import org.sparsil.report.chart.Reference;
import org.sparsil.report.chart.Series;

/**
 * How many values weights may share before accuracy suffers.
 *
 * @param uncompressed the accuracy of the network before sharing
 */
public record ClusterSweep(double uncompressed, List<Trial> trials) {
  public ClusterSweep {
    trials = trials.stream().sorted(Comparator.comparingInt(Trial::clusters)).toList();
  }

  /**
   * One number of clusters. Accuracies are shares of frames whose class is right.
   *
   * @param clusters per layer
   * @param shared accuracy as soon as weights are shared
   * @param fineTuned accuracy after the shared values were trained
   */
  public record Trial(int clusters, double shared, double fineTuned) {}

  /** Accuracy over clusters, which double from one to the next. */
  public LineChart chart(String title) {
    return new LineChart(
        title,
        Axis.doubling("clusters per layer"),
        List.of(
            new LineChart.Panel(
                Axis.linear("accuracy (%)"),
                List.of(
                    series("after fine-tuning", Trial::fineTuned),
                    series("weights shared", Trial::shared)),
                List.of(
                    new Reference(
                        "before sharing: " + Percent.of(uncompressed, 2), 100 * uncompressed)))),
        List.of());
  }

  private Series series(String name, Function<Trial, Double> accuracy) {
    return new Series(
        name,
        trials.stream()
            .map(trial -> new Point(trial.clusters(), 100 * accuracy.apply(trial)))
            .toList());
  }
}

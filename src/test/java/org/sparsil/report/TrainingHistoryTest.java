// SPDX-License-Identifier: Apache-2.0
package org.sparsil.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparsil.report.TrainingHistory.Epoch;
import org.sparsil.report.chart.Axis;
import org.sparsil.report.chart.LineChart;
import org.sparsil.report.chart.Phase;
import org.sparsil.report.chart.Point;
import org.sparsil.report.chart.Reference;
import org.sparsil.report.chart.Series;

class TrainingHistoryTest {
  @Test
  void accuracyStandsAboveLossWithALineWhereEachPhaseStarts() {
    LineChart chart =
        new TrainingHistory(
                List.of(
                    new Epoch("training", 1, 0.7, 0.90, 0.8),
                    new Epoch("training", 2, 0.5, 0.95, 0.6),
                    new Epoch("fine-tuning", 3, 0.4, 0.96, 0.5)))
            .chart("net");
    assertThat(chart.phases())
        .containsExactly(new Phase("training", 0.5), new Phase("fine-tuning", 2.5));
    assertThat(chart.panels().get(0).series())
        .containsExactly(
            new Series(
                "validation", List.of(new Point(1, 90), new Point(2, 95), new Point(3, 96))));
    assertThat(chart.panels().get(1).series())
        .containsExactly(
            new Series(
                "validation", List.of(new Point(1, 0.8), new Point(2, 0.6), new Point(3, 0.5))),
            new Series(
                "training", List.of(new Point(1, 0.7), new Point(2, 0.5), new Point(3, 0.4))));
    assertThat(chart.panels().get(1).y()).isEqualTo(Axis.linear("loss"));
  }

  @Test
  void aLossThatFallsFarIsLogarithmic() {
    TrainingHistory history =
        new TrainingHistory(
            List.of(new Epoch("a", 1, 2.3, 0.1, 2.3), new Epoch("a", 2, 0.01, 0.9, 0.05)));
    assertThat(history.chart("net").panels().get(1).y()).isEqualTo(Axis.logarithmic("loss"));
  }

  @Test
  void aSweepComparesEachNumberOfClustersWithTheUncompressedNetwork() {
    LineChart chart =
        new ClusterSweep(
                0.75,
                List.of(
                    new ClusterSweep.Trial(16, 0.96875, 0.9375),
                    new ClusterSweep.Trial(2, 0.25, 0.5)))
            .chart("net");
    LineChart.Panel panel = chart.panels().get(0);
    assertThat(chart.x()).isEqualTo(Axis.doubling("clusters per layer"));
    assertThat(panel.series())
        .containsExactly(
            new Series("after fine-tuning", List.of(new Point(2, 50), new Point(16, 93.75))),
            new Series("weights shared", List.of(new Point(2, 25), new Point(16, 96.875))));
    assertThat(panel.references()).containsExactly(new Reference("before sharing: 75.00 %", 75));
  }
}

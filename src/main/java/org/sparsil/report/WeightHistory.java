// SPDX-License-Identifier: Apache-2.0
package org.sparsil.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.graph.LayerWeights;
import org.sparsil.report.chart.Axis;
import org.sparsil.report.chart.Histogram;
import org.sparsil.tensor.FloatTensor;

/**
 * How the weights of each layer changed while a network was compressed.
 *
 * @param stages in order, at least one
 */
public record WeightHistory(List<Stage> stages) {
  public WeightHistory {
    stages = List.copyOf(stages);
  }

  /**
   * The network after a step.
   *
   * @param form by which its weights are drawn: stems once they are shared
   */
  public record Stage(String title, Graph graph, Histogram.Form form) {}

  /** A picture for each layer of the first stage that has weights. */
  public List<Histogram> charts() {
    List<Histogram> charts = new ArrayList<>();
    for (Layer layer : stages.get(0).graph().layers()) {
      if (LayerWeights.of(layer).isPresent()) {
        charts.add(chart(layer.name()));
      }
    }
    return charts;
  }

  private Histogram chart(String layer) {
    List<Histogram.Panel> panels = new ArrayList<>();
    for (Stage stage : stages) {
      weights(stage.graph(), layer)
          .ifPresent(
              weights -> panels.add(new Histogram.Panel(stage.title(), weights, stage.form())));
    }
    return new Histogram(
        "Weights of layer '%s'".formatted(layer),
        Axis.linear("weight"),
        Axis.logarithmic("number of weights"),
        panels);
  }

  private static Optional<FloatTensor> weights(Graph graph, String name) {
    return graph.layers().stream()
        .filter(layer -> layer.name().equals(name))
        .findFirst()
        .flatMap(LayerWeights::of)
        .map(LayerWeights::values);
  }
}

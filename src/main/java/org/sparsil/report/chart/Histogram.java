// SPDX-License-Identifier: Apache-2.0
package org.sparsil.report.chart;

import java.util.List;
import org.sparsil.tensor.FloatTensor;

/**
 * How the weights of a layer are distributed, stage by stage side by side over the same values.
 * Zeros, which are pruned weights, are not drawn but counted in words.
 */
public record Histogram(String title, Axis values, Axis counts, List<Panel> panels)
    implements Chart {
  public Histogram {
    panels = List.copyOf(panels);
    if (panels.isEmpty()) {
      throw new IllegalArgumentException("no panel");
    }
  }

  /** How a stage's weights are drawn. */
  public enum Form {
    /** Weights of many values: how many are in each of equal intervals. */
    INTERVALS,
    /** Weights of few values: a stem for each value, as high as it is frequent. */
    STEMS
  }

  /**
   * A stage.
   *
   * @param title such as {@code after pruning}
   * @param weights in any shape
   */
  public record Panel(String title, FloatTensor weights, Form form) {}

  @Override
  public String toSvg() {
    return new HistogramDrawing(this).draw();
  }
}

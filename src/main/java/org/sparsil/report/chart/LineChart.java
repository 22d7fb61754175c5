// SPDX-License-Identifier: Apache-2.0
package org.sparsil.report.chart;

import java.util.List;

/**
 * Curves in one or more panels, one above the other, over the same x axis.
 *
 * @param phases parts of the x axis, from left to right; may be empty
 */
public record LineChart(String title, Axis x, List<Panel> panels, List<Phase> phases)
    implements Chart {
  public LineChart {
    panels = List.copyOf(panels);
    phases = List.copyOf(phases);
    if (panels.isEmpty()) {
      throw new IllegalArgumentException("no panel");
    }
  }

  /** A quantity and its curves. */
  public record Panel(Axis y, List<Series> series, List<Reference> references) {
    public Panel {
      series = List.copyOf(series);
      references = List.copyOf(references);
    }
  }

  @Override
  public String toSvg() {
    return new LineDrawing(this).draw();
  }
}

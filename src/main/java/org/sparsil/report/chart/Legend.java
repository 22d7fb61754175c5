// SPDX-License-Identifier: Apache-2.0
package org.sparsil.report.chart;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.sparsil.report.svg.Svg;

/** Which curve is which: the colour of each name, and a line or more that show them. */
final class Legend {
  private static final double ROW_HEIGHT = 18;
  private static final double SAMPLE_WIDTH = 22;
  private static final double GAP = 18;
  private static final double FONT_SIZE = 12;

  private record Entry(String name, String stroke, double x, int row) {}

  private final Map<String, String> strokes = new LinkedHashMap<>();
  private final List<Entry> entries = new ArrayList<>();
  private int rows = 1;

  /** For all curves of the chart, in as many rows as fit into so many pixels. */
  Legend(LineChart chart, double width) {
    int colour = 0;
    for (LineChart.Panel panel : chart.panels()) {
      for (Series series : panel.series()) {
        if (!strokes.containsKey(series.name())) {
          strokes.put(series.name(), "stroke='%s'".formatted(Look.colour(colour++)));
        }
      }
    }
    for (LineChart.Panel panel : chart.panels()) {
      for (Reference reference : panel.references()) {
        strokes.putIfAbsent(
            reference.name(), "stroke='%s' stroke-dasharray='6 4'".formatted(Look.INK));
      }
    }
    arrange(width);
  }

  private void arrange(double width) {
    double x = 0;
    for (Map.Entry<String, String> stroke : strokes.entrySet()) {
      String name = Look.fitting(stroke.getKey(), width - SAMPLE_WIDTH, FONT_SIZE);
      double entryWidth = SAMPLE_WIDTH + 6 + Look.width(name, FONT_SIZE);
      if (x > 0 && x + entryWidth > width) {
        x = 0;
        rows++;
      }
      entries.add(new Entry(name, stroke.getValue(), x, rows - 1));
      x += entryWidth + GAP;
    }
  }

  /** How a curve or a reference of this name is drawn. */
  String stroke(String name) {
    return Objects.requireNonNull(strokes.get(name));
  }

  double height() {
    return rows * ROW_HEIGHT;
  }

  void draw(Svg svg, double left, double top) {
    for (Entry entry : entries) {
      double x = left + entry.x();
      double middle = top + entry.row() * ROW_HEIGHT + ROW_HEIGHT / 2;
      svg.line(x, middle, x + SAMPLE_WIDTH, middle, entry.stroke() + " stroke-width='1.6'");
      svg.text(x + SAMPLE_WIDTH + 6, middle + 4, entry.name(), Look.LABEL);
    }
  }
}

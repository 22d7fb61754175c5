// SPDX-License-Identifier: Apache-2.0
package org.sparsil.report.chart;

import java.util.List;
import org.sparsil.report.svg.Svg;

/**
 * Several quantities of the same things: a line for each thing, and in it a bar per quantity, each
 * as long as its part of the largest.
 *
 * @param labels of the lines, from top to bottom
 * @param quantities from left to right
 */
public record BarChart(String title, List<String> labels, List<Quantity> quantities)
    implements Chart {
  private static final double WIDTH = 720;
  private static final double LEFT = 16;
  private static final double LABEL_WIDTH = 150;
  private static final double TOP = 60;
  private static final double LINE_HEIGHT = 24;
  private static final double BAR_HEIGHT = 14;
  private static final double GAP = 20;

  /** Room for the number behind the longest bar. */
  private static final double NUMBER_WIDTH = 70;

  /**
   * What is measured, with a value for each line.
   *
   * @param title with its unit
   */
  public record Quantity(String title, List<Long> values) {
    public Quantity {
      values = List.copyOf(values);
      if (values.stream().anyMatch(value -> value < 0)) {
        throw new IllegalArgumentException("negative " + title + ": " + values);
      }
    }
  }

  public BarChart {
    labels = List.copyOf(labels);
    quantities = List.copyOf(quantities);
    for (Quantity quantity : quantities) {
      if (quantity.values().size() != labels.size()) {
        throw new IllegalArgumentException(
            "%d labels, %d values of %s"
                .formatted(labels.size(), quantity.values().size(), quantity.title()));
      }
    }
  }

  @Override
  public String toSvg() {
    Svg svg = new Svg(WIDTH, TOP + labels.size() * LINE_HEIGHT + 10, Look.FONT);
    svg.text(LEFT, 22, Look.fitting(title, WIDTH - 2 * LEFT, 14), Look.TITLE);
    for (int line = 0; line < labels.size(); line++) {
      svg.text(LEFT, y(line) + 11, Look.fitting(labels.get(line), LABEL_WIDTH - 8, 12), Look.LABEL);
    }
    double width = (WIDTH - LEFT - LABEL_WIDTH - LEFT) / quantities.size();
    for (int i = 0; i < quantities.size(); i++) {
      draw(svg, quantities.get(i), i, LEFT + LABEL_WIDTH + i * width, width - GAP);
    }
    return svg.finish();
  }

  private static void draw(Svg svg, Quantity quantity, int number, double left, double width) {
    svg.text(left, TOP - 10, Look.fitting(quantity.title(), width, 12), Look.HEADING);
    long largest = quantity.values().stream().mapToLong(Long::longValue).max().orElse(0);
    for (int line = 0; line < quantity.values().size(); line++) {
      long value = quantity.values().get(line);
      double length = (width - NUMBER_WIDTH) * value / Math.max(1, largest);
      svg.rectangle(left, y(line), length, BAR_HEIGHT, "fill='%s'".formatted(Look.colour(number)));
      svg.text(left + length + 5, y(line) + 11, String.valueOf(value), Look.SMALL);
    }
  }

  private static double y(int line) {
    return TOP + line * LINE_HEIGHT;
  }
}

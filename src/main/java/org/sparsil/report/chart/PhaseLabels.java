// SPDX-License-Identifier: Apache-2.0
package org.sparsil.report.chart;

import java.util.ArrayList;
import java.util.List;
import org.sparsil.report.svg.Svg;

/**
 * The names of phases above a chart, in as many rows as they need. A name is higher than those that
 * start below it, so that no phase's line passes through another's name.
 */
final class PhaseLabels {
  private static final double ROW_HEIGHT = 15;
  private static final double FONT_SIZE = 11;
  private static final double GAP = 4;

  /**
   * A name.
   *
   * @param start where its phase starts
   * @param left where its text starts
   * @param row 0 for the lowest
   */
  private record Label(String text, double start, double left, int row) {}

  private final List<Label> labels = new ArrayList<>();
  private final double left;

  /**
   * Arranges names.
   *
   * @param starts where each phase starts, in pixels, from left to right
   */
  PhaseLabels(List<Phase> phases, List<Double> starts, double left, double right) {
    this.left = left;
    for (int i = phases.size() - 1; i >= 0; i--) {
      String text = Look.fitting(phases.get(i).name(), right - left, FONT_SIZE);
      double end = Math.min(starts.get(i) + GAP + Look.width(text, FONT_SIZE), right);
      int row =
          labels.stream()
              .filter(label -> Math.min(label.start(), label.left()) <= end + GAP)
              .mapToInt(label -> label.row() + 1)
              .max()
              .orElse(0);
      labels.add(new Label(text, starts.get(i), end - Look.width(text, FONT_SIZE), row));
    }
  }

  double height() {
    return ROW_HEIGHT * labels.stream().mapToInt(label -> label.row() + 1).max().orElse(0);
  }

  /** Draws names and lines, down to {@code bottom}; below {@code panels} there are panels. */
  void draw(Svg svg, double panels, double bottom) {
    for (Label label : labels) {
      double base = panels - 4 - label.row() * ROW_HEIGHT;
      if (label.start() > left) {
        svg.line(
            label.start(),
            base - FONT_SIZE,
            label.start(),
            bottom,
            "stroke='%s' stroke-dasharray='2 3'".formatted(Look.MUTED));
      }
      svg.text(
          label.left(),
          base,
          label.text(),
          Look.SMALL + " stroke='#ffffff' stroke-width='3' paint-order='stroke'");
    }
  }
}

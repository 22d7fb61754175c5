// SPDX-License-Identifier: Apache-2.0
package org.sparsil.report.chart;

import org.sparsil.report.svg.Svg;

/** The area within which values are drawn, and the axes around it. */
record Frame(double left, double top, double width, double height, Scale xScale, Scale yScale) {
  /** Between the frame and the first and last value, so that marks there are whole. */
  private static final double INSET = 7;

  double x(double value) {
    return left + INSET + xScale.share(value) * (width - 2 * INSET);
  }

  double y(double value) {
    return bottom() - yScale.share(value) * height;
  }

  double right() {
    return left + width;
  }

  double bottom() {
    return top + height;
  }

  /** The grid, behind what is drawn. */
  void grid(Svg svg) {
    String grid = "stroke='%s'".formatted(Look.GRID);
    for (Tick tick : xScale.ticks()) {
      svg.line(x(tick.value()), top, x(tick.value()), bottom(), grid);
    }
    for (Tick tick : yScale.ticks()) {
      svg.line(left, y(tick.value()), right(), y(tick.value()), grid);
    }
  }

  /** The border, and the numbers at the left, with what they measure. */
  void verticalAxis(Svg svg, String title, double titleX) {
    svg.rectangle(left, top, width, height, "fill='none' stroke='%s'".formatted(Look.FRAME));
    for (Tick tick : yScale.ticks()) {
      svg.text(left - 6, y(tick.value()) + 4, tick.label(), "text-anchor='end' " + Look.SMALL);
    }
    svg.textUpwards(
        titleX,
        (top + bottom()) / 2,
        Look.fitting(title, height, 12),
        "text-anchor='middle' " + Look.LABEL);
  }

  /** The numbers below, with what they measure. */
  void horizontalAxis(Svg svg, String title) {
    for (Tick tick : xScale.ticks()) {
      svg.text(x(tick.value()), bottom() + 15, tick.label(), "text-anchor='middle' " + Look.SMALL);
    }
    svg.text(
        (left + right()) / 2,
        bottom() + 34,
        Look.fitting(title, width, 12),
        "text-anchor='middle' " + Look.LABEL);
  }
}

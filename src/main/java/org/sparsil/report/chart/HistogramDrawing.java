// SPDX-License-Identifier: Apache-2.0
package org.sparsil.report.chart;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.sparsil.report.svg.Path;
import org.sparsil.report.svg.Svg;

/** Draws a {@link Histogram}. */
final class HistogramDrawing {
  private static final int PANELS_PER_ROW = 4;
  private static final double LEFT = 70;
  private static final double PANEL_WIDTH = 196;
  private static final double PANEL_HEIGHT = 150;
  private static final double GUTTER = 54;
  private static final double MARGIN = 20;
  private static final double TOP = 38;
  private static final double CAPTION_HEIGHT = 52;
  private static final double ROW_HEIGHT = CAPTION_HEIGHT + PANEL_HEIGHT + 56;
  private static final int X_TICKS = 5;
  private static final int Y_TICKS = 6;

  /** As many as are still wider than the lines of their outline. */
  private static final int MOST_INTERVALS = 64;

  /** More stems than this could not be told apart. */
  private static final int MOST_STEMS = 256;

  /** Where the axis of a logarithmic count starts: a single weight is to be seen. */
  private static final double LEAST_COUNT = 0.6;

  /**
   * A panel with what is drawn in it.
   *
   * @param columns the start of each interval, or each value, with its count
   */
  private record Counted(
      String title, Histogram.Form form, WeightCounts weights, List<Point> columns) {}

  private final Histogram chart;
  private final Range values;
  private final NiceStep interval;
  private final List<Counted> panels;

  HistogramDrawing(Histogram chart) {
    this.chart = chart;
    List<WeightCounts> weights =
        chart.panels().stream().map(panel -> new WeightCounts(panel.weights())).toList();
    Range found =
        Range.of(weights.stream().flatMap(one -> one.extremes().stream()).mapToDouble(x -> x));
    values = found.atLeast(Math.max(found.magnitude() * 1e-6, 1e-30));
    interval = NiceStep.atLeast(values.span() / MOST_INTERVALS);
    panels =
        Stream.iterate(0, i -> i < weights.size(), i -> i + 1)
            .map(i -> counted(chart.panels().get(i), weights.get(i)))
            .toList();
  }

  private Counted counted(Histogram.Panel panel, WeightCounts weights) {
    Histogram.Form form = weights.distinct() > MOST_STEMS ? Histogram.Form.INTERVALS : panel.form();
    return new Counted(
        panel.title(),
        form,
        weights,
        switch (form) {
          case INTERVALS -> weights.byInterval(interval);
          case STEMS -> weights.byValue();
        });
  }

  String draw() {
    int columns = Math.min(PANELS_PER_ROW, panels.size());
    int rows = (panels.size() + PANELS_PER_ROW - 1) / PANELS_PER_ROW;
    double width = LEFT + columns * (PANEL_WIDTH + GUTTER) - GUTTER + MARGIN;
    Svg svg = new Svg(width, TOP + rows * ROW_HEIGHT, Look.FONT);
    svg.text(LEFT, 22, Look.fitting(chart.title(), width - LEFT, 14), Look.TITLE);
    for (int i = 0; i < panels.size(); i++) {
      int column = i % PANELS_PER_ROW;
      int row = i / PANELS_PER_ROW;
      double left = LEFT + column * (PANEL_WIDTH + GUTTER);
      double top = TOP + row * ROW_HEIGHT + CAPTION_HEIGHT;
      draw(panels.get(i), left, top, column == 0 ? chart.counts().title() : "", svg);
    }
    return svg.finish();
  }

  private void draw(Counted panel, double left, double top, String countTitle, Svg svg) {
    Scale x = chart.values().scale(values, Axis.Fit.TIGHT, X_TICKS);
    Frame frame = new Frame(left, top, PANEL_WIDTH, PANEL_HEIGHT, x, countScale(panel));
    caption(panel, left, top - CAPTION_HEIGHT, svg);
    frame.grid(svg);
    switch (panel.form()) {
      case INTERVALS -> intervals(panel.columns(), frame, svg);
      case STEMS -> stems(panel.columns(), frame, svg);
    }
    frame.verticalAxis(svg, countTitle, 18);
    frame.horizontalAxis(
        svg,
        switch (panel.form()) {
          case INTERVALS -> chart.values().title() + ", in steps of " + interval.tick(1).label();
          case STEMS -> chart.values().title();
        });
  }

  /** Ratios are compared between panels, so their axes are alike; differences within one. */
  private Scale countScale(Counted panel) {
    return chart.counts().shows(0)
        ? chart.counts().scale(new Range(0, highest(Stream.of(panel))), Axis.Fit.ROUNDED, Y_TICKS)
        : chart
            .counts()
            .scale(new Range(LEAST_COUNT, 1.5 * highest(panels.stream())), Axis.Fit.TIGHT, Y_TICKS);
  }

  private static double highest(Stream<Counted> panels) {
    return panels.flatMap(panel -> panel.columns().stream()).mapToDouble(Point::y).max().orElse(1);
  }

  private static void caption(Counted panel, double left, double top, Svg svg) {
    WeightCounts weights = panel.weights();
    double width = PANEL_WIDTH + MARGIN - 6;
    svg.text(left, top + 12, Look.fitting(panel.title(), width, 13), Look.HEADING);
    String drawn =
        switch (panel.form()) {
          case INTERVALS -> "%,d weights";
          case STEMS -> "%,d weights of %d values";
        };
    svg.text(
        left,
        top + 28,
        String.format(Locale.ROOT, drawn, weights.drawn(), panel.columns().size())
            + (weights.notFinite() == 0
                ? ""
                : String.format(Locale.ROOT, "; %,d not finite", weights.notFinite())),
        Look.SMALL);
    svg.text(
        left,
        top + 43,
        weights.zeros() == 0
            ? "no zeros"
            : String.format(
                Locale.ROOT,
                "%,d zeros (%.1f %%) not drawn",
                weights.zeros(),
                100.0 * weights.zeros() / weights.total()),
        Look.SMALL);
  }

  /** An outline over neighbouring intervals, down to the axis where nothing is. */
  private void intervals(List<Point> columns, Frame frame, Svg svg) {
    Path outline = new Path();
    double end = Double.NEGATIVE_INFINITY;
    for (Point column : columns) {
      double start = frame.x(column.x());
      if (start > end + 0.5) {
        if (!outline.isEmpty()) {
          outline.vertical(frame.bottom());
        }
        outline.move(start, frame.bottom());
      }
      end = frame.x(column.x() + interval.size());
      outline.vertical(frame.y(column.y())).horizontal(end);
    }
    if (!outline.isEmpty()) {
      outline.vertical(frame.bottom());
    }
    svg.path(outline, "fill='#b6dcfb' stroke='%s'".formatted(Look.colour(0)));
  }

  private static void stems(List<Point> columns, Frame frame, Svg svg) {
    Path stems = new Path();
    Path heads = new Path();
    for (Point column : columns) {
      double x = frame.x(column.x());
      stems.move(x, frame.bottom()).vertical(frame.y(column.y()));
      heads.dot(x, frame.y(column.y()));
    }
    String stroke = " stroke-linecap='round' stroke='%s'".formatted(Look.colour(1));
    svg.path(stems, "stroke-width='%s'".formatted(columns.size() <= 64 ? "1.5" : "0.8") + stroke);
    svg.path(heads, "stroke-width='%s'".formatted(columns.size() <= 64 ? "5" : "2.5") + stroke);
  }
}

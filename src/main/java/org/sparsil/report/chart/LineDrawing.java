// SPDX-License-Identifier: Apache-2.0
package org.sparsil.report.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.sparsil.report.svg.Path;
import org.sparsil.report.svg.Svg;

/** Draws a {@link LineChart}. */
final class LineDrawing {
  private static final double WIDTH = 720;
  private static final double LEFT = 72;
  private static final double RIGHT = 16;
  private static final double PANEL_WIDTH = WIDTH - LEFT - RIGHT;
  private static final double PANEL_GAP = 16;
  private static final double X_AXIS_HEIGHT = 46;
  private static final double LEGEND_TOP = 32;
  private static final int Y_TICKS = 6;
  private static final int X_TICKS = 10;

  /** Curves of more points are drawn as lines alone. */
  private static final int MOST_DOTS = 24;

  /** Of all curves together: what keeps a picture under 30 kilobytes. */
  private static final int MOST_POINTS = 1800;

  private final LineChart chart;
  private final Legend legend;
  private final List<Frame> frames = new ArrayList<>();
  private final PhaseLabels phases;
  private final double top;
  private final int curves;

  LineDrawing(LineChart chart) {
    this.chart = chart;
    legend = new Legend(chart, PANEL_WIDTH);
    curves = chart.panels().stream().mapToInt(panel -> panel.series().size()).sum();
    Range range = xRange();
    Scale x = chart.x().scale(range, Axis.Fit.TIGHT, X_TICKS);
    Frame across = new Frame(LEFT, 0, PANEL_WIDTH, 0, x, x);
    phases =
        new PhaseLabels(
            chart.phases(),
            chart.phases().stream()
                .map(phase -> phase.start() <= range.low() ? LEFT : across.x(phase.start()))
                .toList(),
            LEFT,
            WIDTH - RIGHT);
    top = LEGEND_TOP + legend.height() + 6 + phases.height();
    double panelHeight = chart.panels().size() == 1 ? 260 : 170;
    double panelTop = top;
    for (LineChart.Panel panel : chart.panels()) {
      Scale y = panel.y().scale(yRange(panel), Axis.Fit.ROUNDED, Y_TICKS);
      frames.add(new Frame(LEFT, panelTop, PANEL_WIDTH, panelHeight, x, y));
      panelTop += panelHeight + PANEL_GAP;
    }
  }

  private Range xRange() {
    return Range.of(
        chart.panels().stream()
            .flatMap(panel -> panel.series().stream())
            .flatMap(series -> series.points().stream())
            .mapToDouble(Point::x)
            .filter(chart.x()::shows));
  }

  private static Range yRange(LineChart.Panel panel) {
    return Range.of(
        DoubleStream.concat(
                panel.series().stream()
                    .flatMap(series -> series.points().stream())
                    .mapToDouble(Point::y),
                panel.references().stream().mapToDouble(Reference::y))
            .filter(panel.y()::shows));
  }

  String draw() {
    double bottom = frames.get(frames.size() - 1).bottom();
    Svg svg = new Svg(WIDTH, bottom + X_AXIS_HEIGHT, Look.FONT);
    svg.text(LEFT, 22, Look.fitting(chart.title(), PANEL_WIDTH, 14), Look.TITLE);
    legend.draw(svg, LEFT, LEGEND_TOP);
    frames.forEach(frame -> frame.grid(svg));
    phases.draw(svg, top, bottom);
    for (int i = 0; i < frames.size(); i++) {
      draw(chart.panels().get(i), frames.get(i), svg);
    }
    frames.get(frames.size() - 1).horizontalAxis(svg, chart.x().title());
    return svg.finish();
  }

  private void draw(LineChart.Panel panel, Frame frame, Svg svg) {
    for (Reference reference : panel.references()) {
      if (panel.y().shows(reference.y())) {
        double y = frame.y(reference.y());
        svg.line(frame.left(), y, frame.right(), y, legend.stroke(reference.name()));
      }
    }
    for (Series series : panel.series()) {
      curve(panel, series, frame, svg);
    }
    frame.verticalAxis(svg, panel.y().title(), 18);
  }

  private void curve(LineChart.Panel panel, Series series, Frame frame, Svg svg) {
    Path line = new Path();
    Path dots = new Path();
    for (List<Point> run : runs(panel, series)) {
      line.move(frame.x(run.get(0).x()), frame.y(run.get(0).y()));
      run.stream().skip(1).forEach(point -> line.line(frame.x(point.x()), frame.y(point.y())));
      if (run.size() == 1 || series.points().size() <= MOST_DOTS) {
        run.forEach(point -> dots.dot(frame.x(point.x()), frame.y(point.y())));
      }
    }
    String stroke = legend.stroke(series.name());
    svg.path(line, "fill='none' stroke-linejoin='round' stroke-width='1.6' " + stroke);
    if (!dots.isEmpty()) {
      svg.path(dots, "stroke-width='6' stroke-linecap='round' " + stroke);
    }
  }

  /** The points that the axes can show, parted where there are others between them. */
  private List<List<Point>> runs(LineChart.Panel panel, Series series) {
    List<List<Point>> runs = new ArrayList<>();
    List<Point> run = new ArrayList<>();
    for (Point point : Thinning.of(series.points(), MOST_POINTS / curves)) {
      if (chart.x().shows(point.x()) && panel.y().shows(point.y())) {
        run.add(point);
      } else if (!run.isEmpty()) {
        runs.add(run);
        run = new ArrayList<>();
      }
    }
    if (!run.isEmpty()) {
      runs.add(run);
    }
    return runs;
  }
}

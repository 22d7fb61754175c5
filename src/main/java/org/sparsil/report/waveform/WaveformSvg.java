// SPDX-License-Identifier: Apache-2.0
package org.sparsil.report.waveform;

import java.util.List;
import org.sparsil.report.svg.Path;
import org.sparsil.report.svg.Svg;

/**
 * Draws tracks over a range of clock cycles as an SVG picture: a single bit as a line, more bits as
 * boxes with the number inside, unknown values hatched in red.
 */
public final class WaveformSvg {
  private static final int LABEL_WIDTH = 190;
  private static final int ROW_HEIGHT = 30;
  private static final int WAVE_HEIGHT = 18;
  private static final int HEADER_HEIGHT = 44;
  private static final int CHARACTER_WIDTH = 7;

  private final long periodTime;
  private final int cycleWidth;

  /**
   * A style of drawing.
   *
   * @param periodTime the time of one clock cycle, in the dump's unit
   * @param cycleWidth pixels for a cycle
   */
  public WaveformSvg(long periodTime, int cycleWidth) {
    this.periodTime = periodTime;
    this.cycleWidth = cycleWidth;
  }

  /**
   * The picture.
   *
   * @param title stands above it
   * @param startTime where cycle 0 starts
   * @param cycles how many to draw
   */
  public String draw(String title, List<Track> tracks, long startTime, int cycles) {
    int width = LABEL_WIDTH + cycles * cycleWidth + 10;
    int height = HEADER_HEIGHT + tracks.size() * ROW_HEIGHT + 10;
    Svg svg = new Svg(width, height, "monospace");
    svg.text(10, 18, title, "font-weight='bold' fill='#222222'");
    ruler(svg, cycles, height);
    for (int row = 0; row < tracks.size(); row++) {
      track(svg, tracks.get(row), HEADER_HEIGHT + row * ROW_HEIGHT, startTime, cycles);
    }
    return svg.finish();
  }

  private void ruler(Svg svg, int cycles, int height) {
    int step = Math.max(1, (int) Math.ceil(40.0 / cycleWidth));
    for (int cycle = 0; cycle <= cycles; cycle++) {
      int x = x(cycle);
      svg.line(x, HEADER_HEIGHT - 8, x, height - 10, "stroke='#e6e6e6'");
      if (cycle % step == 0) {
        svg.text(x, 34, String.valueOf(cycle), "fill='#888888'");
      }
    }
  }

  private void track(Svg svg, Track track, int y, long startTime, int cycles) {
    svg.text(10, y + WAVE_HEIGHT - 4, track.label(), "fill='#222222'");
    int from = 0;
    while (from < cycles) {
      String text = text(track, startTime, from);
      int to = from + 1;
      while (to < cycles && text(track, startTime, to).equals(text)) {
        to++;
      }
      if (text.equals("x")) {
        unknown(svg, y, x(from), x(to));
      } else if (track.signal().widthBits() == 1) {
        level(svg, y, x(from), x(to), text.equals("1"), from > 0);
      } else {
        box(svg, y, x(from), x(to), text);
      }
      from = to;
    }
  }

  /** The value in the middle of a cycle. */
  private String text(Track track, long startTime, int cycle) {
    return track.text(startTime + cycle * periodTime + periodTime / 2);
  }

  private int x(int cycle) {
    return LABEL_WIDTH + cycle * cycleWidth;
  }

  private static void level(Svg svg, int y, int left, int right, boolean high, boolean edge) {
    int level = high ? y : y + WAVE_HEIGHT;
    int other = high ? y + WAVE_HEIGHT : y;
    svg.path(
        new Path().move(left, edge ? other : level).vertical(level).horizontal(right),
        "fill='none' stroke='%s' stroke-width='1.5'".formatted(high ? "#1a7f37" : "#57606a"));
  }

  private static void box(Svg svg, int y, int left, int right, String text) {
    svg.rectangle(
        left + 1, y, right - left - 2, WAVE_HEIGHT, "rx='3' fill='#ddf4ff' stroke='#0969da'");
    if (right - left - 4 >= text.length() * CHARACTER_WIDTH) {
      svg.text(
          (left + right) / 2.0, y + WAVE_HEIGHT - 5, text, "text-anchor='middle' fill='#0a3069'");
    }
  }

  private static void unknown(Svg svg, int y, int left, int right) {
    svg.rectangle(
        left + 1,
        y,
        right - left - 2,
        WAVE_HEIGHT,
        "fill='#ffebe9' stroke='#cf222e' stroke-dasharray='3 3'");
  }
}

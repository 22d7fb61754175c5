// SPDX-License-Identifier: Apache-2.0
package org.sparsil.report.waveform;

import java.util.List;
import java.util.function.IntFunction;
import org.sparsil.report.svg.Svg;

/**
 * Draws line buffers at work, one above the other on one time axis: for each row memory when it is
 * filled and when it is read, and when the multipliers work or wait.
 */
public final class LineBufferPicture {
  private static final int LABEL_WIDTH = 110;
  private static final int MOST_WIDTH = 1000;
  private static final int MOST_CYCLES = 2000;
  private static final int HEADER_HEIGHT = 64;
  private static final int LANE_HEIGHT = 18;
  private static final int BAR_HEIGHT = 13;
  private static final int GAP = 44;
  private static final int AXIS_HEIGHT = 40;
  private static final String INK = "fill='#222222'";
  private static final String SMALL = "font-size='11' fill='#57606a'";

  /** What a lane shows in a cycle. */
  private enum State {
    FILLED("#d4580a", "filled"),
    READ("#0969da", "read"),
    BOTH("#8250df", "filled and read"),
    WORKS("#1a7f37", "multipliers work"),
    WAITS("#d0d7de", "multipliers wait"),
    IDLE("none", "");

    private final String colour;
    private final String meaning;

    State(String colour, String meaning) {
      this.colour = colour;
      this.meaning = meaning;
    }
  }

  private final double cycleWidth;
  private final int cycles;

  private LineBufferPicture(int cycles) {
    this.cycles = Math.max(1, Math.min(MOST_CYCLES, cycles));
    this.cycleWidth = Math.min(12, (double) MOST_WIDTH / this.cycles);
  }

  /**
   * The picture.
   *
   * @param title stands above it
   * @param runs at least one
   */
  public static String draw(String title, List<LineBufferActivity> runs) {
    int cycles = runs.stream().mapToInt(run -> run.cycles().size()).max().orElse(1);
    return new LineBufferPicture(cycles).draw(runs, title);
  }

  private String draw(List<LineBufferActivity> runs, String title) {
    int lanes = runs.stream().mapToInt(run -> run.buffers() + 1).sum();
    int height = HEADER_HEIGHT + lanes * LANE_HEIGHT + runs.size() * GAP + AXIS_HEIGHT;
    Svg svg =
        new Svg(LABEL_WIDTH + cycles * cycleWidth + 20, height, "Helvetica, Arial, sans-serif");
    svg.text(10, 22, title, "font-weight='bold' font-size='14' " + INK);
    legend(svg);
    axis(svg, height);
    int top = HEADER_HEIGHT;
    for (LineBufferActivity run : runs) {
      top = run(svg, run, top);
    }
    return svg.finish();
  }

  private static void legend(Svg svg) {
    double x = 10;
    for (State state : State.values()) {
      if (state != State.IDLE) {
        svg.rectangle(x, 34, 14, BAR_HEIGHT, "fill='%s'".formatted(state.colour));
        svg.text(x + 19, 45, state.meaning, SMALL);
        x += 38 + state.meaning.length() * 6.2;
      }
    }
  }

  private void axis(Svg svg, int height) {
    int step = 1;
    for (int next : List.of(5, 10, 20, 50, 100, 200, 500)) {
      step = step * cycleWidth < 45 ? next : step;
    }
    for (int cycle = 0; cycle <= cycles; cycle += step) {
      svg.line(x(cycle), HEADER_HEIGHT, x(cycle), height - AXIS_HEIGHT + 6, "stroke='#e6e6e6'");
      svg.text(
          x(cycle),
          height - AXIS_HEIGHT + 20,
          String.valueOf(cycle),
          "text-anchor='middle' " + SMALL);
    }
    svg.text(
        LABEL_WIDTH + cycles * cycleWidth / 2,
        height - 6,
        "clock cycles",
        "text-anchor='middle' " + SMALL);
  }

  private int run(Svg svg, LineBufferActivity run, int top) {
    long works = run.cycles().stream().filter(LineBufferActivity.Cycle::works).count();
    svg.text(
        10,
        top + 22,
        "%s: %d cycles, the multipliers work in %d of them"
            .formatted(run.title(), run.cycles().size(), works),
        "font-weight='bold' " + INK);
    int y = top + 32;
    for (int buffer = 0; buffer < run.buffers(); buffer++) {
      int number = buffer;
      lane(svg, "buffer " + number, y, run, cycle -> buffer(run.cycles().get(cycle), number));
      y += LANE_HEIGHT;
    }
    lane(
        svg,
        "multipliers",
        y,
        run,
        cycle -> run.cycles().get(cycle).works() ? State.WORKS : State.WAITS);
    return y + LANE_HEIGHT + GAP - 32;
  }

  private static State buffer(LineBufferActivity.Cycle cycle, int buffer) {
    boolean filled = cycle.filled().contains(buffer);
    boolean read = cycle.read().contains(buffer);
    if (filled) {
      return read ? State.BOTH : State.FILLED;
    }
    return read ? State.READ : State.IDLE;
  }

  /** A bar for each run of cycles of the same state. */
  private void lane(
      Svg svg, String label, int y, LineBufferActivity run, IntFunction<State> states) {
    svg.text(10, y + 11, label, INK);
    int end = Math.min(cycles, run.cycles().size());
    svg.line(x(0), y + BAR_HEIGHT + 1.5, x(end), y + BAR_HEIGHT + 1.5, "stroke='#e6e6e6'");
    int from = 0;
    while (from < end) {
      State state = states.apply(from);
      int to = from + 1;
      while (to < end && states.apply(to) == state) {
        to++;
      }
      if (state != State.IDLE) {
        svg.rectangle(
            x(from), y, (to - from) * cycleWidth, BAR_HEIGHT, "fill='%s'".formatted(state.colour));
      }
      from = to;
    }
  }

  private double x(int cycle) {
    return LABEL_WIDTH + cycle * cycleWidth;
  }
}

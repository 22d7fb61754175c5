// SPDX-License-Identifier: Apache-2.0
package org.sparsil.rtl;

import java.util.List;

/** What brings the steps to an engine. Each kind has a template of its name. */
public sealed interface Front {
  /** What lines it holds, for people; empty if none. */
  String sentence();

  /** Whether it holds lines. */
  default boolean held() {
    return !sentence().isEmpty();
  }

  /** The names of the hand-written cells that it uses. */
  List<String> cells();

  /** The input's elements, one per step. */
  record DirectFront() implements Front {
    @Override
    public String sentence() {
      return "";
    }

    @Override
    public List<String> cells() {
      return List.of();
    }
  }

  /**
   * A line buffer and a window behind it, or one for each of several rows.
   *
   * @param elementBits bits of an element
   * @param parallel rows of windows at once
   * @param delay steps between neighbouring taps of a row
   * @param lanes taps per cycle
   * @param cycles in which a window's taps of a channel are handed over
   * @param padding what taps outside of the image are
   */
  record WindowFront(
      String sentence,
      LineCell lines,
      int elementBits,
      int parallel,
      int kernelRows,
      int kernelColumns,
      int delay,
      int lanes,
      int cycles,
      int padding)
      implements Front {
    @Override
    public List<String> cells() {
      return List.of(lines.cell(), "nn_window", "nn_delay");
    }

    public boolean manyRows() {
      return parallel > 1;
    }

    /** Bits of a window's rows of a step. */
    public int rowsBits() {
      return kernelRows * elementBits;
    }

    public int allRowsBits() {
      return parallel * rowsBits();
    }

    public int allRows() {
      return parallel * kernelRows;
    }

    public int tapsBits() {
      return lanes * elementBits;
    }
  }

  /** A line buffer's cell. */
  sealed interface LineCell {
    String cell();
  }

  /** Cell {@code nn_line_stream}. */
  record LineStream(
      int elementBits,
      int rows,
      int columns,
      int channels,
      int groupChannels,
      AxisSteps rowAxis,
      AxisSteps columnAxis)
      implements LineCell {
    @Override
    public String cell() {
      return "nn_line_stream";
    }
  }

  /**
   * Cell {@code nn_line_buffer}.
   *
   * @param inputLanes elements per beat
   * @param rowPadding rows of the first window above the image
   * @param rowGroups how often {@code parallel} rows of windows are read
   * @param topStart the buffer of the first window's top row
   * @param topStep buffers from there to the next rows of windows
   * @param topWrap buffers from the last rows of windows to the next frame's first
   */
  record LineRows(
      int elementBits,
      int inputLanes,
      int buffers,
      int parallel,
      int rows,
      int columns,
      int channels,
      int groupChannels,
      int rowPadding,
      int rowGroups,
      int topStart,
      int topStep,
      int topWrap,
      AxisSteps rowAxis,
      AxisSteps columnAxis)
      implements LineCell {
    @Override
    public String cell() {
      return "nn_line_buffer";
    }
  }

  /** One axis of the grid that a line buffer walks over. */
  record AxisSteps(int kernel, int dilation, int stride, int lead, int steps, int first) {}
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.arch;

import org.sparsil.tensor.Shape;
import org.sparsil.tensor.Window;
import org.sparsil.tensor.Window.Axis;

/**
 * The line buffer of a layer and the window behind it: what the cells {@code nn_line_stream},
 * {@code nn_line_buffer} and {@code nn_window} are told.
 *
 * <p>A <em>step</em> hands over one column of the window for one channel. Rows and columns are
 * counted on a grid that begins with the image, or with the padding above or left of it where a
 * whole window fits into that. The position of a window is that of its bottom right tap.
 *
 * @param image rows, columns, channels
 * @param groupChannels channels that a sum is made of, all or a part of them
 * @param parallel rows of windows at once
 * @param inputLanes elements per beat; divides the elements of a row
 * @param tapsPerCycle taps handed to the engine at once; divides the window's
 */
public record LineBuffer(
    Shape image,
    Window window,
    int groupChannels,
    LineBuffers buffers,
    int parallel,
    int inputLanes,
    int tapsPerCycle) {

  public LineBuffer {
    if (window.taps() % tapsPerCycle != 0 || rowElements(image) % inputLanes != 0) {
      throw new IllegalArgumentException(
          "%d taps by %d, %d elements by %d"
              .formatted(window.taps(), tapsPerCycle, rowElements(image), inputLanes));
    }
    if (buffers.streaming() && (parallel != 1 || inputLanes != 1)) {
      throw new IllegalArgumentException("several rows at once of a streaming line buffer");
    }
  }

  public int rows() {
    return image.extent(0);
  }

  public int columns() {
    return image.extent(1);
  }

  public int channels() {
    return image.extent(2);
  }

  /** Elements of a row of the image. */
  public int rowElements() {
    return rowElements(image);
  }

  private static int rowElements(Shape image) {
    return Math.multiplyExact(image.extent(1), image.extent(2));
  }

  public int outputRows() {
    return window.rows().outputs(rows());
  }

  public int outputColumns() {
    return window.columns().outputs(columns());
  }

  /** Windows of a frame, or groups of {@link #parallel} of them. */
  public int windows() {
    return Math.multiplyExact(rowGroups(), outputColumns());
  }

  /** How often rows of windows are read. */
  public int rowGroups() {
    return (outputRows() + parallel - 1) / parallel;
  }

  /** Rows of the image that the windows of a row group span. */
  public static long rowsNeeded(Window window, int parallel) {
    return window.rows().effectiveKernel() + (long) (parallel - 1) * window.rows().stride();
  }

  /** Cycles in which the taps of one channel of a window are handed over. */
  public int cyclesPerChannel() {
    return window.taps() / tapsPerCycle;
  }

  /** Steps between neighbouring taps of a row. */
  public int delay() {
    return Math.multiplyExact(window.columns().dilation(), channels());
  }

  public int rowLead() {
    return lead(window.rows());
  }

  public int firstRow() {
    return first(window.rows());
  }

  /** Rows of the grid that a streaming line buffer walks over. */
  public int rowSteps() {
    return Math.max(rowLead() + rows(), last(window.rows(), rows()) + 1);
  }

  public int columnLead() {
    return lead(window.columns());
  }

  public int firstColumn() {
    return first(window.columns());
  }

  /** Columns of the grid: a streaming line buffer takes all of the image, another what it needs. */
  public int columnSteps() {
    int needed = last(window.columns(), columns()) + 1;
    return buffers.streaming() ? Math.max(columnLead() + columns(), needed) : needed;
  }

  private static int span(Axis axis) {
    return Math.toIntExact(axis.effectiveKernel() - 1);
  }

  private static int lead(Axis axis) {
    return Math.max(0, axis.padBefore() - span(axis));
  }

  private static int first(Axis axis) {
    return Math.max(0, span(axis) - axis.padBefore());
  }

  private static int last(Axis axis, int extent) {
    return Math.addExact(first(axis), Math.multiplyExact(axis.outputs(extent) - 1, axis.stride()));
  }

  /** Rows from one row group to the next. */
  public int advance() {
    return Math.multiplyExact(parallel, window.rows().stride());
  }

  /** Bits of the row memories. */
  public long memoryBits(int elementBits) {
    long rows =
        buffers.rows().isPresent()
            ? buffers.rows().getAsInt()
            : window.rows().effectiveKernel() - 1;
    return rows * rowElements() * elementBits;
  }
}

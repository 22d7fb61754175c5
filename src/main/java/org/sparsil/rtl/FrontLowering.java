// SPDX-License-Identifier: Apache-2.0
package org.sparsil.rtl;

import org.sparsil.arch.LineBuffer;
import org.sparsil.rtl.Front.AxisSteps;
import org.sparsil.rtl.Front.LineCell;
import org.sparsil.rtl.Front.LineRows;
import org.sparsil.rtl.Front.LineStream;
import org.sparsil.rtl.Front.WindowFront;
import org.sparsil.tensor.Window.Axis;

/** Lowers a line buffer to its cells. */
final class FrontLowering {
  private FrontLowering() {}

  /**
   * The front of a layer.
   *
   * @param elementBits bits of an element of the image
   * @param padding what taps outside of the image are
   */
  static WindowFront front(LineBuffer buffer, int elementBits, int padding) {
    return new WindowFront(
        sentence(buffer),
        buffer.buffers().streaming() ? stream(buffer, elementBits) : rows(buffer, elementBits),
        elementBits,
        buffer.parallel(),
        buffer.window().rows().kernel(),
        buffer.window().columns().kernel(),
        buffer.delay(),
        buffer.tapsPerCycle(),
        buffer.cyclesPerChannel(),
        padding);
  }

  private static String sentence(LineBuffer buffer) {
    String rows =
        buffer.buffers().rows().isPresent()
            ? "%d rows of the image in as many memories"
                .formatted(buffer.buffers().rows().getAsInt())
            : "streaming, delay lines for %d rows of the image"
                .formatted(buffer.window().rows().effectiveKernel() - 1);
    return buffer.parallel() == 1
        ? rows
        : "%s, %d rows of windows at once".formatted(rows, buffer.parallel());
  }

  private static LineCell stream(LineBuffer buffer, int elementBits) {
    return new LineStream(
        elementBits,
        buffer.rows(),
        buffer.columns(),
        buffer.channels(),
        buffer.groupChannels(),
        axis(buffer.window().rows(), buffer.rowLead(), buffer.rowSteps(), buffer.firstRow()),
        columns(buffer));
  }

  private static LineCell rows(LineBuffer buffer, int elementBits) {
    int count = buffer.buffers().rows().orElseThrow();
    long rowsOfLast = (long) (buffer.rowGroups() - 1) * buffer.advance();
    return new LineRows(
        elementBits,
        buffer.inputLanes(),
        count,
        buffer.parallel(),
        buffer.rows(),
        buffer.columns(),
        buffer.channels(),
        buffer.groupChannels(),
        buffer.window().rows().padBefore(),
        buffer.rowGroups(),
        Math.floorMod(-buffer.window().rows().padBefore(), count),
        buffer.advance() % count,
        Math.floorMod(buffer.rows() - rowsOfLast, count),
        axis(buffer.window().rows(), 0, 0, 0),
        columns(buffer));
  }

  private static AxisSteps columns(LineBuffer buffer) {
    return axis(
        buffer.window().columns(), buffer.columnLead(), buffer.columnSteps(), buffer.firstColumn());
  }

  private static AxisSteps axis(Axis axis, int lead, int steps, int first) {
    return new AxisSteps(axis.kernel(), axis.dilation(), axis.stride(), lead, steps, first);
  }
}

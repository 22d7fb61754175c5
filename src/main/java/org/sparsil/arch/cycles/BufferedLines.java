// SPDX-License-Identifier: Apache-2.0
package org.sparsil.arch.cycles;

import org.sparsil.arch.LineBuffer;

/** The twin of {@code nn_line_buffer}. */
final class BufferedLines implements Lines {
  private final int buffers;
  private final int rowWords;
  private final int imageRows;
  private final int firstTop;
  private final int height;
  private final int advanceRows;
  private final int rowGroups;
  private final int channels;
  private final int groupChannels;
  private final Counter columns;

  // Loading.
  private int fillWord;
  private int held;

  // Reading.
  private int group;
  private int topRow;
  private int released;
  private int channel;
  private int member;

  // The step that is handed over.
  private boolean valid;
  private boolean fires;
  private boolean last;

  BufferedLines(LineBuffer buffer) {
    buffers = buffer.buffers().rows().getAsInt();
    rowWords = buffer.rowElements() / buffer.inputLanes();
    imageRows = buffer.rows();
    firstTop = -buffer.window().rows().padBefore();
    height = Math.toIntExact(LineBuffer.rowsNeeded(buffer.window(), buffer.parallel()));
    advanceRows = buffer.advance();
    rowGroups = buffer.rowGroups();
    channels = buffer.channels();
    groupChannels = buffer.groupChannels();
    columns =
        new Counter(buffer.columnSteps(), buffer.firstColumn(), buffer.window().columns().stride());
    topRow = firstTop;
  }

  @Override
  public boolean stepValid(boolean inputValid) {
    return valid;
  }

  @Override
  public boolean fires() {
    return fires;
  }

  @Override
  public boolean lastOfGroup() {
    return last;
  }

  @Override
  public boolean inputReady(boolean stepReady) {
    return held < buffers;
  }

  @Override
  public boolean clock(boolean inputValid, boolean stepReady) {
    boolean wasValid = valid;
    boolean load = inputValid && held < buffers;
    boolean resident = held >= Math.max(1, withinImage(topRow + height)) - released;
    boolean advance = !valid || stepReady;
    if (load) {
      fillWord++;
      if (fillWord == rowWords) {
        fillWord = 0;
        held++;
      }
    }
    if (advance) {
      valid = resident;
    }
    boolean issues = advance && resident;
    if (issues) {
      issue();
    }
    return load || issues || (valid != wasValid) || (wasValid && stepReady);
  }

  private void issue() {
    fires = columns.fires();
    last = member == groupChannels - 1;
    member = last ? 0 : member + 1;
    channel++;
    if (channel < channels) {
      return;
    }
    channel = 0;
    if (columns.next()) {
      nextGroup();
    }
  }

  private void nextGroup() {
    group++;
    if (group == rowGroups) {
      held -= imageRows - released;
      group = 0;
      topRow = firstTop;
      released = 0;
    } else {
      topRow += advanceRows;
      int toRelease = withinImage(topRow);
      held -= toRelease - released;
      released = toRelease;
    }
  }

  private int withinImage(int rows) {
    return Math.max(0, Math.min(imageRows, rows));
  }
}

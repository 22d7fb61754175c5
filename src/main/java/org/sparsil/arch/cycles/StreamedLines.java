// SPDX-License-Identifier: Apache-2.0
package org.sparsil.arch.cycles;

import org.sparsil.arch.LineBuffer;

/** The twin of {@code nn_line_stream}. */
final class StreamedLines implements Lines {
  private final int rowLead;
  private final int rowEnd;
  private final int columnLead;
  private final int columnEnd;
  private final int channels;
  private final int groupChannels;
  private final Counter rows;
  private final Counter columns;
  private boolean begun;
  private int channel;
  private int member;

  StreamedLines(LineBuffer buffer) {
    rowLead = buffer.rowLead();
    rowEnd = rowLead + buffer.rows();
    columnLead = buffer.columnLead();
    columnEnd = columnLead + buffer.columns();
    channels = buffer.channels();
    groupChannels = buffer.groupChannels();
    rows = new Counter(buffer.rowSteps(), buffer.firstRow(), buffer.window().rows().stride());
    columns =
        new Counter(buffer.columnSteps(), buffer.firstColumn(), buffer.window().columns().stride());
  }

  private boolean inside() {
    return rows.at() >= rowLead
        && rows.at() < rowEnd
        && columns.at() >= columnLead
        && columns.at() < columnEnd;
  }

  @Override
  public boolean stepValid(boolean inputValid) {
    return inputValid || (!inside() && begun);
  }

  @Override
  public boolean fires() {
    return rows.fires() && columns.fires();
  }

  @Override
  public boolean lastOfGroup() {
    return member == groupChannels - 1;
  }

  @Override
  public boolean inputReady(boolean stepReady) {
    return stepReady && inside();
  }

  @Override
  public boolean clock(boolean inputValid, boolean stepReady) {
    if (!stepReady || !stepValid(inputValid)) {
      return false;
    }
    begun = true;
    member = lastOfGroup() ? 0 : member + 1;
    channel++;
    if (channel == channels) {
      channel = 0;
      if (columns.next() && rows.next()) {
        begun = false;
      }
    }
    return true;
  }
}

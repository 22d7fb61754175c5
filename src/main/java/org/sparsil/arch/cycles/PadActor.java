// SPDX-License-Identifier: Apache-2.0
package org.sparsil.arch.cycles;

import org.sparsil.qgraph.QPad;

/** The twin of {@code nn_pad}. */
final class PadActor implements Actor {
  private final Channel in;
  private final Channel out;
  private final QPad layer;
  private final int rows;
  private final int columns;
  private int row;
  private int column;
  private int channel;
  private boolean begun;

  PadActor(QPad layer, Channel in, Channel out) {
    this.in = in;
    this.out = out;
    this.layer = layer;
    this.rows = layer.shape().extent(0);
    this.columns = layer.shape().extent(1);
  }

  private boolean inside() {
    int imageRow = row - layer.top();
    int imageColumn = column - layer.left();
    return imageRow >= 0
        && imageRow < layer.image().extent(0)
        && imageColumn >= 0
        && imageColumn < layer.image().extent(1);
  }

  @Override
  public void offer() {
    out.offer(in.valid() || (!inside() && begun));
  }

  @Override
  public void answer() {
    in.answer(out.ready() && inside());
  }

  @Override
  public boolean clock() {
    boolean moves = out.moves();
    if (moves) {
      begun = true;
      advance();
    }
    return moves;
  }

  private void advance() {
    channel++;
    if (channel < layer.image().extent(2)) {
      return;
    }
    channel = 0;
    column++;
    if (column < columns) {
      return;
    }
    column = 0;
    row++;
    if (row == rows) {
      row = 0;
      begun = false;
    }
  }
}

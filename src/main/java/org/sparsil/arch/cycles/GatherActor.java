// SPDX-License-Identifier: Apache-2.0
package org.sparsil.arch.cycles;

import org.sparsil.qgraph.QGather;

/** The twin of {@code nn_gather}. */
final class GatherActor implements Actor {
  private static final int STRIPS = 2;

  private final Channel in;
  private final Channel out;
  private final int stripElements;
  private final int stripOutputs;
  private int fill;
  private int full;
  private int read;
  private boolean valid;

  GatherActor(QGather layer, Channel in, Channel out) {
    this.in = in;
    this.out = out;
    this.stripElements = layer.stripElements();
    this.stripOutputs = layer.stripOutputs();
  }

  @Override
  public void offer() {
    out.offer(valid);
  }

  @Override
  public void answer() {
    in.answer(full != STRIPS);
  }

  @Override
  public boolean clock() {
    boolean advance = !valid || out.ready();
    boolean reads = advance && full > 0;
    if (advance) {
      valid = reads;
    }
    if (in.moves()) {
      fill++;
      if (fill == stripElements) {
        fill = 0;
        full++;
      }
    }
    if (reads) {
      read++;
      if (read == stripOutputs) {
        read = 0;
        full--;
      }
    }
    return in.moves() || reads || out.moves();
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.arch.cycles;

import org.sparsil.arch.LineBuffer;

/** The taps of windows, out of a line buffer. */
final class WindowSteps implements Steps {
  private final Lines lines;
  private final Taps taps;

  WindowSteps(LineBuffer buffer) {
    lines = Lines.of(buffer);
    taps = new Taps(buffer.cyclesPerChannel());
  }

  @Override
  public boolean valid(boolean inputValid) {
    return taps.valid();
  }

  @Override
  public boolean last() {
    return taps.last();
  }

  @Override
  public boolean inputReady(boolean engineReady) {
    return lines.inputReady(taps.stepReady(lines.fires(), engineReady));
  }

  @Override
  public boolean clock(boolean inputValid, boolean engineReady) {
    boolean stepReady = taps.stepReady(lines.fires(), engineReady);
    boolean fire = stepReady && lines.stepValid(inputValid) && lines.fires();
    boolean fireLast = lines.lastOfGroup();
    boolean handed = taps.valid() && engineReady;
    boolean moves = lines.clock(inputValid, stepReady);
    taps.clock(fire, fireLast, engineReady);
    return moves || handed;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.arch.cycles;

import org.sparsil.arch.LineBuffer;

/** The twin of a line buffer's control: hands over steps. */
interface Lines {
  static Lines of(LineBuffer buffer) {
    return buffer.buffers().streaming() ? new StreamedLines(buffer) : new BufferedLines(buffer);
  }

  boolean stepValid(boolean inputValid);

  /** Whether the step completes a window. */
  boolean fires();

  /** ... whose group ends with it. */
  boolean lastOfGroup();

  boolean inputReady(boolean stepReady);

  /** Moves on; whether anything changed. */
  boolean clock(boolean inputValid, boolean stepReady);
}

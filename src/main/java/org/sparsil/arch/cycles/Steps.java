// SPDX-License-Identifier: Apache-2.0
package org.sparsil.arch.cycles;

/** What an engine takes: steps, some of them the last of a group. */
interface Steps {
  boolean valid(boolean inputValid);

  boolean last();

  boolean inputReady(boolean engineReady);

  /** Moves on; whether anything changed. */
  boolean clock(boolean inputValid, boolean engineReady);
}

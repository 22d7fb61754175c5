// SPDX-License-Identifier: Apache-2.0
package org.sparsil.arch.cycles;

/** The memory that results leave a stage from. */
interface Results {
  boolean valid();

  /** Whether credits come back in this cycle. */
  boolean returns(boolean ready);

  /** Moves on; whether anything changed. */
  boolean clock(boolean push, boolean ready);
}

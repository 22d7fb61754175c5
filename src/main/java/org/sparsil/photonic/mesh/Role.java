// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.mesh;

/** What a unit does in a pattern. */
public enum Role {
  /** Mixes two modes. */
  COUPLER,
  /** At the top edge: keeps the topmost mode on its way, at the lower ports. */
  BYPASS_A,
  /** At the bottom edge: keeps the lowest mode on its way, at the upper ports. */
  BYPASS_B,
  /** Passes one mode on; in a complex program with the phase in front of a coupler. */
  SLANT,
  /** Passes one mode on with an output's phase. */
  OUTPUT_PHASE
}

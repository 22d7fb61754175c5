// SPDX-License-Identifier: Apache-2.0
package org.sparsil.arch.cycles;

/**
 * Something between streams. In each cycle, all actors offer in the order of the streams, then all
 * answer in reverse order, then all move on.
 */
interface Actor {
  /** Says whether its outputs are valid; may look at its inputs. */
  void offer();

  /** Says whether it is ready for its inputs; may look at its outputs and inputs. */
  void answer();

  /**
   * Moves its registers on, as the handshakes of the cycle tell.
   *
   * @return false if nothing changed, and so nothing will until a handshake does
   */
  boolean clock();
}

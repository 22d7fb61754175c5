// SPDX-License-Identifier: Apache-2.0
package org.sparsil.arch.cycles;

/** The handshake of a stream in the current cycle. */
final class Channel {
  private boolean valid;
  private boolean ready;
  private int changes;

  boolean valid() {
    return valid;
  }

  boolean ready() {
    return ready;
  }

  boolean moves() {
    return valid && ready;
  }

  void offer(boolean nowValid) {
    changes += valid == nowValid ? 0 : 1;
    valid = nowValid;
  }

  void answer(boolean nowReady) {
    changes += ready == nowReady ? 0 : 1;
    ready = nowReady;
  }

  /** How often either side has changed its mind. */
  int changes() {
    return changes;
  }
}

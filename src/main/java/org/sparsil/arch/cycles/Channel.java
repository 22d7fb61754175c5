// SPDX-License-Identifier: Apache-2.0
package org.sparsil.arch.cycles;

/** The handshake of a stream in the current cycle. */
final class Channel {
  boolean valid;
  boolean ready;

  boolean moves() {
    return valid && ready;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.arch.cycles;

/** A flag that goes through so many registers, at most 63. */
final class Delay {
  private final int registers;
  private long flags;

  Delay(int registers) {
    this.registers = registers;
  }

  /** What is behind the last register. */
  boolean out() {
    return (flags >> (registers - 1) & 1) != 0;
  }

  /** Whether anything is on its way. */
  boolean busy() {
    return (flags & ((1L << registers) - 1)) != 0;
  }

  void clock(boolean in) {
    flags = flags << 1 | (in ? 1 : 0);
  }
}

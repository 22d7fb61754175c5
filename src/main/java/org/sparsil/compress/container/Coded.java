// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.container;

/** A coded tensor and what its bits are spent on. */
final class Coded {
  private final byte[] bytes;
  private final Cost cost;

  /**
   * What bits are spent on.
   *
   * @param codebookBits the alphabet
   * @param tableBits the codes' lengths and other things that come before the symbols
   * @param positionBits where the survivors are
   * @param symbolBits what they are
   * @param zeroRunBits the width of gaps, if there are gaps; 0 if not
   */
  record Cost(
      long codebookBits, long tableBits, long positionBits, long symbolBits, int zeroRunBits) {}

  /** Takes the array over. */
  Coded(byte[] bytes, Cost cost) {
    this.bytes = bytes;
    this.cost = cost;
  }

  byte[] bytes() {
    return bytes;
  }

  int size() {
    return bytes.length;
  }

  Cost cost() {
    return cost;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.rtl;

import org.sparsil.qgraph.FixedPoint;

/**
 * The elements on one AXI4-Stream.
 *
 * @param bits of an element
 * @param lanes elements per beat, the first in the low bits
 * @param type such as {@code s8}
 * @param meaning how an element stands for a real number, for people
 */
public record Stream(int bits, int lanes, boolean signed, String type, String meaning) {
  static Stream of(FixedPoint format) {
    return of(format, 1);
  }

  static Stream of(FixedPoint format, int lanes) {
    return new Stream(
        format.widthBits(),
        lanes,
        format.signed(),
        format.typeName(),
        format.zeroPoint() == 0
            ? "real = %s * integer".formatted(format.scale())
            : "real = %s * (integer - %d)".formatted(format.scale(), format.zeroPoint()));
  }

  /** Whether a beat has several elements. */
  public boolean many() {
    return lanes > 1;
  }

  /** Bits of a beat. */
  public int width() {
    return bits * lanes;
  }

  /**
   * What stands before the signal in a concatenation to make it a signed number of so many bits.
   */
  String extension(String signal, int toBits) {
    int added = toBits - bits;
    if (added == 0) {
      return "";
    }
    return signed
        ? "{%d{%s[%d]}}, ".formatted(added, signal, bits - 1)
        : "%d'b%s, ".formatted(added, "0".repeat(added));
  }
}

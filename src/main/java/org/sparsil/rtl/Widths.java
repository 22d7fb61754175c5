// SPDX-License-Identifier: Apache-2.0
package org.sparsil.rtl;

import org.sparsil.qgraph.FixedPoint;
import org.sparsil.qgraph.Interval;

/** How many bits things need. */
final class Widths {
  private Widths() {}

  /** A counter from 0 to {@code count − 1}. */
  static int counter(int count) {
    return new Interval(0, Math.max(1, count - 1)).unsignedBits();
  }

  /** The signed number that holds every stream element; at least 2. */
  static int multiplicand(FixedPoint format) {
    return Math.max(2, format.widthBits() + (format.signed() ? 0 : 1));
  }
}

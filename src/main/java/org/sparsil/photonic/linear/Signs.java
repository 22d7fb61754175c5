// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.linear;

import java.util.List;

/** Signs of outputs, +1 or -1 each. */
final class Signs {
  private Signs() {}

  static void require(List<Integer> signs, int outputs) {
    if (outputs < 1 || signs.size() != outputs) {
      throw new IllegalArgumentException(outputs + " outputs have " + signs.size() + " signs");
    }
    for (int sign : signs) {
      if (Math.abs(sign) != 1) {
        throw new IllegalArgumentException("sign " + sign + " is neither 1 nor -1");
      }
    }
  }

  static int of(double value) {
    return value < 0 ? -1 : 1;
  }

  /** Multiplies each row by its sign. */
  static void apply(List<Integer> signs, double[][] rows) {
    for (int i = 0; i < rows.length; i++) {
      if (signs.get(i) < 0) {
        for (int k = 0; k < rows[i].length; k++) {
          // 0 - x has no negative zero.
          rows[i][k] = 0 - rows[i][k];
        }
      }
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.rtl;

import org.sparsil.qgraph.Requantize;
import org.sparsil.qgraph.Rescale;
import org.sparsil.qgraph.Rounding;

/** What the cell {@code nn_requantize} needs for one channel. */
record Scale(int multiplier, int left, int right) {
  static Scale of(Requantize stage, int channel) {
    return of(stage.rounding(), stage.multiplierOf(channel), stage.shiftOf(channel));
  }

  static Scale of(Rescale scale) {
    return of(scale.rounding(), scale.multiplier(), scale.shift());
  }

  private static Scale of(Rounding rounding, int multiplier, int shift) {
    return switch (rounding) {
      case HALF_UP, HALF_AWAY, FLOOR -> new Scale(multiplier, 0, shift);
      case TFLITE -> new Scale(multiplier, Math.max(31 - shift, 0), Math.max(shift - 31, 0));
      case TFLITE16 -> new Scale(Rounding.reducedMultiplier(multiplier), 0, shift - 16);
    };
  }

  /** The modes of the cell, in its numbering. */
  enum Mode {
    HALF_UP(0),
    FLOOR(1),
    TFLITE(2),
    HALF_AWAY(3);

    private final int number;

    Mode(int number) {
      this.number = number;
    }

    int number() {
      return number;
    }

    static Mode of(Rounding rounding) {
      return switch (rounding) {
        case HALF_UP, TFLITE16 -> HALF_UP;
        case FLOOR -> FLOOR;
        case TFLITE -> TFLITE;
        case HALF_AWAY -> HALF_AWAY;
      };
    }
  }
}

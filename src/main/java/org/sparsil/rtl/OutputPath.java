// SPDX-License-Identifier: Apache-2.0
package org.sparsil.rtl;

import java.util.List;

/** The hardware from a value to an output element. Each kind has a template of its name. */
public sealed interface OutputPath {
  /** The names of the hand-written cells that it uses. */
  List<String> cells();

  /**
   * Cell {@code nn_requantize}.
   *
   * @param scales where multiplier and shift come from
   * @param destination the prefix of the wires that it drives: {@code y}, or {@code index} before a
   *     table
   */
  record RequantizePath(
      int valueBits,
      String mode,
      int modeNumber,
      Scales scales,
      int yBits,
      int zeroPoint,
      int lo,
      int hi,
      String destination)
      implements OutputPath {
    @Override
    public List<String> cells() {
      return scales.perChannel() ? List.of("nn_requantize", "nn_rom") : List.of("nn_requantize");
    }
  }

  /** Cell {@code nn_requantize} makes an index, cell {@code nn_lookup_table} the output. */
  record TablePath(RequantizePath index, int indexBits, int entries, int yBits, String file)
      implements OutputPath {
    @Override
    public List<String> cells() {
      return List.of("nn_requantize", "nn_lookup_table", "nn_rom");
    }
  }

  /**
   * The accumulator itself, in the output's width, which holds it.
   *
   * @param expression the value extended or cut
   */
  record DirectPath(int valueBits, int yBits, String expression) implements OutputPath {
    /** Whether the output has fewer bits than the accumulator. */
    public boolean cut() {
      return yBits < valueBits;
    }

    /** The bits of the value that are not in the output. */
    public String cutSlice() {
      return "[%d:%d]".formatted(valueBits - 1, yBits);
    }

    @Override
    public List<String> cells() {
      return List.of();
    }
  }

  /**
   * Multiplier and shifts of a requantizer: constants, or one word per channel in a ROM.
   *
   * @param perChannel whether they come from the ROM
   * @param multiplier the constant, if not per channel
   * @param file the ROM's contents: {@code {left, right, multiplier}}, if per channel
   */
  record Scales(
      boolean perChannel,
      int multiplierBits,
      long multiplier,
      int leftBits,
      int maxLeft,
      int left,
      int rightBits,
      int maxRight,
      int right,
      String file,
      int channels,
      int channelBits) {
    public int wordBits() {
      return multiplierBits + rightBits + leftBits;
    }

    public String multiplierSlice() {
      return slice(0, multiplierBits);
    }

    public String rightSlice() {
      return slice(multiplierBits, rightBits);
    }

    public String leftSlice() {
      return slice(multiplierBits + rightBits, leftBits);
    }

    private static String slice(int from, int bits) {
      return "[%d:%d]".formatted(from + bits - 1, from);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.qgraph;

/**
 * How {@code value · multiplier / 2^shift} becomes an integer. The same modes, by the same names,
 * are in the Verilog cell {@code nn_requantize}.
 *
 * <p>For the two TensorFlow Lite modes the multiplier is theirs, in [2^30, 2^31), and {@code shift
 * = 31 − their shift}.
 */
public enum Rounding {
  /** To nearest, ties up: {@code (value · multiplier + 2^(shift−1)) >> shift}. */
  HALF_UP {
    @Override
    public long apply(long value, int multiplier, int shift) {
      return halfUp(Math.multiplyExact(value, (long) multiplier), shift);
    }
  },
  /** To nearest, ties away from zero: as {@link #HALF_UP}, but a tie of a negative number down. */
  HALF_AWAY {
    @Override
    public long apply(long value, int multiplier, int shift) {
      return halfAway(Math.multiplyExact(value, (long) multiplier), shift);
    }
  },
  /** Down: {@code (value · multiplier) >> shift}. */
  FLOOR {
    @Override
    public long apply(long value, int multiplier, int shift) {
      return Math.multiplyExact(value, (long) multiplier) >> shift;
    }
  },
  /**
   * TensorFlow Lite's and CMSIS-NN's double rounding for 8-bit activations: with {@code e = 31 −
   * shift}, {@code h = ((value << max(e, 0)) · multiplier + 2^30) >> 31}, then a right shift by
   * {@code max(−e, 0)} rounding ties away from zero.
   */
  TFLITE {
    @Override
    public long apply(long value, int multiplier, int shift) {
      int left = Math.max(31 - shift, 0);
      int right = Math.max(shift - 31, 0);
      long scaled = Math.multiplyExact(value, 1L << left);
      long high = halfUp(Math.multiplyExact(scaled, (long) multiplier), 31);
      return halfAway(high, right);
    }
  },
  /**
   * TensorFlow Lite's reduced 16-bit multiplier for 16-bit activations: {@code r = multiplier <
   * 0x7FFF0000 ? (multiplier + 2^15) >> 16 : 0x7FFF}, then {@link #HALF_UP} with {@code r /
   * 2^(shift − 16)}.
   */
  TFLITE16 {
    @Override
    public long apply(long value, int multiplier, int shift) {
      return HALF_UP.apply(value, reducedMultiplier(multiplier), shift - 16);
    }
  };

  /**
   * The rounded quotient.
   *
   * @throws ArithmeticException if an intermediate value exceeds 64 bits; range analysis proves
   *     that it does not
   */
  public abstract long apply(long value, int multiplier, int shift);

  /** Refuses a multiplier below 1, a shift beyond 0 to 62 or, by a mode, less than it needs. */
  void require(int multiplier, int shift) {
    if (multiplier < 1 || shift < 0 || shift > 62) {
      throw new IllegalArgumentException("multiplier " + multiplier + ", shift " + shift);
    }
    if (this == TFLITE16 && shift < 16) {
      throw new IllegalArgumentException("a 16-bit multiplier with shift " + shift);
    }
  }

  /** The 16-bit multiplier that {@link #TFLITE16} works with. */
  public static int reducedMultiplier(int multiplier) {
    return multiplier < 0x7FFF0000 ? (multiplier + (1 << 15)) >> 16 : 0x7FFF;
  }

  private static long halfAway(long value, int shift) {
    long tie = shift > 0 && value < 0 ? 1 : 0;
    return halfUp(Math.subtractExact(value, tie), shift);
  }

  private static long halfUp(long value, int shift) {
    return shift == 0 ? value : Math.addExact(value, 1L << (shift - 1)) >> shift;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.tensor;

import java.util.Set;
import java.util.TreeSet;

/**
 * How a two-dimensional window slides over an image, in convolution and pooling. Positions in the
 * padding hold the number zero for a convolution and nothing at all for pooling.
 */
public record Window(Axis rows, Axis columns) {
  /** The largest kernel, stride, dilation and padding, and the most taps: beyond any image. */
  public static final int LARGEST = 1 << 26;

  /** What the sum of a window is divided by to average it. */
  public enum Divisor {
    /** The number of all taps, in the padding too. */
    KERNEL,
    /** The number of taps within the image. */
    IMAGE
  }

  /**
   * One axis of a window.
   *
   * @param kernel how many taps the window has along this axis, 1 or more
   * @param stride the distance between windows, 1 or more
   * @param dilation the distance between taps, 1 or more; 1 for a window without gaps
   * @param padBefore how many positions are added at the top or left
   * @param padAfter how many positions are added at the bottom or right
   */
  public record Axis(int kernel, int stride, int dilation, int padBefore, int padAfter) {
    public Axis {
      if (kernel < 1 || stride < 1 || dilation < 1 || padBefore < 0 || padAfter < 0) {
        throw new IllegalArgumentException(
            "kernel %d, stride %d, dilation %d, pads %d and %d"
                .formatted(kernel, stride, dilation, padBefore, padAfter));
      }
      int largest =
          Math.max(Math.max(kernel, Math.max(stride, dilation)), Math.max(padBefore, padAfter));
      if (largest > LARGEST) {
        throw new IllegalArgumentException("%d exceeds %d".formatted(largest, LARGEST));
      }
    }

    /** Without padding and gaps. */
    public static Axis of(int kernel, int stride) {
      return new Axis(kernel, stride, 1, 0, 0);
    }

    /** From the first tap to the last, gaps included. */
    public long effectiveKernel() {
      return (long) dilation * (kernel - 1) + 1;
    }

    /** The extent of the image with its padding. */
    public long paddedExtent(int extent) {
      return (long) extent + padBefore + padAfter;
    }

    /** How many windows fit into a padded image; 0 if none. */
    public int outputs(int extent) {
      long rest = paddedExtent(extent) - effectiveKernel();
      return rest < 0 ? 0 : Math.toIntExact(rest / stride + 1);
    }

    /** Where in the image a tap of a window is; negative or beyond its extent in the padding. */
    public long position(int output, int tap) {
      return (long) output * stride + (long) tap * dilation - padBefore;
    }

    /** How many taps of a window are within an image. */
    public int tapsInImage(int output, int extent) {
      long start = position(output, 0);
      long first = Math.max(0, ceilDiv(-start, dilation));
      long end = Math.min(kernel, ceilDiv(extent - start, dilation));
      return (int) Math.max(0, end - first);
    }

    private Set<Integer> occurringTaps(int extent) {
      Set<Integer> taps = new TreeSet<>();
      for (int output = 0; output < outputs(extent); output++) {
        taps.add(tapsInImage(output, extent));
      }
      taps.remove(0);
      return taps;
    }

    public boolean isPadded() {
      return padBefore > 0 || padAfter > 0;
    }

    private static long ceilDiv(long dividend, long divisor) {
      return -Math.floorDiv(-dividend, divisor);
    }
  }

  public Window {
    if ((long) rows.kernel * columns.kernel > LARGEST) {
      throw new IllegalArgumentException(
          "a window of %dx%d taps, at most %d".formatted(rows.kernel, columns.kernel, LARGEST));
    }
  }

  /** Without padding and gaps. */
  public static Window of(int kernel, int stride) {
    return new Window(Axis.of(kernel, stride), Axis.of(kernel, stride));
  }

  /** The number of pixels that a window has, of each channel. */
  public int taps() {
    return rows.kernel * columns.kernel;
  }

  public boolean isPadded() {
    return rows.isPadded() || columns.isPadded();
  }

  /**
   * The least common multiple of the numbers of taps that windows have within an image; windows
   * without any do not count.
   *
   * @throws ArithmeticException if it exceeds 31 bits
   */
  public int commonMultipleOfTaps(int imageRows, int imageColumns) {
    Set<Integer> rowTaps = rows.occurringTaps(imageRows);
    Set<Integer> columnTaps = columns.occurringTaps(imageColumns);
    int multiple = 1;
    for (int rowCount : rowTaps) {
      for (int columnCount : columnTaps) {
        int taps = rowCount * columnCount;
        multiple = Math.multiplyExact(multiple / greatestCommonDivisor(multiple, taps), taps);
      }
    }
    return multiple;
  }

  private static int greatestCommonDivisor(int a, int b) {
    return b == 0 ? a : greatestCommonDivisor(b, a % b);
  }

  /** {@code 3x3}, {@code 3x3 stride 2x2 dilation 2x2 pads 1 0 1 0}: top, left, bottom, right. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(pair(rows.kernel, columns.kernel));
    if (rows.stride != 1 || columns.stride != 1) {
      text.append(" stride ").append(pair(rows.stride, columns.stride));
    }
    if (rows.dilation != 1 || columns.dilation != 1) {
      text.append(" dilation ").append(pair(rows.dilation, columns.dilation));
    }
    if (isPadded()) {
      text.append(
          " pads %d %d %d %d"
              .formatted(rows.padBefore, columns.padBefore, rows.padAfter, columns.padAfter));
    }
    return text.toString();
  }

  private static String pair(int rows, int columns) {
    return rows + "x" + columns;
  }
}

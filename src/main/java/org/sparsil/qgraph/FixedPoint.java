// SPDX-License-Identifier: Apache-2.0
package org.sparsil.qgraph;

/**
 * The integer format of a stream element: {@code real = scale · (integer − zeroPoint)}.
 *
 * @param widthBits 1 to 32, and 1 to 31 when unsigned, so that every value fits an {@code int}
 * @param scale a note for people; arithmetic never uses it
 */
public record FixedPoint(boolean signed, int widthBits, double scale, int zeroPoint) {
  public FixedPoint {
    if (widthBits < 1 || widthBits > (signed ? 32 : 31)) {
      throw new IllegalArgumentException(
          (signed ? "signed" : "unsigned") + " width of " + widthBits + " bits");
    }
    if (!(scale > 0) || Double.isInfinite(scale)) {
      throw new IllegalArgumentException("scale " + scale);
    }
  }

  public int min() {
    return signed ? (int) (-1L << (widthBits - 1)) : 0;
  }

  public int max() {
    return (int) ((1L << (signed ? widthBits - 1 : widthBits)) - 1);
  }

  public Interval range() {
    return new Interval(min(), max());
  }

  /** {@code s8}, {@code u4}. */
  public String typeName() {
    return (signed ? "s" : "u") + widthBits;
  }

  @Override
  public String toString() {
    return typeName() + "(scale=" + scale + ", zero=" + zeroPoint + ")";
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.tensor;

import java.util.Arrays;

/** An immutable tensor of {@code long}, row-major. */
public final class LongTensor {
  private final Shape shape;
  private final long[] values;

  private LongTensor(Shape shape, long[] values) {
    if (shape.size() != values.length) {
      throw new IllegalArgumentException(
          "shape " + shape + " has " + shape.size() + " elements, got " + values.length);
    }
    this.shape = shape;
    this.values = values;
  }

  /** A tensor with a copy of the values. */
  public static LongTensor of(Shape shape, long... values) {
    return new LongTensor(shape, values.clone());
  }

  /** A tensor that takes the array over; the caller must not touch it again. */
  public static LongTensor adopt(Shape shape, long[] values) {
    return new LongTensor(shape, values);
  }

  /** A vector with a copy of the values. */
  public static LongTensor vector(long... values) {
    return of(Shape.of(values.length), values);
  }

  public Shape shape() {
    return shape;
  }

  public int size() {
    return values.length;
  }

  /** The element at a row-major position. */
  public long get(int position) {
    return values[position];
  }

  /** A copy of the values. */
  public long[] toArray() {
    return values.clone();
  }

  /** Copies {@code length} values from {@code position} on into {@code target}. */
  public void copyTo(int position, long[] target, int targetPosition, int length) {
    System.arraycopy(values, position, target, targetPosition, length);
  }

  /** The same values under another shape of the same size. */
  public LongTensor reshape(Shape other) {
    return new LongTensor(other, values);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LongTensor tensor
        && shape.equals(tensor.shape)
        && Arrays.equals(values, tensor.values);
  }

  @Override
  public int hashCode() {
    return 31 * shape.hashCode() + Arrays.hashCode(values);
  }

  /** Shape and the first values. */
  @Override
  public String toString() {
    String head = Arrays.toString(Arrays.copyOf(values, Math.min(values.length, 8)));
    return shape + (values.length > 8 ? head.substring(0, head.length() - 1) + ", …]" : head);
  }
}

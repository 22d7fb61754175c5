// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.prune;

import java.util.BitSet;
import java.util.function.IntPredicate;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.Shape;

/** Which elements of a tensor survive pruning. Immutable. */
public final class SparsityMask {
  private final Shape shape;
  private final BitSet kept;

  private SparsityMask(Shape shape, BitSet kept) {
    this.shape = shape;
    this.kept = kept;
  }

  /** Keeps the row-major positions for which the predicate holds; asked once each, in order. */
  public static SparsityMask of(Shape shape, IntPredicate keeps) {
    BitSet kept = new BitSet(shape.size());
    for (int position = 0; position < shape.size(); position++) {
      if (keeps.test(position)) {
        kept.set(position);
      }
    }
    return new SparsityMask(shape, kept);
  }

  /** Keeps what is not 0. */
  public static SparsityMask ofNonZero(FloatTensor tensor) {
    return of(tensor.shape(), position -> tensor.get(position) != 0);
  }

  public Shape shape() {
    return shape;
  }

  /** Whether the element at a row-major position survives. */
  public boolean keeps(int position) {
    return kept.get(position);
  }

  /** How many elements survive. */
  public int survivors() {
    return kept.cardinality();
  }

  /** What both keep. */
  public SparsityMask and(SparsityMask other) {
    requireShape(other.shape);
    BitSet both = (BitSet) kept.clone();
    both.and(other.kept);
    return new SparsityMask(shape, both);
  }

  /** The tensor with 0 in place of what does not survive. */
  public FloatTensor hold(FloatTensor tensor) {
    requireShape(tensor.shape());
    float[] held = tensor.toArray();
    for (int i = kept.nextClearBit(0); i < held.length; i = kept.nextClearBit(i + 1)) {
      held[i] = 0;
    }
    return FloatTensor.adopt(shape, held);
  }

  private void requireShape(Shape other) {
    if (!other.equals(shape)) {
      throw new IllegalArgumentException("mask %s, tensor %s".formatted(shape, other));
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SparsityMask mask && shape.equals(mask.shape) && kept.equals(mask.kept);
  }

  @Override
  public int hashCode() {
    return 31 * shape.hashCode() + kept.hashCode();
  }

  /** {@code 300x784 keeps 14770 of 235200}. */
  @Override
  public String toString() {
    return "%s keeps %d of %d".formatted(shape, survivors(), shape.size());
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The extents of a tensor, outermost first; no extents at all is a scalar.
 *
 * @param extents each at least 0; their product fits an {@code int}
 */
public record Shape(List<Integer> extents) {
  public Shape {
    extents = List.copyOf(extents);
    long size = 1;
    for (int extent : extents) {
      if (extent < 0) {
        throw new IllegalArgumentException("negative extent " + extent);
      }
      size = Math.multiplyExact(size, (long) extent);
      if (size > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "a tensor of shape " + extents + " has more than " + Integer.MAX_VALUE + " elements");
      }
    }
  }

  public static Shape of(int... extents) {
    return new Shape(Arrays.stream(extents).boxed().toList());
  }

  public int rank() {
    return extents.size();
  }

  public int extent(int axis) {
    return extents.get(axis);
  }

  /** The number of elements; 1 for a scalar. */
  public int size() {
    int size = 1;
    for (int extent : extents) {
      size *= extent;
    }
    return size;
  }

  /** {@code 3x28x28}; a scalar is {@code scalar}. */
  @Override
  public String toString() {
    return extents.isEmpty()
        ? "scalar"
        : extents.stream().map(String::valueOf).collect(Collectors.joining("x"));
  }
}

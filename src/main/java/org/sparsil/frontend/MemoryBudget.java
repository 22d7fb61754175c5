// SPDX-License-Identifier: Apache-2.0
package org.sparsil.frontend;

import java.util.List;
import org.sparsil.diag.Code;
import org.sparsil.diag.UserException;
import org.sparsil.tensor.Shape;

/**
 * Bounds what one file may make us allocate: a few bytes can declare, or by broadcasting compute,
 * tensors of any size.
 */
final class MemoryBudget {
  private static final int MEBIBYTE = 1 << 20;

  private final Code code;
  private long leftBytes;

  private MemoryBudget(Code code, long bytes) {
    this.code = code;
    this.leftBytes = bytes;
  }

  /**
   * Half of the heap: the rest is for what is made of the tensors.
   *
   * @param code of the diagnostic when it does not suffice
   */
  static MemoryBudget ofHeap(Code code) {
    return new MemoryBudget(code, Runtime.getRuntime().maxMemory() / 2);
  }

  long leftBytes() {
    return leftBytes;
  }

  /**
   * Sets memory aside.
   *
   * @throws UserException if so much is not left
   */
  void take(String place, long bytes) {
    if (bytes > leftBytes) {
      throw new UserException(
          place,
          code,
          "needs %d MiB of memory, %d MiB are left"
              .formatted(mebibytes(bytes), leftBytes / MEBIBYTE),
          "give Java a larger heap with -Xmx if the size is as meant");
    }
    leftBytes -= bytes;
  }

  private static long mebibytes(long bytes) {
    return bytes / MEBIBYTE + 1;
  }

  /**
   * The shape of these extents.
   *
   * @throws UserException if an extent is negative, or if there are too many elements
   */
  static Shape shape(String place, Code code, List<Long> extents) {
    long size = 1;
    for (long extent : extents) {
      if (extent < 0) {
        throw new UserException(place, code, "shape %s has a negative extent".formatted(extents));
      }
      if (extent > Integer.MAX_VALUE || size * extent > Integer.MAX_VALUE) {
        throw new UserException(
            place,
            code,
            "shape %s has more than %d elements".formatted(extents, Integer.MAX_VALUE));
      }
      size *= extent;
    }
    return new Shape(extents.stream().map(Math::toIntExact).toList());
  }
}

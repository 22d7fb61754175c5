// SPDX-License-Identifier: Apache-2.0
package org.sparsil.golden;

import org.sparsil.tensor.Shape;

/** The channels of a value: the extent of its last axis. */
final class Channels {
  private Channels() {}

  static int of(Shape shape) {
    return shape.rank() == 0 ? 1 : shape.extent(shape.rank() - 1);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.qgraph;

import org.sparsil.tensor.Shape;
import org.sparsil.tensor.Window;

/**
 * The largest integer of each window, channel by channel; the padding does not count.
 *
 * @param image what it reads: rows, columns, channels
 * @param format of what it reads and makes
 * @param range all integers that it reads, and so makes
 */
public record QMaxPool(
    String name, String input, Shape image, Window window, FixedPoint format, Interval range)
    implements QUnary {
  public QMaxPool {
    ImageShape.require(name, image);
  }

  @Override
  public Shape shape() {
    return ImageShape.slide(window, image, image.extent(2));
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.maxPool(this);
  }
}

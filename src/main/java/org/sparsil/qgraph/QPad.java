// SPDX-License-Identifier: Apache-2.0
package org.sparsil.qgraph;

import java.util.stream.IntStream;
import org.sparsil.tensor.Shape;
import org.sparsil.tensor.Window;

/**
 * An image with a border of one value around it.
 *
 * @param image what it reads: rows, columns, channels
 * @param value what the border holds, an integer of the format: its zero point for a zero
 * @param format of what it reads and makes
 * @param range all integers that it makes, {@code value} among them
 */
public record QPad(
    String name,
    String input,
    Shape image,
    int top,
    int left,
    int bottom,
    int right,
    int value,
    FixedPoint format,
    Interval range)
    implements QUnary {
  public QPad {
    ImageShape.require(name, image);
    if (IntStream.of(top, left, bottom, right).anyMatch(n -> n < 0 || n > Window.LARGEST)) {
      throw new IllegalArgumentException(
          "pad '%s': borders of %d, %d, %d and %d".formatted(name, top, left, bottom, right));
    }
  }

  @Override
  public Shape shape() {
    return Shape.of(
        Math.addExact(Math.addExact(image.extent(0), top), bottom),
        Math.addExact(Math.addExact(image.extent(1), left), right),
        image.extent(2));
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.pad(this);
  }
}

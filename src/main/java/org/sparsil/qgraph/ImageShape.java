// SPDX-License-Identifier: Apache-2.0
package org.sparsil.qgraph;

import org.sparsil.tensor.Shape;
import org.sparsil.tensor.Window;

/** Shapes of images: rows, columns, channels. */
final class ImageShape {
  private ImageShape() {}

  static void require(String layer, Shape shape) {
    if (shape.rank() != 3) {
      throw new IllegalArgumentException(
          "layer '%s' reads shape %s, an image has rows, columns and channels"
              .formatted(layer, shape));
    }
  }

  /** What a window leaves of an image. */
  static Shape slide(Window window, Shape image, int channels) {
    return Shape.of(
        window.rows().outputs(image.extent(0)),
        window.columns().outputs(image.extent(1)),
        channels);
  }
}

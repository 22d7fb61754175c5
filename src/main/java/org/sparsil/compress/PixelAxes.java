// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sparsil.graph.Pad;
import org.sparsil.tensor.Shape;

/**
 * Which axes of a value are channels, rows and columns of an image.
 *
 * @param ofImage the value's axis for each axis of the image
 */
record PixelAxes(List<Integer> ofImage) {
  private static final PixelAxes CHANNELS_FIRST = new PixelAxes(List.of(0, 1, 2));
  private static final PixelAxes CHANNELS_LAST = new PixelAxes(List.of(2, 0, 1));

  /** By the axes that are padded: channels are not. */
  static Optional<PixelAxes> padded(Pad pad) {
    return Stream.of(CHANNELS_FIRST, CHANNELS_LAST)
        .filter(axes -> pad.before().size() == 3 && !isPadded(pad, axes.ofImage.get(0)))
        .findFirst();
  }

  private static boolean isPadded(Pad pad, int axis) {
    return pad.before().get(axis) + pad.after().get(axis) > 0;
  }

  /** What a list says of the image's axes, in their order. */
  List<Integer> of(List<Integer> ofValue) {
    return ofImage.stream().map(ofValue::get).toList();
  }

  Shape image(Shape value) {
    return new Shape(of(value.extents()));
  }

  /** The image's axis for each axis of the value. */
  List<Integer> ofValue() {
    return List.of(ofImage.indexOf(0), ofImage.indexOf(1), ofImage.indexOf(2));
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.testing;

import java.util.stream.IntStream;
import org.sparsil.tensor.Shape;
import org.sparsil.tensor.Window;

/** Windows of any size, distance, gaps and padding. */
record RandomWindows(RandomStages draw) {

  Window window(Shape image) {
    return new Window(axis(image.extent(0)), axis(image.extent(1)));
  }

  private Window.Axis axis(int extent) {
    while (true) {
      Window.Axis axis =
          new Window.Axis(
              kernel(),
              draw.between(1, 3),
              draw.between(1, 3),
              draw.random().nextInt(4),
              draw.random().nextInt(4));
      if (axis.outputs(extent) > 0) {
        return axis;
      }
    }
  }

  private int kernel() {
    return draw.random().nextInt(4) == 0 ? draw.between(1, 7) : draw.between(1, 3);
  }

  /** With a tap in the image wherever it is. */
  Window poolWindow(Shape image) {
    while (true) {
      Window window = window(image);
      if (hasTapsInside(window.rows(), image.extent(0))
          && hasTapsInside(window.columns(), image.extent(1))) {
        return window;
      }
    }
  }

  private static boolean hasTapsInside(Window.Axis axis, int extent) {
    return IntStream.range(0, axis.outputs(extent))
        .allMatch(output -> axis.tapsInImage(output, extent) > 0);
  }

  /** So padded, evenly or not, that the image keeps its extents. */
  Window sameWindow() {
    return new Window(sameAxis(), sameAxis());
  }

  private Window.Axis sameAxis() {
    int kernel = kernel();
    int dilation = draw.between(1, 2);
    int padding = dilation * (kernel - 1);
    int before = draw.random().nextBoolean() ? padding / 2 : draw.between(0, padding);
    return new Window.Axis(kernel, 1, dilation, before, padding - before);
  }
}

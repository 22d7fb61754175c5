// SPDX-License-Identifier: Apache-2.0
package org.sparsil.golden;

import org.sparsil.tensor.Shape;
import org.sparsil.tensor.Window;

/** Where the taps of a window are in an image. */
final class WindowReader {
  private final Window window;
  private final Shape image;
  private final int outputColumns;

  /**
   * Of a window that slides over an image.
   *
   * @param image rows, columns, channels
   */
  WindowReader(Window window, Shape image) {
    this.window = window;
    this.image = image;
    this.outputColumns = window.columns().outputs(image.extent(1));
  }

  /**
   * The position of an element of the image; −1 in the padding.
   *
   * @param pixel of the output, counted row by row
   * @param tap of the window, counted row by row
   */
  int position(int pixel, int tap, int channel) {
    int kernelColumns = window.columns().kernel();
    long row = window.rows().position(pixel / outputColumns, tap / kernelColumns);
    long column = window.columns().position(pixel % outputColumns, tap % kernelColumns);
    boolean inside = row >= 0 && row < image.extent(0) && column >= 0 && column < image.extent(1);
    return inside ? ((int) row * image.extent(1) + (int) column) * image.extent(2) + channel : -1;
  }
}

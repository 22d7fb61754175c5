// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.pooling.Pool;
import org.sparsil.tensor.Window;

/**
 * Convolution and pooling of images {@code [frames, channels, rows, columns]} in operations that
 * the engine can differentiate. It knows only padding that is equal on both sides, so other padding
 * is added to the image first.
 */
record ForwardWindow(Window window) {
  private static final Shape NO_PADDING = new Shape(0, 0);

  /** Far below any value that a network computes, and finite: its gradient is too. */
  private static final double NEVER_LARGEST = -Float.MAX_VALUE;

  NDArray conv(NDArray images, NDArray weights, NDArray bias, int groups) {
    boolean even =
        window.rows().padBefore() == window.rows().padAfter()
            && window.columns().padBefore() == window.columns().padAfter();
    Shape padding =
        even ? new Shape(window.rows().padBefore(), window.columns().padBefore()) : NO_PADDING;
    Shape dilation = new Shape(window.rows().dilation(), window.columns().dilation());
    return Conv2d.conv2d(
            even ? images : padded(images, 0), weights, bias, stride(), padding, dilation, groups)
        .singletonOrThrow();
  }

  NDArray max(NDArray images) {
    return Pool.maxPool2d(padded(images, NEVER_LARGEST), kernel(), stride(), NO_PADDING, false);
  }

  NDArray average(NDArray images, Window.Divisor divisor) {
    NDArray averages =
        Pool.avgPool2d(padded(images, 0), kernel(), stride(), NO_PADDING, false, true);
    return switch (divisor) {
      case KERNEL -> averages;
      case IMAGE ->
          window.isPadded() ? averages.mul(tapsPerTapInImage(images, averages)) : averages;
    };
  }

  /** What makes an average over all taps one over those within the image, window by window. */
  private NDArray tapsPerTapInImage(NDArray images, NDArray averages) {
    int rows = (int) averages.getShape().get(2);
    int columns = (int) averages.getShape().get(3);
    float[] factors = new float[rows * columns];
    for (int i = 0; i < factors.length; i++) {
      int inImage =
          window.rows().tapsInImage(i / columns, (int) images.getShape().get(2))
              * window.columns().tapsInImage(i % columns, (int) images.getShape().get(3));
      factors[i] = (float) window.taps() / inImage;
    }
    return averages.getManager().create(factors, new Shape(1, 1, rows, columns));
  }

  /** The engine's order: left, right, top, bottom. */
  private NDArray padded(NDArray images, double value) {
    Shape pads =
        new Shape(
            window.columns().padBefore(),
            window.columns().padAfter(),
            window.rows().padBefore(),
            window.rows().padAfter());
    return window.isPadded() ? images.pad(pads, value) : images;
  }

  private Shape kernel() {
    return new Shape(window.rows().kernel(), window.columns().kernel());
  }

  private Shape stride() {
    return new Shape(window.rows().stride(), window.columns().stride());
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.qgraph;

import org.sparsil.tensor.LongTensor;
import org.sparsil.tensor.Shape;
import org.sparsil.tensor.Window;

/**
 * Convolution: a dense layer for each window of an image, whose padding holds {@code zx}, so that
 * it adds nothing.
 *
 * @param image what it reads: rows, columns, channels
 * @param groups channels and outputs are cut into so many equal parts; an output sees the channels
 *     of its own part only
 * @param weights {@code [outputs, kernelRows · kernelColumns · channels / groups]}: window by rows,
 *     channels innermost
 * @param bias {@code [outputs]}
 */
public record QConv(
    String name,
    String input,
    Shape image,
    Window window,
    int groups,
    CodedMatrix weights,
    LongTensor bias,
    OutputStage stage)
    implements QWeighted {
  public QConv {
    ImageShape.require(name, image);
    if (bias.size() != weights.rows()) {
      throw new IllegalArgumentException(
          "conv '%s': %d biases for %d outputs".formatted(name, bias.size(), weights.rows()));
    }
    if (groups < 1 || image.extent(2) % groups != 0 || weights.rows() % groups != 0) {
      throw new IllegalArgumentException(
          "conv '%s': %d channels and %d outputs in %d groups"
              .formatted(name, image.extent(2), weights.rows(), groups));
    }
    if (weights.columns() != (long) window.taps() * (image.extent(2) / groups)) {
      throw new IllegalArgumentException(
          "conv '%s': %d weights for each output, a window has %d taps of %d channels"
              .formatted(name, weights.columns(), window.taps(), image.extent(2) / groups));
    }
  }

  public int channelsPerGroup() {
    return image.extent(2) / groups;
  }

  public int outputsPerGroup() {
    return outputs() / groups;
  }

  @Override
  public Shape shape() {
    return ImageShape.slide(window, image, outputs());
  }

  @Override
  public Interval multiplicands(Interval input, int inputZeroPoint) {
    return window.isPadded() ? input.hull(Interval.of(inputZeroPoint)) : input;
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.conv(this);
  }
}

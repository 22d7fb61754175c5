// SPDX-License-Identifier: Apache-2.0
package org.sparsil.qgraph;

import org.sparsil.tensor.IntTensor;
import org.sparsil.tensor.Shape;
import org.sparsil.tensor.Window;

/**
 * The average of each window, channel by channel: {@code y = stage(factor · Σ (x − zx))} over the
 * taps within the image, where the stage divides by {@link #divisor}. Windows that reach into the
 * padding have fewer taps; where these alone count, {@link #factors} make up for it.
 *
 * @param image what it reads: rows, columns, channels
 * @param counted which taps the average is taken over
 */
public record QAveragePool(
    String name,
    String input,
    Shape image,
    Window window,
    Window.Divisor counted,
    OutputStage stage)
    implements QUnary {
  public QAveragePool {
    ImageShape.require(name, image);
  }

  /**
   * What the stage divides by: the number of taps or, if it differs from window to window, the
   * least common multiple of all that occur.
   *
   * @throws ArithmeticException if that exceeds 31 bits
   */
  public int divisor() {
    return switch (counted) {
      case KERNEL -> window.taps();
      case IMAGE -> window.commonMultipleOfTaps(image.extent(0), image.extent(1));
    };
  }

  /** What the sum of each window is multiplied by: a factor per output row and column. */
  public IntTensor factors() {
    int divisor = divisor();
    int rows = shape().extent(0);
    int columns = shape().extent(1);
    int[] factors = new int[rows * columns];
    for (int i = 0; i < factors.length; i++) {
      factors[i] =
          switch (counted) {
            case KERNEL -> 1;
            case IMAGE ->
                divisor
                    / (window.rows().tapsInImage(i / columns, image.extent(0))
                        * window.columns().tapsInImage(i % columns, image.extent(1)));
          };
    }
    return IntTensor.adopt(Shape.of(rows, columns), factors);
  }

  @Override
  public Shape shape() {
    return ImageShape.slide(window, image, image.extent(2));
  }

  @Override
  public FixedPoint format() {
    return stage.format();
  }

  @Override
  public Interval range() {
    return stage.range();
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.averagePool(this);
  }
}

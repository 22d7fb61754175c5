// SPDX-License-Identifier: Apache-2.0
package org.sparsil.reference;

import java.util.function.UnaryOperator;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.Shape;
import org.sparsil.tensor.Window;

/** Pools the windows of an image, channel by channel. */
final class Pooling implements UnaryOperator<FloatTensor> {
  /** What is made of the taps that are within the image. */
  private interface Rule {
    double join(double pooled, double value);

    double finish(double pooled, int tapsInImage);
  }

  private record Max() implements Rule {
    @Override
    public double join(double pooled, double value) {
      return Math.max(pooled, value);
    }

    @Override
    public double finish(double pooled, int tapsInImage) {
      return pooled;
    }
  }

  /** A divisor that is given, or else 0 for the number of taps within the image. */
  private record Average(int divisor) implements Rule {
    @Override
    public double join(double pooled, double value) {
      return pooled + value;
    }

    @Override
    public double finish(double pooled, int tapsInImage) {
      return pooled / (divisor == 0 ? tapsInImage : divisor);
    }
  }

  private final Rule rule;
  private final double start;
  private final Window window;
  private final Shape image;
  private final Shape made;

  private Pooling(Rule rule, double start, Window window, Shape image, Shape made) {
    this.rule = rule;
    this.start = start;
    this.window = window;
    this.image = image;
    this.made = made;
  }

  static Pooling max(Window window, Shape image, Shape made) {
    return new Pooling(new Max(), Double.NEGATIVE_INFINITY, window, image, made);
  }

  static Pooling average(Window window, Window.Divisor divisor, Shape image, Shape made) {
    int fixed =
        switch (divisor) {
          case KERNEL -> window.taps();
          case IMAGE -> 0;
        };
    return new Pooling(new Average(fixed), 0, window, image, made);
  }

  @Override
  public FloatTensor apply(FloatTensor x) {
    float[] y = new float[made.size()];
    int position = 0;
    for (int channel = 0; channel < made.extent(0); channel++) {
      for (int row = 0; row < made.extent(1); row++) {
        for (int column = 0; column < made.extent(2); column++) {
          y[position++] = (float) pool(x, channel, row, column);
        }
      }
    }
    return FloatTensor.adopt(made, y);
  }

  private double pool(FloatTensor x, int channel, int outputRow, int outputColumn) {
    double pooled = start;
    for (int i = 0; i < window.rows().kernel(); i++) {
      long row = window.rows().position(outputRow, i);
      if (row < 0 || row >= image.extent(1)) {
        continue;
      }
      int line = (channel * image.extent(1) + (int) row) * image.extent(2);
      for (int j = 0; j < window.columns().kernel(); j++) {
        long column = window.columns().position(outputColumn, j);
        if (column >= 0 && column < image.extent(2)) {
          pooled = rule.join(pooled, x.get(line + (int) column));
        }
      }
    }
    return rule.finish(
        pooled,
        window.rows().tapsInImage(outputRow, image.extent(1))
            * window.columns().tapsInImage(outputColumn, image.extent(2)));
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.reference;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.sparsil.graph.Layer;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.Shape;
import org.sparsil.tensor.Window;

/**
 * A convolution, tap by tap: what a tap sees of a channel as its window slides over the image is
 * gathered once and added to all outputs, multiplied by the weight of each. Weights of zero cost
 * nothing.
 */
final class Convolution implements UnaryOperator<FloatTensor> {
  private final Layer.Conv layer;
  private final Shape image;
  private final Shape made;

  Convolution(Layer.Conv layer, Shape image, Shape made) {
    this.layer = layer;
    this.image = image;
    this.made = made;
  }

  @Override
  public FloatTensor apply(FloatTensor x) {
    int pixels = made.extent(1) * made.extent(2);
    float[] y = new float[made.size()];
    double[] seen = new double[pixels];
    double[][] sums = new double[layer.outputsPerGroup()][pixels];
    for (int group = 0; group < layer.groups(); group++) {
      int firstOutput = group * sums.length;
      for (int o = 0; o < sums.length; o++) {
        Arrays.fill(sums[o], layer.bias().get(firstOutput + o));
      }
      for (int i = 0; i < layer.weightsPerOutput(); i++) {
        gather(x, group, i, seen);
        for (int o = 0; o < sums.length; o++) {
          double weight = layer.weights().get((firstOutput + o) * layer.weightsPerOutput() + i);
          if (weight != 0) {
            add(sums[o], weight, seen);
          }
        }
      }
      for (int o = 0; o < sums.length; o++) {
        for (int pixel = 0; pixel < pixels; pixel++) {
          y[(firstOutput + o) * pixels + pixel] = (float) sums[o][pixel];
        }
      }
    }
    return FloatTensor.adopt(made, y);
  }

  /** What the tap of the {@code i}-th weight of an output is at, window by window. */
  private void gather(FloatTensor x, int group, int i, double[] seen) {
    Window.Axis rows = layer.window().rows();
    Window.Axis columns = layer.window().columns();
    int tapColumn = i % columns.kernel();
    int tapRow = i / columns.kernel() % rows.kernel();
    int channel = group * layer.channelsPerGroup() + i / layer.window().taps();
    for (int r = 0; r < made.extent(1); r++) {
      long row = rows.position(r, tapRow);
      boolean rowInside = row >= 0 && row < image.extent(1);
      for (int c = 0; c < made.extent(2); c++) {
        long column = columns.position(c, tapColumn);
        boolean inside = rowInside && column >= 0 && column < image.extent(2);
        seen[r * made.extent(2) + c] =
            inside
                ? x.get((channel * image.extent(1) + (int) row) * image.extent(2) + (int) column)
                : 0;
      }
    }
  }

  private static void add(double[] sums, double weight, double[] seen) {
    for (int pixel = 0; pixel < sums.length; pixel++) {
      sums[pixel] += weight * seen[pixel];
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.testing;

import static org.sparsil.testing.SampleGraphs.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.sparsil.graph.ActivationFunction;
import org.sparsil.graph.Add;
import org.sparsil.graph.Concat;
import org.sparsil.graph.DepthToSpace;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.graph.Pad;
import org.sparsil.graph.Resize;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.Shape;
import org.sparsil.tensor.Window;

/** Float networks whose values several layers read, with every kind that joins or moves values. */
public final class BranchedGraphs {
  private static final Window SAME =
      new Window(new Window.Axis(3, 1, 1, 1, 1), new Window.Axis(3, 1, 1, 1, 1));

  private final Random random;
  private final List<Layer> layers = new ArrayList<>();

  private BranchedGraphs(long seed) {
    this.random = new Random(seed);
  }

  /** Over an input of shape 4x8x6; makes a vector of 8. */
  public static Graph images(long seed) {
    return new BranchedGraphs(seed).build();
  }

  private Graph build() {
    conv("stem", "x", 6, 4, SAME);
    relu("stem_relu", "stem");
    conv("inner", "stem_relu", 6, 6, SAME);
    layers.add(new Layer.Affine("inner_norm", "inner", positive(6), random(random, of(6)), 0));
    layers.add(new Add("sum", "inner_norm", "stem_relu"));
    relu("sum_relu", "sum");
    conv("down", "sum_relu", 8, 6, Window.of(2, 2));
    conv("skip", "sum_relu", 8, 6, Window.of(1, 2));
    layers.add(new Add("sum2", "skip", "down"));
    layers.add(
        new Pad("padded", "sum2", List.of(0, 1, 1), List.of(0, 1, 1), random.nextInt(2) * 0.5f));
    conv("behind_pad", "padded", 8, 8, Window.of(3, 1));
    layers.add(new Add("doubled", "behind_pad", "behind_pad"));
    layers.add(new Concat("joined", List.of("doubled", "sum2", "behind_pad"), 0));
    layers.add(new Layer.Affine("joined_norm", "joined", positive(24), random(random, of(24)), 0));
    relu("joined_relu", "joined_norm");
    layers.add(new Resize("larger", "joined_relu", 2, 1 + random.nextInt(2)));
    DepthToSpace.Order order =
        random.nextBoolean() ? DepthToSpace.Order.DCR : DepthToSpace.Order.CRD;
    layers.add(new DepthToSpace("shuffled", "joined_relu", 2, order));
    layers.add(new Layer.AveragePool("larger_mean", "larger", window(4, 3), Window.Divisor.IMAGE));
    layers.add(new Layer.MaxPool("shuffled_max", "shuffled", Window.of(2, 2)));
    int means = 24 * 2 * (shape("larger") / 24 / 8 / 3);
    layers.add(new Layer.Reshape("means", "larger_mean", of(means)));
    layers.add(new Layer.Reshape("maxima", "shuffled_max", of(6 * 4 * 3)));
    layers.add(new Concat("flat", List.of("means", "maxima"), 0));
    layers.add(dense("scores", "flat", 5, means + 72));
    layers.add(dense("more", "flat", 3, means + 72));
    layers.add(new Concat("all", List.of("scores", "more"), 0));
    return new Graph("branches", "x", of(4, 8, 6), layers, "all");
  }

  private int shape(String value) {
    Resize resize =
        layers.stream()
            .filter(layer -> layer.name().equals(value))
            .map(Resize.class::cast)
            .findFirst()
            .orElseThrow();
    return 24 * 4 * resize.rowFactor() * 3 * resize.columnFactor();
  }

  private static Window window(int rows, int columns) {
    return new Window(Window.Axis.of(rows, rows), Window.Axis.of(columns, columns));
  }

  private void relu(String name, String input) {
    layers.add(new Layer.Activation(name, input, new ActivationFunction.Relu()));
  }

  /** Weights of a size that keeps values about as large as they were. */
  private void conv(String name, String input, int outputs, int channels, Window window) {
    Shape shape = of(outputs, channels, window.rows().kernel(), window.columns().kernel());
    FloatTensor weights = scaled(random(random, shape), 1 / Math.sqrt(channels * window.taps()));
    layers.add(SampleGraphs.conv(name, input, weights, window, 1, random));
  }

  private Layer dense(String name, String input, int outputs, int inputs) {
    FloatTensor weights = scaled(random(random, of(outputs, inputs)), 1 / Math.sqrt(inputs));
    return SampleGraphs.dense(name, input, weights, random);
  }

  private FloatTensor positive(int size) {
    float[] values = random(random, of(size)).toArray();
    for (int i = 0; i < size; i++) {
      values[i] = 0.5f + Math.min(1, Math.abs(values[i]));
    }
    return FloatTensor.vector(values);
  }

  private static FloatTensor scaled(FloatTensor tensor, double factor) {
    float[] values = tensor.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] *= (float) factor;
    }
    return FloatTensor.adopt(tensor.shape(), values);
  }

  private static Shape of(int... extents) {
    return Shape.of(extents);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.Shape;
import org.sparsil.tensor.Window;

class GraphPrinterTest {
  @Test
  void every_kind_of_layer_is_one_line() {
    float[] many = new float[20];
    many[3] = 1;
    many[4] = -0.0f;
    many[5] = 2;
    List<Layer> layers =
        List.of(
            new Layer.FakeQuantize("q", "x", 0.5, -3, true, 8),
            new Layer.Reshape("r", "q", Shape.of(2, 2)),
            new Layer.Transpose("t", "r", List.of(1, 0)),
            new Layer.Dense(
                "d",
                "t",
                FloatTensor.adopt(Shape.of(10, 2), many),
                FloatTensor.vector(new float[10]),
                Optional.of(FloatTensor.vector(1))),
            new Layer.Affine("a", "d", FloatTensor.vector(0.5f), FloatTensor.vector(1), 0),
            new Layer.Activation(
                "f",
                "a",
                new ActivationFunction.Composition(
                    List.of(
                        new ActivationFunction.LeakyRelu(0.25),
                        new ActivationFunction.Clip(-1, Double.POSITIVE_INFINITY)))),
            new Layer.Softmax("s", "f", 1, true),
            new Layer.ArgMax("y", "s", 1, false, true));
    assertThat(GraphPrinter.print(new Graph("all", "x", Shape.of(4), layers, "y")))
        .isEqualTo(
            """
            network 'all'
            input x: 4
            q: 4 = fake_quantize(x) int8 scale 0.5 zero -3
            r: 2x2 = reshape(q)
            t: 2x2 = transpose(r) [1, 0]
            d: 2x10 = dense(t) weights 10x2 (2 of 20 nonzero, 3 distinct) bias 10 [0, 0, 0, 0, 0, 0, 0, 0, 0, 0] scale 1 [1]
            a: 2x10 = affine(d) scale 1 [0.5] offset 1 [1] axis 0
            f: 2x10 = [leaky_relu[0.25], then clip[-1, Infinity]](a)
            s: 2x10 = log_softmax(f) axis 1
            y: 2 = arg_max(s) axis 1 last
            output y
            """);
  }

  @Test
  void a_window_is_printed_with_what_is_not_usual() {
    Window window = new Window(new Window.Axis(3, 2, 1, 1, 0), new Window.Axis(3, 2, 2, 0, 1));
    FloatTensor bias = FloatTensor.vector(0, 0);
    FloatTensor weights = FloatTensor.adopt(Shape.of(2, 1, 3, 3), new float[18]);
    List<Layer> layers =
        List.of(
            new Layer.Conv("c", "x", weights, bias, Optional.empty(), window, 2),
            new Layer.MaxPool("m", "c", Window.of(2, 1)),
            new Layer.AveragePool("y", "m", Window.of(2, 2), Window.Divisor.IMAGE));
    assertThat(GraphPrinter.print(new Graph("images", "x", Shape.of(2, 8, 8), layers, "y")))
        .isEqualTo(
            """
            network 'images'
            input x: 2x8x8
            c: 2x4x3 = conv(x) window 3x3 stride 2x2 dilation 1x2 pads 1 0 0 1 groups 2 weights 2x1x3x3 (0 of 18 nonzero, 1 distinct) bias 2 [0, 0]
            m: 2x3x2 = max_pool(c) window 2x2
            y: 2x1x1 = average_pool(m) window 2x2 stride 2x2 over image
            output y
            """);
  }
}

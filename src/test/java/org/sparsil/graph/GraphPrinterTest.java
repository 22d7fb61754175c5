// SPDX-License-Identifier: Apache-2.0
package org.sparsil.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.Shape;

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
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sparsil.diag.Diagnostics;
import org.sparsil.diag.UserException;
import org.sparsil.frontend.OnnxReader;
import org.sparsil.graph.ActivationFunction;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.Shape;
import org.sparsil.testing.BranchedGraphs;
import org.sparsil.testing.SampleGraphs;

class ContainerTest {
  private static final int NETWORKS = 200;

  private static Graph lenet() {
    return new OnnxReader(new Diagnostics()).read(Path.of("models/lenet-300-100/model.onnx"));
  }

  private static Graph chain(Layer... layers) {
    return new Graph("chain", "x", Shape.of(2), List.of(layers), layers[layers.length - 1].name());
  }

  private static void assertRoundTrip(Graph graph, ContainerOptions options) {
    byte[] packed = Container.pack(graph, options);
    GraphBits.assertIdentical(Container.unpack(packed, "test"), graph);
    assertThat(Container.pack(graph, options)).isEqualTo(packed);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsUnpackedIsIdentical(CoderChoice coder) {
    for (int seed = 0; seed < NETWORKS; seed++) {
      assertRoundTrip(RandomGraphs.graph(seed), ContainerOptions.with(coder));
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyKindAndFunctionIsHeld(CoderChoice coder) {
    assertRoundTrip(SampleGraphs.everyKind(1), ContainerOptions.with(coder));
    assertRoundTrip(SampleGraphs.images(1), ContainerOptions.with(coder));
    assertRoundTrip(BranchedGraphs.images(1), ContainerOptions.with(coder));
  }

  @Test
  void everyWidthOfZeroRunsGivesTheSameNetwork() {
    for (int bits = 1; bits <= ContainerOptions.MAX_ZERO_RUN_BITS; bits++) {
      ContainerOptions options = new ContainerOptions(CoderChoice.HUFFMAN, OptionalInt.of(bits));
      for (int seed = 0; seed < 20; seed++) {
        assertRoundTrip(RandomGraphs.graph(seed), options);
      }
    }
  }

  @Test
  void unusualPartsAreHeld() {
    ActivationFunction relu = new ActivationFunction.Relu();
    assertRoundTrip(new Graph("", "x", Shape.of(), List.of(), "x"), ContainerOptions.SMALLEST);
    assertRoundTrip(
        chain(
            new Layer.Activation("\uD800 lone \u0000", "x", relu),
            new Layer.Activation(
                "odd",
                "x",
                new ActivationFunction.Composition(
                    List.of(
                        new ActivationFunction.Clip(0.1, Double.POSITIVE_INFINITY),
                        new ActivationFunction.Composition(List.of()),
                        new ActivationFunction.Elu(Double.NaN)))),
            new Layer.Transpose("t", "odd", List.of(-1, Integer.MIN_VALUE, Integer.MAX_VALUE)),
            new Layer.FakeQuantize("q", "t", 0.1, Integer.MIN_VALUE, true, -3),
            new Layer.Affine(
                "scalar",
                "q",
                FloatTensor.of(Shape.of(), 2f),
                FloatTensor.of(Shape.of(1, 1), -0f),
                -7),
            new Layer.Dense(
                "empty",
                "scalar",
                FloatTensor.of(Shape.of(0, 5)),
                FloatTensor.of(Shape.of(3, 0)),
                Optional.of(FloatTensor.vector(1)))),
        ContainerOptions.SMALLEST);
  }

  @Test
  void aFunctionThatIsComposedTooDeeplyIsRefused() {
    ActivationFunction function = new ActivationFunction.Relu();
    for (int i = 0; i < FunctionWriter.MAX_DEPTH; i++) {
      function = new ActivationFunction.Composition(List.of(function));
    }
    assertRoundTrip(chain(new Layer.Activation("deep", "x", function)), ContainerOptions.SMALLEST);
    Graph deeper =
        chain(
            new Layer.Activation(
                "deeper", "x", new ActivationFunction.Composition(List.of(function))));

    assertThatThrownBy(() -> Container.pack(deeper, ContainerOptions.SMALLEST))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "layer 'deeper': error: a function is composed to a depth of more than 50"
                + " [CONTAINER-004]");
  }

  @Test
  void structureOfLenetIsSmall() {
    byte[] structure =
        StructureWriter.write(
            lenet(),
            new StructureWriter.ParameterSink() {
              @Override
              public void weights(String layer, org.sparsil.graph.LayerWeights weights) {}

              @Override
              public void tensor(String layer, FloatTensor tensor) {}
            });

    assertThat(structure).hasSizeLessThan(150);
  }

  @ParameterizedTest
  @EnumSource
  void lenetIsRestoredAndSmall(CoderChoice coder) {
    Graph graph = lenet();
    byte[] packed = Container.pack(graph, ContainerOptions.with(coder));

    GraphBits.assertIdentical(Container.unpack(packed, "test"), graph);
    assertThat(packed.length).isLessThan(266_610 * Float.BYTES / 35);
  }
}

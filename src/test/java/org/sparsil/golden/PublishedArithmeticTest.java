// SPDX-License-Identifier: Apache-2.0
package org.sparsil.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparsil.qgraph.FixedPoint;
import org.sparsil.qgraph.QAdd;
import org.sparsil.qgraph.QElementwise;
import org.sparsil.qgraph.QGraph;
import org.sparsil.qgraph.QGraph.QInput;
import org.sparsil.qgraph.Requantize;
import org.sparsil.qgraph.Rescale;
import org.sparsil.qgraph.Rounding;
import org.sparsil.tensor.IntTensor;
import org.sparsil.tensor.Shape;
import org.sparsil.testing.CmsisVectors;
import org.sparsil.testing.DepthwiseSeparableNetwork;
import org.sparsil.testing.IntegerVectors;
import org.sparsil.testing.PeerNets;
import org.sparsil.testing.SeanetVectors;
import org.sparsil.testing.SharedData;
import org.sparsil.testing.TfliteNetworks;

/** Both ways to run a network against results and definitions that others published. */
final class PublishedArithmeticTest {
  private static final int ELEMENTS = 64;

  @ParameterizedTest
  @FieldSource("org.sparsil.testing.CmsisVectors#FULLY_CONNECTED")
  void fully_connected_vectors_of_cmsis_nn_come_out_exactly(String name) {
    assertExact(CmsisVectors.fullyConnected(name));
  }

  @ParameterizedTest
  @FieldSource("org.sparsil.testing.CmsisVectors#CONVOLUTIONS")
  void convolution_vectors_of_cmsis_nn_come_out_exactly(String name) {
    assertExact(CmsisVectors.convolution(name));
  }

  @ParameterizedTest
  @FieldSource("org.sparsil.testing.CmsisVectors#POOLS")
  void pooling_vectors_of_cmsis_nn_come_out_exactly(String name) {
    assertExact(CmsisVectors.pool(name));
  }

  @ParameterizedTest
  @FieldSource("org.sparsil.testing.CmsisVectors#ADDITIONS")
  void addition_vectors_of_cmsis_nn_come_out_exactly(String name) {
    assertExact(CmsisVectors.add(name));
  }

  @ParameterizedTest
  @FieldSource("org.sparsil.testing.SeanetVectors#NAMES")
  void convolutions_of_16_bit_activations_come_out_exactly(String name) {
    assertExact(SeanetVectors.read(name));
  }

  @ParameterizedTest
  @FieldSource("org.sparsil.testing.PeerNets#NAMES")
  void the_networks_that_others_were_measured_with_come_out_exactly(String name) {
    assertExact(PeerNets.read(name));
  }

  @Test
  void a_whole_network_of_cmsis_nn_gives_its_probabilities() {
    DepthwiseSeparableNetwork network = DepthwiseSeparableNetwork.read();
    GoldenModel model = GoldenModel.of(network.graph());
    IntTensor logits = model.run(network.frame());
    assertThat(model.trace(network.frame()).get(network.graph().output().name())).isEqualTo(logits);
    assertThat(network.probabilities(logits)).isEqualTo(network.expected());
  }

  @ParameterizedTest
  @FieldSource("org.sparsil.testing.TfliteNetworks#NAMES")
  void whole_networks_of_tensorflow_lite_come_out_exactly(String name) {
    assertExact(TfliteNetworks.read(name));
  }

  @Test
  void no_published_vector_is_left_out() throws IOException {
    assertThat(files("int8-vectors"))
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(
                    CmsisVectors.FULLY_CONNECTED.stream().map(name -> "fc__" + name),
                    CmsisVectors.CONVOLUTIONS.stream(),
                    CmsisVectors.POOLS.stream(),
                    CmsisVectors.ADDITIONS.stream())
                .flatMap(names -> names)
                .toList());
    assertThat(files("int16-vectors"))
        .containsExactlyInAnyOrderElementsOf(
            SeanetVectors.NAMES.stream().map(name -> "seanet_" + name).toList());
  }

  private static List<String> files(String folder) throws IOException {
    try (Stream<Path> files = Files.list(SharedData.require(folder))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".json"))
          .map(name -> name.substring(0, name.length() - ".json".length()))
          .toList();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 16})
  void an_addition_is_that_of_tensorflow_lite(int widthBits) {
    Random random = new Random(widthBits);
    int leftShift = widthBits == 8 ? 20 : 15;
    for (int i = 0; i < 200; i++) {
      Operand left = Operand.of(random, widthBits, -random.nextInt(5));
      Operand right = Operand.of(random, widthBits, -random.nextInt(5));
      Operand sum = Operand.of(random, widthBits, -leftShift + random.nextInt(3));
      FixedPoint format = sum.format();
      QGraph graph = halfPlusWhole(left, right, sum, leftShift);
      IntTensor frame =
          IntTensor.vector(random.ints(ELEMENTS, format.min(), format.max() + 1).toArray());
      List<IntTensor> values = List.copyOf(GoldenModel.of(graph).trace(frame).values());
      for (int element = 0; element < ELEMENTS; element++) {
        int l = left.scaled((values.get(1).get(element) - left.zeroPoint()) << leftShift);
        int r = right.scaled((frame.get(element) - right.zeroPoint()) << leftShift);
        int expected = sum.zeroPoint() + sum.scaled(l + r);
        assertThat(values.get(2).get(element))
            .isEqualTo(Math.max(format.min(), Math.min(format.max(), expected)));
      }
    }
  }

  /** The left operand is half of the right one, which is the input. */
  private static QGraph halfPlusWhole(Operand left, Operand right, Operand sum, int leftShift) {
    Shape shape = Shape.of(ELEMENTS);
    return new QGraph(
        "net",
        new QInput("x", shape, right.format()),
        List.of(
            new QElementwise("half", "x", shape, requantize(left.format(), 1 << 30, 31)),
            new QAdd(
                "sum",
                "half",
                "x",
                shape,
                left.rescale(leftShift),
                right.rescale(leftShift),
                requantize(sum.format(), sum.multiplier(), 31 - sum.shift()))));
  }

  private static Requantize requantize(FixedPoint format, int multiplier, int shift) {
    return Requantize.perTensor(
        multiplier, shift, Rounding.TFLITE, format, format.min(), format.max());
  }

  /** One of the three tensors of TensorFlow Lite's addition; its shift to the right is negative. */
  private record Operand(FixedPoint format, int multiplier, int shift) {
    static Operand of(Random random, int widthBits, int shift) {
      // 16-bit tensors are symmetric.
      int zeroPoint = widthBits == 8 ? random.nextInt(256) - 128 : 0;
      return new Operand(
          new FixedPoint(true, widthBits, 1, zeroPoint),
          (1 << 30) + random.nextInt(1 << 30),
          shift);
    }

    int zeroPoint() {
      return format.zeroPoint();
    }

    Rescale rescale(int leftShift) {
      return new Rescale(leftShift, multiplier, 31 - shift, Rounding.TFLITE);
    }

    /** Gemmlowp's doubling high product and its rounding division, as it defines them. */
    int scaled(int value) {
      long product = (long) value * multiplier;
      long nudge = product >= 0 ? 1 << 30 : 1 - (1 << 30);
      int high = (int) ((product + nudge) / (1L << 31));
      int mask = (1 << -shift) - 1;
      int threshold = (mask >> 1) + (high < 0 ? 1 : 0);
      return (high >> -shift) + ((high & mask) > threshold ? 1 : 0);
    }
  }

  private static void assertExact(IntegerVectors vectors) {
    GoldenModel model = GoldenModel.of(vectors.graph());
    String output = vectors.graph().output().name();
    assertThat(model.runAll(vectors.frames())).isEqualTo(vectors.expected());
    assertThat(vectors.frames().stream().map(frame -> model.trace(frame).get(output)).toList())
        .isEqualTo(vectors.expected());
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.sparsil.compress.container.ContainerReport.LayerSizes;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.Shape;

class ContainerReportTest {
  /** One row of eight weights: gaps 0, 1, 3; values 1, 1, 2 in single precision. */
  private static Graph eightWeights() {
    Layer.Dense layer =
        new Layer.Dense(
            "fc",
            "x",
            FloatTensor.of(Shape.of(1, 8), 1, 0, 1, 0, 0, 0, 2, 0),
            FloatTensor.vector(0.3f),
            Optional.empty());
    return new Graph("eight", "x", Shape.of(8), List.of(layer), "fc");
  }

  @Test
  void stepsAreCountedAsInDeepCompression() {
    LayerSizes layer = Container.report(eightWeights(), ContainerOptions.SMALLEST).layers().get(0);

    assertThat(layer.weights()).isEqualTo(8);
    assertThat(layer.survivors()).isEqualTo(3);
    assertThat(layer.values()).isEqualTo(2);
    assertThat(layer.float32Bits()).isEqualTo(8 * 32);
    assertThat(layer.prunedGapBits()).isEqualTo(2);
    assertThat(layer.prunedBits()).isEqualTo(3 * (2 + 32));
    assertThat(layer.sharedBits()).contains(3L * (2 + 1) + 2 * 32);
    assertThat(layer.otherFloat32Bits()).isEqualTo(32);
    assertThat(layer.bounds().maskEntropyBits()).isCloseTo(8 * 0.954434, within(1e-4));
    assertThat(layer.bounds().symbolEntropyBits()).isCloseTo(3 * 0.918296, within(1e-4));
  }

  /** A run of three zeros in gaps of one bit: a padding zero after one, then one before the 2. */
  @Test
  void paddingZerosAreEntries() {
    ContainerOptions options = new ContainerOptions(CoderChoice.HUFFMAN, OptionalInt.of(1));
    LayerSizes layer = Container.report(eightWeights(), options).layers().get(0);

    assertThat(layer.bounds().gapEntropyBits())
        .hasValueSatisfying(bits -> assertThat(bits).isCloseTo(4 * 1.5, within(1e-9)));
    assertThat(layer.arithmeticBits()).isEmpty();
    assertThat(layer.coder()).isEqualTo(CoderChoice.HUFFMAN);
  }

  @Test
  void sharingRateIsThatOfThePaper() {
    assertThat(ContainerReport.sharingRate(16, 4, 32)).isEqualTo(16.0 * 32 / (16 * 2 + 4 * 32));
    assertThat(ContainerReport.sharingRate(1_000_000, 16, 32)).isCloseTo(8, within(0.01));
  }

  /** Whatever the network, a code of single symbols is between the entropy and one bit more. */
  @Test
  void huffmanCodesAreWithinOneBitOfEntropy() {
    for (int seed = 0; seed < 50; seed++) {
      for (LayerSizes layer :
          Container.report(RandomGraphs.graph(seed), ContainerOptions.SMALLEST).layers()) {
        double entropy = layer.bounds().gapEntropyBits().orElseThrow();
        double bits = layer.bounds().gapBits().orElseThrow();
        double gaps = layer.survivors() + layer.weights();
        assertThat(bits).as("seed %d", seed).isBetween(entropy - 1e-6, entropy + gaps);
      }
    }
  }

  @Test
  void sizesAddUpToTheFile() {
    for (int seed = 0; seed < 50; seed++) {
      Graph graph = RandomGraphs.graph(seed);
      PackedNetwork packed = Container.packed(graph, ContainerOptions.SMALLEST);
      ContainerReport report = packed.report();
      long bits =
          report.layers().stream().mapToLong(layer -> layer.codedBits() + layer.otherBits()).sum();

      assertThat(report.containerBytes()).isEqualTo(packed.bytes().length);
      assertThat(report.containerBytes() - report.structureBytes() - bits / 8)
          .as("head, lengths and checksums of seed %d", seed)
          .isBetween(5L, 5 + 20L * report.layers().size());
    }
  }
}

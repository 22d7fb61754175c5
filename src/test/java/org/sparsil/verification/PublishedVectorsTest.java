// SPDX-License-Identifier: Apache-2.0
package org.sparsil.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.sparsil.arch.HardwareOptions;
import org.sparsil.golden.GoldenModel;
import org.sparsil.qgraph.QConv;
import org.sparsil.qgraph.QDense;
import org.sparsil.qgraph.QLayer;
import org.sparsil.sim.Simulator;
import org.sparsil.sim.VerificationResult;
import org.sparsil.sim.Verifier;
import org.sparsil.sim.VerifyOptions;
import org.sparsil.tensor.IntTensor;
import org.sparsil.testing.CmsisVectors;
import org.sparsil.testing.CompiledNetwork;
import org.sparsil.testing.DepthwiseSeparableNetwork;
import org.sparsil.testing.IntegerVectors;
import org.sparsil.testing.PeerNets;
import org.sparsil.testing.RandomHardware;
import org.sparsil.testing.SeanetVectors;
import org.sparsil.testing.TfliteNetworks;

/**
 * Hardware against results that others published. The bench compares with the golden model, and the
 * golden model is compared with the published results on the same frames.
 */
@Execution(ExecutionMode.CONCURRENT)
final class PublishedVectorsTest {
  static final List<String> CMSIS = CmsisVectors.FULLY_CONNECTED;
  static final List<String> CONVOLUTIONS = CmsisVectors.CONVOLUTIONS;
  static final List<String> POOLS = CmsisVectors.POOLS;
  static final List<String> ADDITIONS = CmsisVectors.ADDITIONS;
  static final List<String> SEANET = SeanetVectors.NAMES;
  static final List<String> TFLITE = TfliteNetworks.NAMES;
  static final List<String> PEERS =
      PeerNets.NAMES.stream().filter(name -> name.startsWith("jsc")).toList();

  /** Multiplications that Icarus does in a few seconds. */
  private static final long QUICK_PRODUCTS = 60_000;

  @TempDir Path folder;

  @ParameterizedTest
  @FieldSource("CMSIS")
  void cmsis_nn_fully_connected_layers_are_exact_in_hardware(String name) {
    verify(CmsisVectors.fullyConnected(name), Simulator.ICARUS, Simulator.VERILATOR);
  }

  @ParameterizedTest
  @FieldSource("CONVOLUTIONS")
  void cmsis_nn_convolutions_are_exact_in_hardware(String name) {
    verify(CmsisVectors.convolution(name));
  }

  @ParameterizedTest
  @FieldSource("CONVOLUTIONS")
  void whatever_the_line_buffers_and_engines(String name) {
    IntegerVectors vectors = CmsisVectors.convolution(name);
    verify(vectors, RandomHardware.of(vectors.graph(), name.hashCode()));
  }

  @ParameterizedTest
  @FieldSource("POOLS")
  void cmsis_nn_pooling_layers_are_exact_in_hardware(String name) {
    verify(CmsisVectors.pool(name));
  }

  @ParameterizedTest
  @FieldSource("ADDITIONS")
  void cmsis_nn_additions_are_exact_in_hardware(String name) {
    verify(CmsisVectors.add(name));
  }

  @ParameterizedTest
  @FieldSource("SEANET")
  void convolutions_of_16_bit_activations_are_exact_in_hardware(String name) {
    verify(SeanetVectors.read(name));
  }

  @ParameterizedTest
  @FieldSource("TFLITE")
  void whole_networks_of_tensorflow_lite_are_exact_in_hardware(String name) {
    verify(TfliteNetworks.read(name));
  }

  @Test
  void a_depthwise_separable_network_is_exact_in_hardware() {
    DepthwiseSeparableNetwork network = DepthwiseSeparableNetwork.read();
    CompiledNetwork compiled =
        CompiledNetwork.of(network.graph(), HardwareOptions.DEFAULT, folder.resolve("network"));
    verify(compiled, List.of(network.frame()), quickest(compiled));
  }

  @ParameterizedTest
  @FieldSource("PEERS")
  void networks_that_other_compilers_were_measured_with_are_exact_in_hardware(String name) {
    verify(PeerNets.read(name), Simulator.VERILATOR);
  }

  private void verify(IntegerVectors vectors) {
    verify(vectors, HardwareOptions.DEFAULT);
  }

  private void verify(IntegerVectors vectors, HardwareOptions options) {
    CompiledNetwork compiled = compile(vectors, options);
    verify(compiled, vectors.frames(), quickest(compiled));
  }

  /** Icarus starts at once, Verilator has to be built but is faster then. */
  private static Simulator quickest(CompiledNetwork compiled) {
    long products = 0;
    for (QLayer layer : compiled.graph().layers()) {
      if (layer instanceof QConv conv) {
        products += (long) conv.shape().size() * conv.weights().columns();
      } else if (layer instanceof QDense dense) {
        products += (long) dense.outputs() * dense.weights().columns();
      }
    }
    return Math.max(products, 10 * compiled.prediction().latencyCycles()) < QUICK_PRODUCTS
        ? Simulator.ICARUS
        : Simulator.VERILATOR;
  }

  private void verify(IntegerVectors vectors, Simulator... simulators) {
    verify(compile(vectors, HardwareOptions.DEFAULT), vectors.frames(), simulators);
  }

  private CompiledNetwork compile(IntegerVectors vectors, HardwareOptions options) {
    assertThat(GoldenModel.of(vectors.graph()).runAll(vectors.frames()))
        .isEqualTo(vectors.expected());
    return CompiledNetwork.of(vectors.graph(), options, folder.resolve("network"));
  }

  private static void verify(
      CompiledNetwork compiled, List<IntTensor> frames, Simulator... simulators) {
    List<VerificationResult> results =
        Verifier.verify(
            compiled.folder(),
            new VerifyOptions(List.of(simulators), java.util.OptionalLong.empty()),
            frames,
            compiled.architecture(),
            compiled.prediction());
    assertThat(results).allMatch(VerificationResult::passed);
  }
}

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

  @TempDir Path folder;

  @ParameterizedTest
  @FieldSource("CMSIS")
  void cmsis_nn_fully_connected_layers_are_exact_in_hardware(String name) {
    verify(CmsisVectors.fullyConnected(name), Simulator.ICARUS, Simulator.VERILATOR);
  }

  @ParameterizedTest
  @FieldSource("CONVOLUTIONS")
  void cmsis_nn_convolutions_are_exact_in_hardware(String name) {
    verify(CmsisVectors.convolution(name), Simulator.ICARUS);
  }

  @ParameterizedTest
  @FieldSource("CONVOLUTIONS")
  void whatever_the_line_buffers_and_engines(String name) {
    IntegerVectors vectors = CmsisVectors.convolution(name);
    verify(vectors, RandomHardware.of(vectors.graph(), name.hashCode()), Simulator.ICARUS);
  }

  @ParameterizedTest
  @FieldSource("POOLS")
  void cmsis_nn_pooling_layers_are_exact_in_hardware(String name) {
    verify(CmsisVectors.pool(name), Simulator.ICARUS);
  }

  @ParameterizedTest
  @FieldSource("ADDITIONS")
  void cmsis_nn_additions_are_exact_in_hardware(String name) {
    verify(CmsisVectors.add(name), Simulator.ICARUS);
  }

  @ParameterizedTest
  @FieldSource("SEANET")
  void convolutions_of_16_bit_activations_are_exact_in_hardware(String name) {
    verify(SeanetVectors.read(name), Simulator.VERILATOR);
  }

  @ParameterizedTest
  @FieldSource("TFLITE")
  void whole_networks_of_tensorflow_lite_are_exact_in_hardware(String name) {
    verify(TfliteNetworks.read(name), Simulator.VERILATOR);
  }

  @Test
  void a_depthwise_separable_network_is_exact_in_hardware() {
    DepthwiseSeparableNetwork network = DepthwiseSeparableNetwork.read();
    CompiledNetwork compiled =
        CompiledNetwork.of(network.graph(), HardwareOptions.DEFAULT, folder.resolve("network"));
    verify(compiled, List.of(network.frame()), Simulator.VERILATOR);
  }

  @ParameterizedTest
  @FieldSource("PEERS")
  void networks_that_other_compilers_were_measured_with_are_exact_in_hardware(String name) {
    verify(PeerNets.read(name), Simulator.VERILATOR);
  }

  private void verify(IntegerVectors vectors, Simulator... simulators) {
    verify(vectors, HardwareOptions.DEFAULT, simulators);
  }

  private void verify(IntegerVectors vectors, HardwareOptions options, Simulator... simulators) {
    CompiledNetwork compiled =
        CompiledNetwork.of(vectors.graph(), options, folder.resolve("network"));
    assertThat(GoldenModel.of(vectors.graph()).runAll(vectors.frames()))
        .isEqualTo(vectors.expected());
    verify(compiled, vectors.frames(), simulators);
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

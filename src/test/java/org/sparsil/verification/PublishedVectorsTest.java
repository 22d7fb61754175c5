// SPDX-License-Identifier: Apache-2.0
package org.sparsil.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
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
import org.sparsil.testing.CmsisVectors;
import org.sparsil.testing.CompiledNetwork;
import org.sparsil.testing.IntegerVectors;
import org.sparsil.testing.PeerNets;

/**
 * Hardware against results that others published. The bench compares with the golden model, and the
 * golden model is compared with the published results on the same frames.
 */
@Execution(ExecutionMode.CONCURRENT)
final class PublishedVectorsTest {
  static final List<String> CMSIS = CmsisVectors.FULLY_CONNECTED;
  static final List<String> PEERS =
      PeerNets.NAMES.stream().filter(name -> name.startsWith("jsc")).toList();

  @TempDir Path folder;

  @ParameterizedTest
  @FieldSource("CMSIS")
  void cmsis_nn_fully_connected_layers_are_exact_in_hardware(String name) {
    verify(CmsisVectors.fullyConnected(name), Simulator.ICARUS, Simulator.VERILATOR);
  }

  @ParameterizedTest
  @FieldSource("PEERS")
  void networks_that_other_compilers_were_measured_with_are_exact_in_hardware(String name) {
    verify(PeerNets.read(name), Simulator.VERILATOR);
  }

  private void verify(IntegerVectors vectors, Simulator... simulators) {
    CompiledNetwork compiled =
        CompiledNetwork.of(vectors.graph(), HardwareOptions.DEFAULT, folder.resolve("network"));
    assertThat(GoldenModel.of(vectors.graph()).runAll(vectors.frames()))
        .isEqualTo(vectors.expected());
    List<VerificationResult> results =
        Verifier.verify(
            compiled.folder(),
            new VerifyOptions(List.of(simulators), java.util.OptionalLong.empty()),
            vectors.frames(),
            compiled.architecture(),
            compiled.prediction());
    assertThat(results).allMatch(VerificationResult::passed);
  }
}

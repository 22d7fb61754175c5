// SPDX-License-Identifier: Apache-2.0
package org.sparsil.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparsil.arch.HardwareOptions;
import org.sparsil.diag.Diagnostics;
import org.sparsil.qgraph.QGraph;
import org.sparsil.tensor.IntTensor;
import org.sparsil.testing.CompiledNetwork;
import org.sparsil.testing.RandomNetworks;

final class VerifierTest {
  @TempDir Path folder;

  @Test
  void a_compiled_network_passes_in_both_simulators() {
    QGraph graph = RandomNetworks.network(6, 12);
    CompiledNetwork compiled =
        CompiledNetwork.of(graph, HardwareOptions.DEFAULT, folder.resolve("a net"));
    List<IntTensor> frames = RandomNetworks.frames(graph.input(), 1, 10);

    List<VerificationResult> results =
        Verifier.verify(
            compiled.folder(),
            new VerifyOptions(List.of(Simulator.values()), OptionalLong.of(5)),
            frames,
            graph,
            compiled.prediction());

    Diagnostics diagnostics = new Diagnostics();
    results.forEach(result -> result.describe(graph.name(), diagnostics));
    assertThat(diagnostics.all()).isEmpty();
    assertThat(results).allMatch(VerificationResult::passed);
  }
}

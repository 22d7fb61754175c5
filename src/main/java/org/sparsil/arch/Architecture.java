// SPDX-License-Identifier: Apache-2.0
package org.sparsil.arch;

import java.util.List;
import org.sparsil.qgraph.QGraph;

/**
 * A network with the hardware for each layer.
 *
 * @param stages one per layer, in the order of the stream
 */
public record Architecture(QGraph network, List<Stage> stages) {
  public Architecture {
    stages = List.copyOf(stages);
  }

  /** Latency and interval of the whole design. */
  public CyclePrediction prediction() {
    return StageTiming.chain(
        network.input().shape().size(), stages.stream().map(Stage::timing).toList());
  }
}

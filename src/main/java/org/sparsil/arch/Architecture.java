// SPDX-License-Identifier: Apache-2.0
package org.sparsil.arch;

import java.util.ArrayList;
import java.util.List;
import org.sparsil.qgraph.QGraph;

/**
 * A network with the hardware for each layer.
 *
 * @param inputLanes elements of the network's input per beat
 * @param stages one per layer, in the order of the network
 */
public record Architecture(QGraph network, int inputLanes, List<Stage> stages) {
  public Architecture {
    stages = List.copyOf(stages);
  }

  /** Where a value is read. */
  public List<Port> readers(String value) {
    List<Port> readers = new ArrayList<>();
    for (Stage stage : stages) {
      List<String> inputs = stage.layer().inputs();
      for (int input = 0; input < inputs.size(); input++) {
        if (inputs.get(input).equals(value)) {
          readers.add(new Port(stage.layer().name(), input));
        }
      }
    }
    return readers;
  }

  /** Beats of an input frame. */
  public int inputBeats() {
    return network.input().shape().size() / inputLanes;
  }

  /** Elements per beat of the output. */
  public int outputLanes() {
    return stages.get(stages.size() - 1).outputLanes();
  }
}

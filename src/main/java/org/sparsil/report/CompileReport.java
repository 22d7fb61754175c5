// SPDX-License-Identifier: Apache-2.0
package org.sparsil.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sparsil.arch.Architecture;
import org.sparsil.arch.CyclePrediction;
import org.sparsil.arch.Stage;
import org.sparsil.arch.cycles.Cycles;
import org.sparsil.qgraph.QGraph;

/**
 * What a network became.
 *
 * @param input the input's shape and the type of its elements, such as {@code 28x28 u8}
 * @param predicted by the cycle model
 * @param comparison of the float and the integer network, if there were data
 * @param notes what the compiler had to say, as shown to people
 */
public record CompileReport(
    String model,
    String input,
    List<LayerReport> layers,
    CyclePrediction predicted,
    Optional<NetworkComparison> comparison,
    List<String> notes) {
  public CompileReport {
    layers = List.copyOf(layers);
    notes = List.copyOf(notes);
  }

  public static CompileReport of(
      Architecture architecture,
      Cycles cycles,
      Optional<NetworkComparison> comparison,
      List<String> notes) {
    QGraph network = architecture.network();
    List<LayerReport> layers = new ArrayList<>();
    for (Stage stage : architecture.stages()) {
      int inputs =
          stage.layer().inputs().stream().mapToInt(read -> network.shape(read).size()).sum();
      layers.add(LayerReport.of(stage, inputs, cycles.of(stage)));
    }
    return new CompileReport(
        network.name(),
        network.input().shape() + " " + network.input().format().typeName(),
        layers,
        cycles.network(),
        comparison,
        notes);
  }

  /** One line per layer. */
  public String layerTable() {
    TextTable table =
        new TextTable(
            "layer",
            "engine",
            "inputs",
            "outputs",
            "density",
            "levels",
            "weight bits",
            "stored bits",
            "accumulator bits",
            "output",
            "interval");
    for (LayerReport layer : layers) {
      boolean weighted = layer.weights() > 0;
      table.add(
          layer.name(),
          layer.engine(),
          layer.inputs(),
          layer.outputs(),
          layer.density(),
          weighted ? layer.codebookLevels() : "-",
          weighted ? layer.weightBits() : "-",
          weighted ? layer.indexBits() : "-",
          weighted ? layer.accumulatorBits() : "-",
          layer.output(),
          layer.intervalCycles());
    }
    return table.print();
  }
}

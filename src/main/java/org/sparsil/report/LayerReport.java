// SPDX-License-Identifier: Apache-2.0
package org.sparsil.report;

import org.sparsil.arch.Stage;
import org.sparsil.qgraph.CodedMatrix;

/**
 * A layer and its hardware.
 *
 * @param weights how many there are; 0 for layers without
 * @param survivors how many of them are not 0
 * @param codebookLevels distinct weights that are not 0
 * @param weightBits bits of a weight as it is multiplied
 * @param indexBits bits of a weight as it is stored
 * @param output the type of an output element, such as {@code u8}
 */
public record LayerReport(
    String name,
    String engine,
    int inputs,
    int outputs,
    long weights,
    long survivors,
    int codebookLevels,
    int weightBits,
    int indexBits,
    int accumulatorBits,
    String output,
    long intervalCycles) {

  static LayerReport of(Stage stage, int inputs) {
    return stage.accept(new OfStage(inputs));
  }

  /** Survivors among the weights, in percent; {@code -} for layers without weights. */
  String density() {
    return weights == 0 ? "-" : Percent.of(survivors, weights, 1);
  }

  private record OfStage(int inputs) implements Stage.Visitor<LayerReport> {
    @Override
    public LayerReport serialDense(Stage.SerialDense stage) {
      CodedMatrix weights = stage.layer().weights();
      return new LayerReport(
          stage.layer().name(),
          "serial",
          stage.layer().inputElements(),
          stage.layer().outputs(),
          (long) weights.rows() * weights.columns(),
          weights.survivors(),
          weights.codebook().size(),
          stage.weightBits(),
          stage.indexBits(),
          stage.accumulatorBits(),
          stage.layer().format().typeName(),
          stage.timing().intervalCycles());
    }

    @Override
    public LayerReport elementwise(Stage.Elementwise stage) {
      return withoutWeights(stage, "element-wise");
    }

    @Override
    public LayerReport argMax(Stage.ArgMax stage) {
      return withoutWeights(stage, "arg-max");
    }

    private LayerReport withoutWeights(Stage stage, String engine) {
      return new LayerReport(
          stage.layer().name(),
          engine,
          inputs,
          stage.layer().shape().size(),
          0,
          0,
          0,
          0,
          0,
          0,
          stage.layer().format().typeName(),
          stage.timing().intervalCycles());
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.report;

import java.util.Optional;
import org.sparsil.arch.LineBuffer;
import org.sparsil.arch.MacArray;
import org.sparsil.arch.Stage;
import org.sparsil.arch.cycles.StageCycles;
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

  static LayerReport of(Stage stage, int inputs, StageCycles cycles) {
    return stage.accept(new OfStage(inputs, cycles));
  }

  /** Survivors among the weights, in percent; {@code -} for layers without weights. */
  String density() {
    return weights == 0 ? "-" : Percent.of(survivors, weights, 1);
  }

  private record OfStage(int inputs, StageCycles cycles) implements Stage.Visitor<LayerReport> {
    @Override
    public LayerReport multiplyAccumulate(Stage.MultiplyAccumulate stage) {
      CodedMatrix weights = stage.layer().weights();
      return new LayerReport(
          stage.layer().name(),
          engine(stage.array(), stage.lines()),
          inputs,
          stage.layer().shape().size(),
          (long) weights.rows() * weights.columns(),
          weights.survivors(),
          weights.codebook().size(),
          stage.weightBits(),
          stage.indexBits(),
          stage.accumulatorBits(),
          stage.layer().format().typeName(),
          cycles.interval());
    }

    private static String engine(MacArray array, Optional<LineBuffer> lines) {
      String engine =
          array.lanes() == 1 && array.folds() == 1
              ? "serial"
              : "folded %dx%d".formatted(array.neurons(), array.lanes());
      return engine + lines.map(OfStage::buffers).orElse("");
    }

    private static String buffers(LineBuffer lines) {
      return LineBuffer.rowsNeeded(lines.window(), lines.parallel()) == 1
          ? ""
          : lines.parallel() == 1
              ? ", buffers " + lines.buffers()
              : ", buffers %s, rows %d".formatted(lines.buffers(), lines.parallel());
    }

    @Override
    public LayerReport pool(Stage.Pool stage) {
      return withoutWeights(stage, "pool" + stage.lines().map(OfStage::buffers).orElse(""));
    }

    @Override
    public LayerReport elementwise(Stage.Elementwise stage) {
      return withoutWeights(stage, "element-wise");
    }

    @Override
    public LayerReport add(Stage.Add stage) {
      return withoutWeights(stage, "add");
    }

    @Override
    public LayerReport concat(Stage.Concat stage) {
      return withoutWeights(stage, "concat");
    }

    @Override
    public LayerReport pad(Stage.Pad stage) {
      return withoutWeights(stage, "pad");
    }

    @Override
    public LayerReport gather(Stage.Gather stage) {
      return withoutWeights(stage, "gather");
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
          cycles.interval());
    }
  }
}

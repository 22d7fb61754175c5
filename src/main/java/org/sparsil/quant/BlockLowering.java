// SPDX-License-Identifier: Apache-2.0
package org.sparsil.quant;

import java.util.List;
import java.util.Optional;
import org.sparsil.diag.Code;
import org.sparsil.diag.Diagnostics;
import org.sparsil.qgraph.FixedPoint;
import org.sparsil.qgraph.Interval;
import org.sparsil.qgraph.OutputStage;
import org.sparsil.qgraph.QLayer;
import org.sparsil.qgraph.QLayer.QArgMax;
import org.sparsil.qgraph.QLayer.QDense;
import org.sparsil.qgraph.QLayer.QElementwise;
import org.sparsil.quant.Block.ArgMaxBlock;
import org.sparsil.quant.Block.DenseBlock;
import org.sparsil.quant.Block.ElementwiseBlock;
import org.sparsil.tensor.Shape;

/**
 * Makes the integer layer of a block.
 *
 * @param isOutput whether what it makes leaves the network or goes into an arg-max
 */
record BlockLowering(
    QuantizeOptions options,
    Diagnostics diagnostics,
    String network,
    Calibration calibration,
    Source source,
    boolean isOutput)
    implements Block.Visitor<QLayer> {

  @Override
  public QLayer dense(DenseBlock block) {
    FixedPoint format = format(block, block.format(), block.function());
    try {
      QDense layer =
          new DenseLowering(options, notes(block), block, source, format)
              .lower(calibration.of(block.preActivation()));
      new WidthCheck(notes(block)).check(layer, source.range(), source.format().zeroPoint());
      return layer;
    } catch (ArithmeticException tooWide) {
      diagnostics.throwIfErrors();
      throw notes(block).failure(Code.QUANT_001, String.valueOf(tooWide.getMessage()));
    }
  }

  @Override
  public QLayer elementwise(ElementwiseBlock block) {
    FixedPoint format = format(block, block.format(), block.function());
    StageLowering stages = new StageLowering(options, notes(block), block.function(), format);
    double[] scale = {source.format().scale()};
    Interval input = source.range().plus(Interval.of(-(long) source.format().zeroPoint()));
    OutputStage stage =
        block.function().clip().isPresent()
            ? stages.requantize(scale)
            : stages.table(scale, List.of(input), source.statistics().range());
    QElementwise layer =
        new QElementwise(block.name(), source.name(), Shape.of(source.elements()), stage);
    new WidthCheck(notes(block)).check(layer, source.range(), source.format().zeroPoint());
    return layer;
  }

  @Override
  public QLayer argMax(ArgMaxBlock block) {
    return new QArgMax(block.name(), source.name(), source.elements());
  }

  private FixedPoint format(Block block, Optional<FixedPoint> fixed, PointFunction function) {
    FormatChoice formats = new FormatChoice(options);
    ValueStatistics statistics = calibration.of(block.value());
    return fixed.orElseGet(
        () ->
            isOutput
                ? formats.ofOutput(statistics, function)
                : formats.ofValue(statistics, options.activationBits(block.name())));
  }

  private LayerNotes notes(Block block) {
    return LayerNotes.of(diagnostics, network, block.name());
  }
}

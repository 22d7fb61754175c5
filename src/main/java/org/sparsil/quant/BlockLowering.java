// SPDX-License-Identifier: Apache-2.0
package org.sparsil.quant;

import java.util.List;
import java.util.Optional;
import org.sparsil.diag.Code;
import org.sparsil.diag.Diagnostics;
import org.sparsil.qgraph.Accumulator;
import org.sparsil.qgraph.FixedPoint;
import org.sparsil.qgraph.Interval;
import org.sparsil.qgraph.OutputStage;
import org.sparsil.qgraph.QLayer;
import org.sparsil.qgraph.QLayer.QArgMax;
import org.sparsil.qgraph.QLayer.QAveragePool;
import org.sparsil.qgraph.QLayer.QConv;
import org.sparsil.qgraph.QLayer.QDense;
import org.sparsil.qgraph.QLayer.QElementwise;
import org.sparsil.qgraph.QLayer.QMaxPool;
import org.sparsil.qgraph.RangeAnalysis;
import org.sparsil.quant.Block.ArgMaxBlock;
import org.sparsil.quant.Block.AveragePoolBlock;
import org.sparsil.quant.Block.ConvBlock;
import org.sparsil.quant.Block.DenseBlock;
import org.sparsil.quant.Block.ElementwiseBlock;
import org.sparsil.quant.Block.MaxPoolBlock;
import org.sparsil.quant.DenseLowering.Multiplicands;
import org.sparsil.tensor.Window;

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
          new DenseLowering(options, notes(block), block, source, format, allElements())
              .lower(calibration.of(block.preActivation()));
      new WidthCheck(notes(block)).check(layer, source.range(), source.format().zeroPoint());
      return layer;
    } catch (ArithmeticException tooWide) {
      diagnostics.throwIfErrors();
      throw notes(block).failure(Code.QUANT_001, String.valueOf(tooWide.getMessage()));
    }
  }

  private Multiplicands allElements() {
    return new Multiplicands() {
      @Override
      public Interval range() {
        return centred(source.range());
      }

      @Override
      public double mean(int row, int column) {
        return source.statistics().mean(column);
      }
    };
  }

  private Interval centred(Interval range) {
    return range.plus(Interval.of(-(long) source.format().zeroPoint()));
  }

  @Override
  public QLayer conv(ConvBlock block) {
    FixedPoint format = format(block, block.dense().format(), block.dense().function());
    requirePaddable(block);
    try {
      QDense perWindow =
          new DenseLowering(
                  options, notes(block), block.dense(), source, format, elementsOfWindows(block))
              .lower(calibration.of(block.dense().preActivation()));
      QConv layer =
          new QConv(
              block.name(),
              source.name(),
              source.shape(),
              block.window(),
              block.groups(),
              perWindow.weights(),
              perWindow.bias(),
              perWindow.stage());
      new WidthCheck(notes(block)).check(layer, source.range(), source.format().zeroPoint());
      return layer;
    } catch (ArithmeticException tooWide) {
      diagnostics.throwIfErrors();
      throw notes(block).failure(Code.QUANT_001, String.valueOf(tooWide.getMessage()));
    }
  }

  private void requirePaddable(ConvBlock block) {
    FixedPoint read = source.format();
    if (block.window().isPadded() && !read.range().contains(Interval.of(read.zeroPoint()))) {
      throw notes(block)
          .failure(
              Code.QUANT_002,
              "pads with 0, which is the integer %d and not within the input's format %s"
                  .formatted(read.zeroPoint(), read));
    }
  }

  /** Padding multiplies weights by 0; every pixel of a channel has the channel's mean. */
  private Multiplicands elementsOfWindows(ConvBlock block) {
    int channels = source.shape().extent(2);
    int pixels = source.shape().extent(0) * source.shape().extent(1);
    int perGroup = channels / block.groups();
    int outputsPerGroup = block.dense().dense().outputs() / block.groups();
    double[] means = new double[channels];
    for (int i = 0; i < channels * pixels; i++) {
      means[i / pixels] += source.statistics().mean(i) / pixels;
    }
    return new Multiplicands() {
      @Override
      public Interval range() {
        Interval image = centred(source.range());
        return block.window().isPadded() ? image.hull(Interval.ZERO) : image;
      }

      @Override
      public double mean(int row, int column) {
        return means[row / outputsPerGroup * perGroup + column % perGroup];
      }
    };
  }

  @Override
  public QLayer maxPool(MaxPoolBlock block) {
    return new QMaxPool(
        block.name(),
        source.name(),
        source.shape(),
        block.layer().window(),
        source.format(),
        source.range());
  }

  @Override
  public QLayer averagePool(AveragePoolBlock block) {
    FixedPoint format = format(block, block.format(), block.function());
    Window window = block.layer().window();
    Window.Divisor counted = block.layer().divisor();
    FixedPoint any = new FixedPoint(true, 32, 1, 0);
    QAveragePool open =
        new QAveragePool(
            block.name(), source.name(), source.shape(), window, counted, new Accumulator(any));
    try {
      Interval accumulators =
          RangeAnalysis.accumulator(open, source.range(), source.format().zeroPoint());
      double[] scale = {source.format().scale() / open.divisor()};
      StageLowering stages = new StageLowering(options, notes(block), block.function(), format);
      OutputStage stage =
          block.function().clip().isPresent()
              ? stages.requantize(scale)
              : stages.table(
                  scale, List.of(accumulators), calibration.of(block.preActivation()).range());
      new WidthCheck(notes(block)).check(stage, accumulators);
      return new QAveragePool(block.name(), source.name(), source.shape(), window, counted, stage);
    } catch (ArithmeticException tooWide) {
      diagnostics.throwIfErrors();
      throw notes(block)
          .failure(
              Code.QUANT_001,
              "its windows %s have too many different numbers of pixels within the image %s"
                  .formatted(window, source.shape()));
    }
  }

  @Override
  public QLayer elementwise(ElementwiseBlock block) {
    FixedPoint format = format(block, block.format(), block.function());
    StageLowering stages = new StageLowering(options, notes(block), block.function(), format);
    double[] scale = {source.format().scale()};
    Interval input = centred(source.range());
    OutputStage stage =
        block.function().clip().isPresent()
            ? stages.requantize(scale)
            : stages.table(scale, List.of(input), source.statistics().range());
    QElementwise layer = new QElementwise(block.name(), source.name(), source.shape(), stage);
    new WidthCheck(notes(block)).check(layer, source.range(), source.format().zeroPoint());
    return layer;
  }

  @Override
  public QLayer argMax(ArgMaxBlock block) {
    return new QArgMax(block.name(), source.name(), source.shape().size());
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

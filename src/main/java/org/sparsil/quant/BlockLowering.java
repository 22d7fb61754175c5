// SPDX-License-Identifier: Apache-2.0
package org.sparsil.quant;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.sparsil.diag.Code;
import org.sparsil.diag.Diagnostics;
import org.sparsil.graph.Pad;
import org.sparsil.qgraph.Accumulator;
import org.sparsil.qgraph.FixedPoint;
import org.sparsil.qgraph.Interval;
import org.sparsil.qgraph.OutputStage;
import org.sparsil.qgraph.QAdd;
import org.sparsil.qgraph.QArgMax;
import org.sparsil.qgraph.QAveragePool;
import org.sparsil.qgraph.QConcat;
import org.sparsil.qgraph.QConv;
import org.sparsil.qgraph.QDense;
import org.sparsil.qgraph.QElementwise;
import org.sparsil.qgraph.QGather;
import org.sparsil.qgraph.QLayer;
import org.sparsil.qgraph.QMaxPool;
import org.sparsil.qgraph.QPad;
import org.sparsil.qgraph.RangeAnalysis;
import org.sparsil.quant.Block.AddBlock;
import org.sparsil.quant.Block.ArgMaxBlock;
import org.sparsil.quant.Block.AveragePoolBlock;
import org.sparsil.quant.Block.ConcatBlock;
import org.sparsil.quant.Block.ConvBlock;
import org.sparsil.quant.Block.DenseBlock;
import org.sparsil.quant.Block.DepthToSpaceBlock;
import org.sparsil.quant.Block.ElementwiseBlock;
import org.sparsil.quant.Block.MaxPoolBlock;
import org.sparsil.quant.Block.PadBlock;
import org.sparsil.quant.Block.ResizeBlock;
import org.sparsil.quant.DenseLowering.Multiplicands;
import org.sparsil.tensor.Shape;
import org.sparsil.tensor.Window;

/**
 * Makes the integer layer of a block.
 *
 * @param formats of what blocks make
 * @param shapes of the float network's values
 * @param sources what the block reads, in order
 */
record BlockLowering(
    QuantizeOptions options,
    Diagnostics diagnostics,
    String network,
    Calibration calibration,
    FormatPlan formats,
    Map<String, Shape> shapes,
    List<Source> sources)
    implements Block.Visitor<QLayer> {

  private Source source() {
    return sources.get(0);
  }

  /** What a block reads, as an image that streams: rows, columns, channels. */
  private Shape image(Block block) {
    String value = block.inputs().get(0);
    return BlockParser.streamed(Objects.requireNonNull(shapes.get(value), value));
  }

  @Override
  public QLayer dense(DenseBlock block) {
    FixedPoint format = formats.of(block);
    try {
      QDense layer =
          new DenseLowering(options, notes(block), block, source(), format, allElements())
              .lower(calibration.of(block.preActivation()));
      new WidthCheck(notes(block)).check(layer, source().range(), source().format().zeroPoint());
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
        return centred(source().range());
      }

      @Override
      public double mean(int row, int column) {
        return source().statistics().mean(column);
      }
    };
  }

  private Interval centred(Interval range) {
    return range.plus(Interval.of(-(long) source().format().zeroPoint()));
  }

  @Override
  public QLayer conv(ConvBlock block) {
    FixedPoint format = formats.of(block);
    requirePaddable(block);
    try {
      QDense perWindow =
          new DenseLowering(
                  options, notes(block), block.dense(), source(), format, elementsOfWindows(block))
              .lower(calibration.of(block.dense().preActivation()));
      QConv layer =
          new QConv(
              block.name(),
              source().name(),
              image(block),
              block.window(),
              block.groups(),
              perWindow.weights(),
              perWindow.bias(),
              perWindow.stage());
      new WidthCheck(notes(block)).check(layer, source().range(), source().format().zeroPoint());
      return layer;
    } catch (ArithmeticException tooWide) {
      diagnostics.throwIfErrors();
      throw notes(block).failure(Code.QUANT_001, String.valueOf(tooWide.getMessage()));
    }
  }

  private void requirePaddable(ConvBlock block) {
    FixedPoint read = source().format();
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
    Shape image = image(block);
    int channels = image.extent(2);
    int pixels = image.extent(0) * image.extent(1);
    int perGroup = channels / block.groups();
    int outputsPerGroup = block.dense().dense().outputs() / block.groups();
    double[] means = new double[channels];
    for (int i = 0; i < channels * pixels; i++) {
      means[i / pixels] += source().statistics().mean(i) / pixels;
    }
    return new Multiplicands() {
      @Override
      public Interval range() {
        Interval elements = centred(source().range());
        return block.window().isPadded() ? elements.hull(Interval.ZERO) : elements;
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
        source().name(),
        image(block),
        block.layer().window(),
        source().format(),
        source().range());
  }

  @Override
  public QLayer averagePool(AveragePoolBlock block) {
    FixedPoint format = formats.of(block);
    Window window = block.layer().window();
    Window.Divisor counted = block.layer().divisor();
    FixedPoint any = new FixedPoint(true, 32, 1, 0);
    QAveragePool open =
        new QAveragePool(
            block.name(), source().name(), image(block), window, counted, new Accumulator(any));
    try {
      Interval accumulators =
          RangeAnalysis.accumulator(open, source().range(), source().format().zeroPoint());
      double[] scale = {source().format().scale() / open.divisor()};
      StageLowering stages = new StageLowering(options, notes(block), block.function(), format);
      OutputStage stage =
          block.function().clip().isPresent()
              ? stages.requantize(scale)
              : stages.table(
                  scale, List.of(accumulators), calibration.of(block.preActivation()).range());
      new WidthCheck(notes(block)).check(stage, accumulators);
      return new QAveragePool(block.name(), source().name(), image(block), window, counted, stage);
    } catch (ArithmeticException tooWide) {
      diagnostics.throwIfErrors();
      throw notes(block)
          .failure(
              Code.QUANT_001,
              "its windows %s have too many different numbers of pixels within the image %s"
                  .formatted(window, image(block)));
    }
  }

  @Override
  public QLayer elementwise(ElementwiseBlock block) {
    FixedPoint format = formats.of(block);
    StageLowering stages = new StageLowering(options, notes(block), block.function(), format);
    double[] scale = {source().format().scale()};
    Interval input = centred(source().range());
    OutputStage stage =
        block.function().clip().isPresent()
            ? stages.requantize(scale)
            : stages.table(scale, List.of(input), source().statistics().range());
    QElementwise layer = new QElementwise(block.name(), source().name(), source().shape(), stage);
    new WidthCheck(notes(block)).check(layer, source().range(), source().format().zeroPoint());
    return layer;
  }

  @Override
  public QLayer argMax(ArgMaxBlock block) {
    return new QArgMax(block.name(), source().name(), source().shape().size());
  }

  @Override
  public QLayer add(AddBlock block) {
    Source left = sources.get(0);
    Source right = sources.get(1);
    FixedPoint format = formats.of(block);
    CommonScale common = CommonScale.of(options, left.format(), right.format());
    StageLowering stages = new StageLowering(options, notes(block), block.function(), format);
    double[] scale = {common.scale()};
    try {
      Interval accumulators = common.sums(left, right);
      OutputStage stage =
          block.function().clip().isPresent()
              ? stages.requantize(scale, common.rounding())
              : stages.table(
                  scale, List.of(accumulators), calibration.of(block.preActivation()).range());
      new WidthCheck(notes(block)).check(stage, accumulators);
      return new QAdd(
          block.name(),
          left.name(),
          right.name(),
          left.shape(),
          common.left(),
          common.right(),
          stage);
    } catch (ArithmeticException tooWide) {
      diagnostics.throwIfErrors();
      throw notes(block).failure(Code.QUANT_001, String.valueOf(tooWide.getMessage()));
    }
  }

  /** All its sources have the format that was planned. */
  @Override
  public QLayer concat(ConcatBlock block) {
    Interval range = sources.stream().map(Source::range).reduce(Interval::hull).orElseThrow();
    List<String> names = sources.stream().map(Source::name).toList();
    Shape shape = BlockParser.streamed(Objects.requireNonNull(shapes.get(block.layer().name())));
    return new QConcat(block.name(), names, shape, formats.of(block), range);
  }

  @Override
  public QLayer pad(PadBlock block) {
    Pad layer = block.layer();
    FixedPoint format = source().format();
    int value = RealNumbers.toInteger(layer.value(), format);
    if (RealNumbers.unclamped(layer.value(), format) != value) {
      notes(block)
          .note(
              "pads with %s, which its input's format %s cannot hold; %s takes its place"
                  .formatted(layer.value(), format, RealNumbers.toReal(value, format)));
    }
    return new QPad(
        block.name(),
        source().name(),
        image(block),
        layer.before().get(1),
        layer.before().get(2),
        layer.after().get(1),
        layer.after().get(2),
        value,
        format,
        source().range().hull(Interval.of(value)));
  }

  @Override
  public QLayer resize(ResizeBlock block) {
    return QGather.resize(
        block.name(),
        source().name(),
        image(block),
        block.layer().rowFactor(),
        block.layer().columnFactor(),
        source().format(),
        source().range());
  }

  @Override
  public QLayer depthToSpace(DepthToSpaceBlock block) {
    QGather.DepthOrder order =
        switch (block.layer().order()) {
          case DCR -> QGather.DepthOrder.DCR;
          case CRD -> QGather.DepthOrder.CRD;
        };
    return QGather.depthToSpace(
        block.name(),
        source().name(),
        image(block),
        block.layer().block(),
        order,
        source().format(),
        source().range());
  }

  private LayerNotes notes(Block block) {
    return LayerNotes.of(diagnostics, network, block.name());
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.rtl;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.sparsil.qgraph.Accumulator;
import org.sparsil.qgraph.Interval;
import org.sparsil.qgraph.LookUpTable;
import org.sparsil.qgraph.OutputStage;
import org.sparsil.qgraph.Requantize;
import org.sparsil.rtl.OutputPath.DirectPath;
import org.sparsil.rtl.OutputPath.RequantizePath;
import org.sparsil.rtl.OutputPath.Scales;
import org.sparsil.rtl.OutputPath.TablePath;

/** Lowers an output stage to its cells, and hands the tables that they need to a collector. */
final class OutputPathLowering implements OutputStage.Visitor<OutputPath> {
  private final String module;
  private final int valueBits;
  private final int channels;
  private final Consumer<MemoryImage> memories;

  OutputPathLowering(String module, int valueBits, int channels, Consumer<MemoryImage> memories) {
    this.module = module;
    this.valueBits = valueBits;
    this.channels = channels;
    this.memories = memories;
  }

  @Override
  public OutputPath requantize(Requantize stage) {
    return path(
        stage, stage.format().widthBits(), stage.format().zeroPoint(), stage.lo(), stage.hi(), "y");
  }

  @Override
  public OutputPath lookUpTable(LookUpTable stage) {
    Requantize index = stage.index();
    int entries = stage.table().size();
    int indexBits = new Interval(0, entries - 1).unsignedBits();
    int yBits = stage.format().widthBits();
    String file = module + "_table.mem";
    memories.accept(
        new MemoryImage(
            file,
            "activation table, %d entries of %s".formatted(entries, stage.format().typeName()),
            yBits,
            entries,
            writer -> {
              for (int i = 0; i < entries; i++) {
                writer.put(stage.table().get(i), yBits).end();
              }
            }));
    // The table starts at index lo; the requantizer's zero point moves it to address 0.
    RequantizePath address =
        path(index, indexBits, index.format().zeroPoint() - index.lo(), 0, entries - 1, "index");
    return new TablePath(address, indexBits, entries, yBits, file);
  }

  @Override
  public OutputPath accumulator(Accumulator stage) {
    int yBits = stage.format().widthBits();
    String expression =
        yBits > valueBits
            ? "{{%d{value_q[%d]}}, value_q}".formatted(yBits - valueBits, valueBits - 1)
            : "value_q[%d:0]".formatted(yBits - 1);
    return new DirectPath(valueBits, yBits, expression);
  }

  private RequantizePath path(
      Requantize stage, int yBits, int zeroPoint, int lo, int hi, String destination) {
    Scale.Mode mode = Scale.Mode.of(stage.rounding());
    return new RequantizePath(
        valueBits,
        mode.name(),
        mode.number(),
        scales(stage),
        yBits,
        zeroPoint,
        lo,
        hi,
        destination);
  }

  private Scales scales(Requantize stage) {
    int count = stage.multiplier().size();
    List<Scale> scales = IntStream.range(0, count).mapToObj(c -> Scale.of(stage, c)).toList();
    int multiplierBits = bits(scales, i -> scales.get(i).multiplier());
    int maxLeft = scales.stream().mapToInt(Scale::left).max().orElse(0);
    int maxRight = scales.stream().mapToInt(Scale::right).max().orElse(0);
    int leftBits = bits(scales, i -> scales.get(i).left());
    int rightBits = bits(scales, i -> scales.get(i).right());
    boolean perChannel = scales.stream().distinct().count() > 1;
    String file = module + "_scales.mem";
    if (perChannel) {
      memories.accept(
          new MemoryImage(
              file,
              "left shift, right shift and multiplier of %d channels".formatted(count),
              leftBits + rightBits + multiplierBits,
              count,
              writer -> {
                for (Scale scale : scales) {
                  writer.put(scale.multiplier(), multiplierBits);
                  writer.put(scale.right(), rightBits).put(scale.left(), leftBits).end();
                }
              }));
    }
    Scale first = scales.get(0);
    return new Scales(
        perChannel,
        multiplierBits,
        first.multiplier(),
        leftBits,
        maxLeft,
        first.left(),
        rightBits,
        maxRight,
        first.right(),
        perChannel ? file : "",
        channels,
        new Interval(0, Math.max(1, channels - 1)).unsignedBits());
  }

  private static int bits(List<Scale> scales, IntUnaryOperator field) {
    int max = IntStream.range(0, scales.size()).map(field).max().orElse(0);
    return new Interval(0, max).unsignedBits();
  }
}

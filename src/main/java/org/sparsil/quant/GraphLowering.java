// SPDX-License-Identifier: Apache-2.0
package org.sparsil.quant;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sparsil.diag.Diagnostics;
import org.sparsil.graph.Graph;
import org.sparsil.graph.ShapeInference;
import org.sparsil.qgraph.FixedPoint;
import org.sparsil.qgraph.Interval;
import org.sparsil.qgraph.OutputStage;
import org.sparsil.qgraph.QElementwise;
import org.sparsil.qgraph.QGather;
import org.sparsil.qgraph.QGraph.QInput;
import org.sparsil.qgraph.QLayer;
import org.sparsil.quant.Block.ConcatBlock;
import org.sparsil.tensor.Shape;

/** Makes the integer layers of all blocks, one after the other. */
final class GraphLowering {
  /** What is known of an integer value. */
  private record Made(String name, Shape shape, FixedPoint format, Interval range) {
    static Made by(QLayer layer) {
      return new Made(layer.name(), layer.shape(), layer.format(), layer.range());
    }

    Source as(ValueStatistics statistics) {
      return new Source(name, shape, format, range, statistics);
    }
  }

  private final QuantizeOptions options;
  private final Diagnostics notes;
  private final String network;
  private final BlockGraph blocks;
  private final Calibration calibration;
  private final FormatPlan formats;
  private final Map<String, Shape> shapes;
  private final Map<String, Made> made = new LinkedHashMap<>();
  private final List<QLayer> layers = new ArrayList<>();
  private final Set<String> names;

  GraphLowering(
      QuantizeOptions options,
      Diagnostics notes,
      Graph graph,
      BlockGraph blocks,
      Calibration calibration,
      QInput input) {
    this.options = options;
    this.notes = notes;
    this.network = graph.name();
    this.blocks = blocks;
    this.calibration = calibration;
    this.formats =
        new FormatPlan(options, calibration, blocks, Map.entry(input.name(), input.format()));
    this.shapes = ShapeInference.infer(graph);
    this.names = new HashSet<>(shapes.keySet());
    made.put(
        input.name(),
        new Made(input.name(), input.shape(), input.format(), input.format().range()));
  }

  List<QLayer> layers() {
    blocks.blocks().forEach(this::lower);
    return List.copyOf(layers);
  }

  private void lower(Block block) {
    List<Source> sources = new ArrayList<>();
    List<String> sourceNames = blocks.sourcesOf(block);
    for (int i = 0; i < sourceNames.size(); i++) {
      String value = block.inputs().get(i);
      sources.add(value(sourceNames.get(i)).as(calibration.of(value)));
    }
    BlockLowering lowering =
        new BlockLowering(
            options,
            notes,
            network,
            calibration,
            formats,
            shapes,
            block instanceof ConcatBlock concat ? alike(concat, sources) : sources);
    add(block.accept(lowering));
  }

  private void add(QLayer layer) {
    layers.add(layer);
    made.put(layer.name(), Made.by(layer));
  }

  private Made value(String name) {
    return Optional.ofNullable(made.get(name)).orElseThrow();
  }

  /**
   * The operands of a concatenation: requantized where they have another format than it, and as
   * vectors where they are read as such.
   */
  private List<Source> alike(ConcatBlock concat, List<Source> operands) {
    FixedPoint format = formats.of(concat);
    Map<String, Source> fitting = new LinkedHashMap<>();
    for (int i = 0; i < operands.size(); i++) {
      Source operand = operands.get(i);
      Shape shape = BlockParser.streamed(shape(concat.inputs().get(i)));
      String name = operand.name() + "_for_" + concat.name();
      if (!operand.format().equals(format)) {
        fitting.computeIfAbsent(operand.name(), key -> requantized(name, operand, shape, format));
      } else if (!operand.shape().equals(shape)) {
        fitting.computeIfAbsent(operand.name(), key -> reshaped(name, operand, shape));
      } else {
        fitting.put(operand.name(), operand);
      }
    }
    return operands.stream()
        .map(operand -> Optional.ofNullable(fitting.get(operand.name())).orElseThrow())
        .toList();
  }

  private Source requantized(String wanted, Source operand, Shape shape, FixedPoint format) {
    String name = freshName(wanted);
    LayerNotes place = LayerNotes.of(notes, network, name);
    OutputStage stage =
        new StageLowering(options, place, PointFunction.IDENTITY, format)
            .requantize(new double[] {operand.format().scale()});
    QElementwise layer = new QElementwise(name, operand.name(), shape, stage);
    new WidthCheck(place).check(layer, operand.range(), operand.format().zeroPoint());
    add(layer);
    return Made.by(layer).as(operand.statistics());
  }

  /** The same elements in the same order: strips of one element. */
  private Source reshaped(String wanted, Source operand, Shape shape) {
    QLayer layer =
        new QGather(
            freshName(wanted),
            operand.name(),
            shape,
            1,
            List.of(new QGather.Loop(1, 1)),
            operand.format(),
            operand.range());
    add(layer);
    return Made.by(layer).as(operand.statistics());
  }

  private Shape shape(String value) {
    return Optional.ofNullable(shapes.get(value)).orElseThrow();
  }

  private String freshName(String wanted) {
    String name = wanted;
    for (int i = 2; !names.add(name); i++) {
      name = wanted + "_" + i;
    }
    return name;
  }
}

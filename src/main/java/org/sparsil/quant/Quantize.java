// SPDX-License-Identifier: Apache-2.0
package org.sparsil.quant;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sparsil.diag.Code;
import org.sparsil.diag.Diagnostics;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.qgraph.FixedPoint;
import org.sparsil.qgraph.QGraph;
import org.sparsil.qgraph.QGraph.QInput;
import org.sparsil.qgraph.QLayer;
import org.sparsil.quant.Block.Computing;

/**
 * Lowers a float network in hardware form to the integer network.
 *
 * <pre>
 * before:  a = dense(x, 10x784);  b = relu(a);  c = dense(b, 4x10);  d = argMax(c)
 * after:   a = dense(x u8, 10x784 s8), requantize to u8;  c = dense(a, 4x10 s8), requantize to s16;
 *          d = argMax(c)
 * </pre>
 */
public final class Quantize {
  private final QuantizeOptions options;
  private final Diagnostics notes;

  public Quantize(QuantizeOptions options, Diagnostics notes) {
    this.options = options;
    this.notes = notes;
  }

  /**
   * The integer network.
   *
   * @param graph as {@code compress.Passes} leaves it
   * @param calibration measured on this very graph
   * @throws org.sparsil.diag.UserException naming every layer that has no integer form or needs
   *     more than 63 bits
   */
  public QGraph apply(Graph graph, Calibration calibration) {
    BlockGraph blocks = BlockParser.parse(graph);
    checkLayerNames(graph);
    warnWithoutData(graph, blocks, calibration);
    FixedPoint inputFormat =
        blocks
            .inputFormat()
            .orElseGet(
                () ->
                    new FormatChoice(options)
                        .ofInput(calibration.of(graph.input()), graph.input()));
    QInput input = new QInput(graph.input(), blocks.inputShape(), inputFormat, blocks.layout());
    List<QLayer> layers =
        new GraphLowering(options, notes, graph, blocks, calibration, input).layers();
    notes.throwIfErrors();
    return new QGraph(graph.name(), input, layers);
  }

  /**
   * For each value of the integer network, the value of the float network that it stands for.
   *
   * @param graph the one that was quantized
   */
  public static Map<String, String> origins(Graph graph) {
    BlockGraph blocks = BlockParser.parse(graph);
    Map<String, String> origins = new LinkedHashMap<>();
    origins.put(graph.input(), blocks.inputValue());
    blocks.blocks().forEach(block -> origins.put(block.name(), block.value()));
    return Collections.unmodifiableMap(origins);
  }

  private void checkLayerNames(Graph graph) {
    Set<String> known = new HashSet<>(Set.of(graph.input()));
    graph.layers().forEach(layer -> known.add(layer.name()));
    for (String name : options.layers().keySet()) {
      if (!known.contains(name)) {
        notes.error(
            graph.name(),
            Code.CONFIG_002,
            "settings name layer '%s', which the network does not have".formatted(name),
            "it has "
                + String.join(", ", graph.layers().stream().map(Layer::name).limit(20).toList()));
      }
    }
    notes.throwIfErrors();
  }

  private void warnWithoutData(Graph graph, BlockGraph blocks, Calibration calibration) {
    boolean allFixed =
        blocks.inputFormat().isPresent()
            && blocks.blocks().stream()
                .allMatch(block -> !(block instanceof Computing one) || one.format().isPresent());
    if (calibration.frames() == 0 && !allFixed) {
      Range input = IntervalPropagation.INPUT;
      notes.warning(
          graph.name(),
          Code.QUANT_005,
          "no calibration data: every input is taken to be within %s to %s and all ranges to be as wide as they then can be"
              .formatted(input.min(), input.max()),
          "give typical frames");
    }
  }
}

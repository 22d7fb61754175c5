// SPDX-License-Identifier: Apache-2.0
package org.sparsil.arch;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sparsil.diag.Code;
import org.sparsil.diag.Diagnostics;
import org.sparsil.qgraph.Codebook;
import org.sparsil.qgraph.FixedPoint;
import org.sparsil.qgraph.Interval;
import org.sparsil.qgraph.QGraph;
import org.sparsil.qgraph.QLayer;
import org.sparsil.qgraph.QLayer.QAdd;
import org.sparsil.qgraph.QLayer.QArgMax;
import org.sparsil.qgraph.QLayer.QAveragePool;
import org.sparsil.qgraph.QLayer.QConcat;
import org.sparsil.qgraph.QLayer.QConv;
import org.sparsil.qgraph.QLayer.QDense;
import org.sparsil.qgraph.QLayer.QElementwise;
import org.sparsil.qgraph.QLayer.QGather;
import org.sparsil.qgraph.QLayer.QMaxPool;
import org.sparsil.qgraph.QLayer.QPad;
import org.sparsil.qgraph.QLayer.QUnary;
import org.sparsil.qgraph.RangeAnalysis;

/** Chooses a stage for each layer of a network. */
public final class Planner {
  /** The narrowest registers that the cells are written for. */
  private static final int MIN_BITS = 2;

  private final HardwareOptions options;

  public Planner(HardwareOptions options) {
    this.options = options;
  }

  /**
   * The network's architecture.
   *
   * @throws org.sparsil.diag.UserException if layers do not form a chain or have no engine, or
   *     options name layers that do not exist
   */
  public Architecture plan(QGraph network) {
    Diagnostics diagnostics = new Diagnostics();
    checkNames(network, diagnostics);
    checkChain(network, diagnostics);
    diagnostics.throwIfErrors();
    StageChoice choice = new StageChoice(network, diagnostics);
    List<Stage> stages = new ArrayList<>();
    for (QLayer layer : network.layers()) {
      layer.accept(choice).ifPresent(stages::add);
    }
    diagnostics.throwIfErrors();
    return new Architecture(network, stages);
  }

  private void checkNames(QGraph network, Diagnostics diagnostics) {
    Set<String> unknown = new LinkedHashSet<>(options.layers().keySet());
    network.layers().forEach(layer -> unknown.remove(layer.name()));
    for (String name : unknown) {
      diagnostics.error(
          network.name(),
          Code.CONFIG_002,
          "the settings name a layer '%s', the network has none of that name".formatted(name),
          "its layers are "
              + String.join(", ", network.layers().stream().map(QLayer::name).toList()));
    }
  }

  private static void checkChain(QGraph network, Diagnostics diagnostics) {
    String previous = network.input().name();
    for (QLayer layer : network.layers()) {
      if (!layer.inputs().equals(List.of(previous))) {
        diagnostics.error(
            "%s: layer '%s'".formatted(network.name(), layer.name()),
            Code.ARCH_001,
            "it reads '%s', not '%s', which comes just before it"
                .formatted(String.join("', '", layer.inputs()), previous),
            "branches have no hardware; only chains of layers do");
      }
      previous = layer.name();
    }
  }

  /** One case per layer kind; none, and an error, if no engine computes it. */
  private final class StageChoice implements QLayer.Visitor<Optional<Stage>> {
    private final QGraph network;
    private final Diagnostics diagnostics;

    StageChoice(QGraph network, Diagnostics diagnostics) {
      this.network = network;
      this.diagnostics = diagnostics;
    }

    @Override
    public Optional<Stage> conv(QConv layer) {
      return worksOnImages(layer, "a convolution");
    }

    @Override
    public Optional<Stage> maxPool(QMaxPool layer) {
      return worksOnImages(layer, "a max pooling");
    }

    @Override
    public Optional<Stage> averagePool(QAveragePool layer) {
      return worksOnImages(layer, "an average pooling");
    }

    private Optional<Stage> worksOnImages(QUnary layer, String what) {
      diagnostics.error(
          "%s: layer '%s'".formatted(network.name(), layer.name()),
          Code.ARCH_001,
          "it is %s of %s, for which there is no engine yet"
              .formatted(what, network.shape(layer.input())),
          "hardware is made of fully connected layers so far");
      return Optional.empty();
    }

    @Override
    public Optional<Stage> dense(QDense layer) {
      FixedPoint input = network.format(layer.input());
      Memory memory = options.of(layer.name()).memory();
      Codebook codebook = layer.weights().codebook();
      boolean zeros = layer.weights().survivors() < (long) layer.inputElements() * layer.outputs();
      int levels = codebook.size() + (zeros ? 1 : 0);
      int weightBits = Math.max(MIN_BITS, codebook.widthBits());
      int codeBits = new Interval(0, Math.max(1, levels - 1)).unsignedBits();
      boolean coded = codeBits < weightBits;
      return Optional.of(
          new Stage.SerialDense(
              layer,
              input,
              memory,
              coded,
              coded ? codeBits : weightBits,
              weightBits,
              Math.max(MIN_BITS, accumulatorBits(layer, input, memory, weightBits))));
    }

    /**
     * Of the actual weights in a ROM; in a RAM, of any weights and biases that can be written into
     * it.
     */
    private int accumulatorBits(QDense layer, FixedPoint input, Memory memory, int weightBits) {
      Interval range = network.range(layer.input());
      Interval actual = RangeAnalysis.accumulator(layer, range, input.zeroPoint());
      if (memory == Memory.ROM) {
        return actual.signedBits();
      }
      long largest = 1L << (weightBits - 1);
      Interval product = range.times(largest).hull(range.times(-largest)).hull(Interval.ZERO);
      int biasBits = product.times(layer.inputElements()).hull(actual).signedBits();
      return biasBits + 1;
    }

    @Override
    public Optional<Stage> elementwise(QElementwise layer) {
      return Optional.of(new Stage.Elementwise(layer, network.format(layer.input())));
    }

    @Override
    public Optional<Stage> add(QAdd layer) {
      return noEngine(layer, "an addition of two values");
    }

    @Override
    public Optional<Stage> concat(QConcat layer) {
      return noEngine(layer, "a concatenation");
    }

    @Override
    public Optional<Stage> pad(QPad layer) {
      return noEngine(layer, "a padding");
    }

    @Override
    public Optional<Stage> gather(QGather layer) {
      return noEngine(layer, "a rearrangement");
    }

    private Optional<Stage> noEngine(QLayer layer, String what) {
      diagnostics.error(
          "%s: layer '%s'".formatted(network.name(), layer.name()),
          Code.ARCH_001,
          "it is %s to %s, for which there is no engine yet".formatted(what, layer.shape()),
          "hardware is made of fully connected layers so far");
      return Optional.empty();
    }

    @Override
    public Optional<Stage> argMax(QArgMax layer) {
      return Optional.of(new Stage.ArgMax(layer, network.format(layer.input())));
    }
  }
}

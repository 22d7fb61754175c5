// SPDX-License-Identifier: Apache-2.0
package org.sparsil.quant;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sparsil.diag.Code;
import org.sparsil.diag.Diagnostics;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.graph.Layer.Activation;
import org.sparsil.graph.Layer.Affine;
import org.sparsil.graph.Layer.ArgMax;
import org.sparsil.graph.Layer.Dense;
import org.sparsil.graph.Layer.FakeQuantize;
import org.sparsil.graph.Layer.Reshape;
import org.sparsil.graph.Layer.Softmax;
import org.sparsil.qgraph.FixedPoint;
import org.sparsil.quant.Block.ArgMaxBlock;
import org.sparsil.quant.Block.DenseBlock;
import org.sparsil.quant.Block.ElementwiseBlock;
import org.sparsil.tensor.FloatTensor;

/** Cuts a network in hardware form into blocks. */
final class BlockParser {
  private final Graph graph;
  private final Diagnostics errors = new Diagnostics();
  private final List<Layer> layers;
  private int next;

  private BlockParser(Graph graph) {
    this.graph = graph;
    this.layers = graph.layers().stream().filter(layer -> !(layer instanceof Reshape)).toList();
  }

  /**
   * The blocks of a graph.
   *
   * @throws org.sparsil.diag.UserException naming every layer that integers cannot express
   */
  static BlockChain parse(Graph graph) {
    return new BlockParser(graph).chain();
  }

  private BlockChain chain() {
    requireChain();
    Optional<FixedPoint> inputFormat = Optional.empty();
    String inputValue = graph.input();
    if (layers.size() > 1 && layers.get(0) instanceof FakeQuantize first) {
      inputFormat = takeFormat();
      inputValue = first.name();
    }
    List<Block> blocks = new ArrayList<>();
    while (next < layers.size()) {
      takeBlock().ifPresent(blocks::add);
    }
    if (layers.isEmpty()) {
      errors.error(graph.name(), Code.QUANT_002, "the network has no layer that computes anything");
    }
    errors.throwIfErrors();
    return new BlockChain(inputFormat, inputValue, blocks);
  }

  /** Each layer reads the one before; the last one leaves the network. */
  private void requireChain() {
    String previous = graph.input();
    for (Layer layer : graph.layers()) {
      if (!layer.input().equals(previous)) {
        errors.error(
            place(layer),
            Code.QUANT_002,
            "reads '%s', not '%s' before it: branches are not supported yet"
                .formatted(layer.input(), previous));
      }
      previous = layer.name();
    }
    if (!graph.output().equals(previous)) {
      errors.error(
          graph.name(),
          Code.QUANT_002,
          "the output is '%s', not the last layer '%s': branches are not supported yet"
              .formatted(graph.output(), previous));
    }
    errors.throwIfErrors();
  }

  private Optional<Block> takeBlock() {
    Layer first = layers.get(next);
    if (first instanceof Dense dense) {
      return Optional.of(takeDense(dense));
    }
    if (first instanceof ArgMax argMax) {
      return takeArgMax(argMax);
    }
    if (first instanceof FakeQuantize || first instanceof Activation || isUniformAffine(first)) {
      PointFunction function = takeFunction();
      Optional<FixedPoint> format = takeFormat();
      return Optional.of(
          new ElementwiseBlock(first.name(), function, format, layers.get(next - 1).name()));
    }
    next++;
    errors.error(
        place(first),
        Code.QUANT_002,
        first instanceof Softmax
            ? "is a softmax inside of the network, which has no integer form"
            : "has no integer form; bring the network into hardware form first");
    return Optional.empty();
  }

  private Block takeDense(Dense dense) {
    next++;
    if (dense.inputs() == 0 || dense.outputs() == 0) {
      errors.error(
          place(dense),
          Code.QUANT_002,
          "has %d inputs and %d outputs, at least 1 of each is needed"
              .formatted(dense.inputs(), dense.outputs()));
    }
    Optional<Affine> affine = Optional.empty();
    if (next < layers.size() && layers.get(next) instanceof Affine behind) {
      affine = Optional.of(behind);
      next++;
    }
    String preActivation = layers.get(next - 1).name();
    PointFunction function = takeFunction();
    Optional<FixedPoint> format = takeFormat();
    return new DenseBlock(
        dense, affine, preActivation, function, format, layers.get(next - 1).name());
  }

  private Optional<Block> takeArgMax(ArgMax argMax) {
    next++;
    if (next < layers.size()) {
      errors.error(
          place(argMax), Code.QUANT_002, "is an arg-max that is not the network's last layer");
    }
    if (argMax.selectLast()) {
      errors.error(
          place(argMax),
          Code.QUANT_002,
          "selects the last of equal elements, only the first is supported",
          "export the model with select_last_index = 0");
    }
    return Optional.of(new ArgMaxBlock(argMax));
  }

  private PointFunction takeFunction() {
    PointFunction function = PointFunction.IDENTITY;
    for (; next < layers.size(); next++) {
      Layer layer = layers.get(next);
      if (layer instanceof Activation activation) {
        function = function.then(activation.function());
      } else if (layer instanceof Affine affine && isUniformAffine(affine)) {
        function = function.thenAffine(affine.scale().get(0), affine.offset().get(0));
      } else {
        break;
      }
    }
    return function;
  }

  private Optional<FixedPoint> takeFormat() {
    if (next < layers.size() && layers.get(next) instanceof FakeQuantize quantize) {
      next++;
      if (!isFormat(quantize)) {
        errors.error(
            place(quantize),
            Code.QUANT_002,
            "quantizes to %d %s bits of scale %s; at most 32 signed or 31 unsigned bits and a positive scale are supported"
                .formatted(
                    quantize.widthBits(),
                    quantize.signed() ? "signed" : "unsigned",
                    quantize.scale()));
        return Optional.empty();
      }
      return Optional.of(
          new FixedPoint(
              quantize.signed(), quantize.widthBits(), quantize.scale(), quantize.zeroPoint()));
    }
    return Optional.empty();
  }

  private static boolean isFormat(FakeQuantize quantize) {
    return quantize.widthBits() >= 1
        && quantize.widthBits() <= (quantize.signed() ? 32 : 31)
        && quantize.scale() >= RealNumbers.SMALLEST_SCALE
        && Double.isFinite(quantize.scale());
  }

  private static boolean isUniformAffine(Layer layer) {
    return layer instanceof Affine affine
        && affine.scale().size() > 0
        && allEqual(affine.scale())
        && allEqual(affine.offset());
  }

  private static boolean allEqual(FloatTensor values) {
    for (int i = 1; i < values.size(); i++) {
      if (values.get(i) != values.get(0)) {
        return false;
      }
    }
    return true;
  }

  private String place(Layer layer) {
    return "%s: layer '%s'".formatted(graph.name(), layer.name());
  }
}

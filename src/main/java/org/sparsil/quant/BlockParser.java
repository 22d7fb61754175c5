// SPDX-License-Identifier: Apache-2.0
package org.sparsil.quant;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.sparsil.diag.Code;
import org.sparsil.diag.Diagnostics;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.graph.Layer.Activation;
import org.sparsil.graph.Layer.Affine;
import org.sparsil.graph.Layer.ArgMax;
import org.sparsil.graph.Layer.AveragePool;
import org.sparsil.graph.Layer.Conv;
import org.sparsil.graph.Layer.Dense;
import org.sparsil.graph.Layer.FakeQuantize;
import org.sparsil.graph.Layer.MaxPool;
import org.sparsil.graph.Layer.Reshape;
import org.sparsil.graph.Layer.Softmax;
import org.sparsil.graph.Layer.Transpose;
import org.sparsil.graph.ShapeInference;
import org.sparsil.qgraph.FixedPoint;
import org.sparsil.qgraph.QGraph.FrameLayout;
import org.sparsil.quant.Block.ArgMaxBlock;
import org.sparsil.quant.Block.AveragePoolBlock;
import org.sparsil.quant.Block.ConvBlock;
import org.sparsil.quant.Block.DenseBlock;
import org.sparsil.quant.Block.ElementwiseBlock;
import org.sparsil.quant.Block.MaxPoolBlock;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.Shape;

/** Cuts a network in hardware form into blocks. */
final class BlockParser {
  private static final List<Integer> CHANNELS_LAST = List.of(1, 2, 0);
  private static final List<Integer> CHANNELS_FIRST = List.of(2, 0, 1);

  private final Graph graph;
  private final Diagnostics errors = new Diagnostics();
  private final List<Layer> layers;
  private final Map<String, Shape> shapes;
  private int next;

  private BlockParser(Graph graph) {
    this.graph = graph;
    this.layers = graph.layers().stream().filter(layer -> !isLayout(layer)).toList();
    this.shapes = ShapeInference.infer(graph);
  }

  /**
   * The blocks of a graph.
   *
   * @throws org.sparsil.diag.UserException naming every layer that integers cannot express
   */
  static BlockChain parse(Graph graph) {
    return new BlockParser(graph).chain();
  }

  /** Layers that say how a value lies, while its stream stays what it is. */
  private static boolean isLayout(Layer layer) {
    return layer instanceof Reshape
        || (layer instanceof Transpose transpose
            && (transpose.permutation().equals(CHANNELS_LAST)
                || transpose.permutation().equals(CHANNELS_FIRST)));
  }

  /** A value as the next layer that is no layout reads it. */
  private String laidOut(String value) {
    String name = value;
    for (Layer layer : graph.layers()) {
      if (layer.inputs().contains(name) && isLayout(layer)) {
        name = layer.name();
      }
    }
    return name;
  }

  private String lastValue() {
    return laidOut(layers.get(next - 1).name());
  }

  private BlockChain chain() {
    requireChain();
    Optional<FixedPoint> inputFormat = Optional.empty();
    String inputValue = laidOut(graph.input());
    Shape read = shape(inputValue);
    if (layers.size() > 1 && layers.get(0) instanceof FakeQuantize) {
      inputFormat = takeFormat();
      inputValue = lastValue();
    }
    List<Block> blocks = new ArrayList<>();
    while (next < layers.size()) {
      takeBlock().ifPresent(blocks::add);
    }
    if (layers.isEmpty()) {
      errors.error(graph.name(), Code.QUANT_002, "the network has no layer that computes anything");
    }
    errors.throwIfErrors();
    return new BlockChain(inputShape(read), layout(read), inputFormat, inputValue, blocks);
  }

  /** An image streams channels last, whatever it is in the float network. */
  private Shape inputShape(Shape read) {
    return read.rank() == 3
        ? Shape.of(read.extent(1), read.extent(2), read.extent(0))
        : graph.inputShape();
  }

  private FrameLayout layout(Shape read) {
    boolean arrivesAsPixels =
        graph.layers().stream()
            .takeWhile(layer -> isLayout(layer))
            .anyMatch(layer -> layer instanceof Transpose);
    boolean oneOrder =
        read.rank() != 3 || read.extent(0) == 1 || read.extent(1) * read.extent(2) == 1;
    return arrivesAsPixels || oneOrder ? FrameLayout.CHANNELS_LAST : FrameLayout.CHANNELS_FIRST;
  }

  private Shape shape(String value) {
    return Objects.requireNonNull(shapes.get(value), value);
  }

  /** Each layer reads the one before; the last one leaves the network. */
  private void requireChain() {
    String previous = graph.input();
    for (Layer layer : graph.layers()) {
      if (!layer.inputs().equals(List.of(previous))) {
        errors.error(
            place(layer),
            Code.QUANT_002,
            "reads '%s', not '%s' before it: branches are not supported yet"
                .formatted(String.join("' and '", layer.inputs()), previous));
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
    if (first instanceof Conv conv) {
      DenseBlock dense = takeDense(PerWindow.dense(conv));
      return Optional.of(new ConvBlock(dense, conv.window(), conv.groups()));
    }
    if (first instanceof MaxPool pool) {
      next++;
      return Optional.of(new MaxPoolBlock(pool, lastValue()));
    }
    if (first instanceof AveragePool pool) {
      next++;
      PointFunction function = takeFunction();
      Optional<FixedPoint> format = takeFormat();
      return Optional.of(new AveragePoolBlock(pool, pool.name(), function, format, lastValue()));
    }
    if (first instanceof ArgMax argMax) {
      return takeArgMax(argMax);
    }
    if (first instanceof FakeQuantize || first instanceof Activation || isUniformAffine(first)) {
      PointFunction function = takeFunction();
      Optional<FixedPoint> format = takeFormat();
      return Optional.of(new ElementwiseBlock(first.name(), function, format, lastValue()));
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

  private DenseBlock takeDense(Dense dense) {
    next++;
    if (dense.columns() == 0 || dense.outputs() == 0) {
      errors.error(
          place(dense),
          Code.QUANT_002,
          "has %d inputs and %d outputs, at least 1 of each is needed"
              .formatted(dense.columns(), dense.outputs()));
    }
    Optional<Affine> affine = Optional.empty();
    if (next < layers.size() && layers.get(next) instanceof Affine behind) {
      affine = Optional.of(behind);
      next++;
    }
    String preActivation = layers.get(next - 1).name();
    PointFunction function = takeFunction();
    Optional<FixedPoint> format = takeFormat();
    return new DenseBlock(dense, affine, preActivation, function, format, lastValue());
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

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.quant;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.sparsil.diag.Code;
import org.sparsil.diag.Diagnostics;
import org.sparsil.graph.Add;
import org.sparsil.graph.Concat;
import org.sparsil.graph.DepthToSpace;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
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
import org.sparsil.graph.Neighbours;
import org.sparsil.graph.Pad;
import org.sparsil.graph.Resize;
import org.sparsil.graph.ShapeInference;
import org.sparsil.qgraph.FixedPoint;
import org.sparsil.qgraph.QGraph.FrameLayout;
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
import org.sparsil.tensor.Shape;

/** Cuts a network in hardware form into blocks. */
final class BlockParser {
  private static final List<Integer> CHANNELS_LAST = List.of(1, 2, 0);
  private static final List<Integer> CHANNELS_FIRST = List.of(2, 0, 1);

  private final Graph graph;
  private final Neighbours neighbours;
  private final Map<String, Shape> shapes;
  private final Diagnostics errors = new Diagnostics();
  private final Set<String> taken = new HashSet<>();
  private final Map<String, String> sources = new LinkedHashMap<>();

  /** What the block that is being taken makes so far. */
  private String value;

  private BlockParser(Graph graph) {
    this.graph = graph;
    this.neighbours = new Neighbours(graph);
    this.shapes = ShapeInference.infer(graph);
    this.value = graph.input();
  }

  /**
   * The blocks of a graph.
   *
   * @throws org.sparsil.diag.UserException naming every layer that integers cannot express
   */
  static BlockGraph parse(Graph graph) {
    return new BlockParser(graph).blocks();
  }

  /** Layers that say how a value lies, while its stream stays what it is. */
  private static boolean isLayout(Layer layer) {
    return layer instanceof Reshape
        || (layer instanceof Transpose transpose
            && (transpose.permutation().equals(CHANNELS_LAST)
                || transpose.permutation().equals(CHANNELS_FIRST)));
  }

  private BlockGraph blocks() {
    boolean arrivesAsPixels = takeInputLayouts();
    Shape read = shape(value);
    boolean only = graph.layers().stream().filter(layer -> !isLayout(layer)).count() <= 1;
    Optional<FixedPoint> inputFormat = only ? Optional.empty() : takeFormat();
    String inputValue = value;
    sources.put(graph.input(), graph.input());
    sources.put(inputValue, graph.input());
    List<Block> blocks = new ArrayList<>();
    for (Layer layer : graph.layers()) {
      if (isLayout(layer)) {
        sources.put(layer.name(), source(layer.inputs().get(0)));
      } else if (taken.add(layer.name())) {
        value = layer.name();
        takeBlock(layer).ifPresent(blocks::add);
        sources.put(value, layer.name());
      }
    }
    if (graph.layers().stream().allMatch(BlockParser::isLayout)) {
      errors.error(graph.name(), Code.QUANT_002, "the network has no layer that computes anything");
    }
    requireOutputLast(blocks);
    errors.throwIfErrors();
    return new BlockGraph(
        inputShape(read), layout(read, arrivesAsPixels), inputFormat, inputValue, blocks, sources);
  }

  private void requireOutputLast(List<Block> blocks) {
    if (blocks.isEmpty()) {
      return;
    }
    String last = blocks.get(blocks.size() - 1).name();
    if (!last.equals(sources.get(graph.output()))) {
      errors.error(
          "%s: layer '%s'".formatted(graph.name(), last),
          Code.QUANT_002,
          "the output '%s' does not need it; bring the network into hardware form first"
              .formatted(graph.output()));
    }
  }

  private String source(String read) {
    return Objects.requireNonNull(sources.get(read), read);
  }

  /** Those between the input and what first computes with it; whether they turn pixels around. */
  private boolean takeInputLayouts() {
    boolean turned = false;
    for (Optional<Layer> next = behind();
        next.isPresent() && isLayout(next.get());
        next = behind()) {
      turned |= next.get() instanceof Transpose;
      value = next.get().name();
    }
    return turned;
  }

  /** An image streams channels last, whatever it is in the float network. */
  private Shape inputShape(Shape read) {
    return read.rank() == 3 ? streamed(read) : graph.inputShape();
  }

  /** A value's shape in the stream: of an image rows, columns, channels. */
  static Shape streamed(Shape shape) {
    return shape.rank() == 3 ? pixels(shape) : shape;
  }

  private static Shape pixels(Shape image) {
    return Shape.of(image.extent(1), image.extent(2), image.extent(0));
  }

  private static FrameLayout layout(Shape read, boolean arrivesAsPixels) {
    boolean oneOrder =
        read.rank() != 3 || read.extent(0) == 1 || read.extent(1) * read.extent(2) == 1;
    return arrivesAsPixels || oneOrder ? FrameLayout.CHANNELS_LAST : FrameLayout.CHANNELS_FIRST;
  }

  private Shape shape(String name) {
    return Objects.requireNonNull(shapes.get(name), name);
  }

  /** The layer behind, if nothing else reads what the block makes so far. */
  private Optional<Layer> behind() {
    return neighbours.onlyReader(value);
  }

  private void take(Layer layer) {
    taken.add(layer.name());
    value = layer.name();
  }

  private Optional<Block> takeBlock(Layer first) {
    if (first instanceof Dense dense) {
      return Optional.of(takeDense(dense));
    }
    if (first instanceof Conv conv) {
      DenseBlock dense = takeDense(PerWindow.dense(conv));
      return Optional.of(new ConvBlock(dense, conv.window(), conv.groups()));
    }
    if (first instanceof MaxPool pool) {
      return Optional.of(new MaxPoolBlock(pool, value));
    }
    if (first instanceof AveragePool pool) {
      PointFunction function = takeFunction();
      Optional<FixedPoint> format = takeFormat();
      return Optional.of(new AveragePoolBlock(pool, pool.name(), function, format, value));
    }
    if (first instanceof Add add) {
      PointFunction function = takeFunction();
      Optional<FixedPoint> format = takeFormat();
      return Optional.of(new AddBlock(add, add.name(), function, format, value));
    }
    if (first instanceof Concat concat) {
      Optional<FixedPoint> format = takeFormat();
      return Optional.of(new ConcatBlock(concat, format, value));
    }
    if (first instanceof Pad pad) {
      return Optional.of(new PadBlock(pad));
    }
    if (first instanceof Resize resize) {
      return Optional.of(new ResizeBlock(resize));
    }
    if (first instanceof DepthToSpace depthToSpace) {
      return Optional.of(new DepthToSpaceBlock(depthToSpace));
    }
    if (first instanceof ArgMax argMax) {
      return takeArgMax(argMax);
    }
    if (first instanceof FakeQuantize || PointFunction.IDENTITY.thenLayer(first).isPresent()) {
      return Optional.of(takeElementwise(first));
    }
    errors.error(
        place(first),
        Code.QUANT_002,
        first instanceof Softmax
            ? "is a softmax inside of the network, which has no integer form"
            : "has no integer form; bring the network into hardware form first");
    return Optional.empty();
  }

  private ElementwiseBlock takeElementwise(Layer first) {
    String input = first.inputs().get(0);
    PointFunction function = PointFunction.IDENTITY;
    Optional<FixedPoint> format = Optional.empty();
    if (first instanceof FakeQuantize quantize) {
      format = format(quantize);
    } else {
      function = takeFunction(function.thenLayer(first).orElseThrow());
      format = takeFormat();
    }
    return new ElementwiseBlock(first.name(), input, function, format, value);
  }

  private DenseBlock takeDense(Dense dense) {
    if (dense.columns() == 0 || dense.outputs() == 0) {
      errors.error(
          place(dense),
          Code.QUANT_002,
          "has %d inputs and %d outputs, at least 1 of each is needed"
              .formatted(dense.columns(), dense.outputs()));
    }
    Optional<Affine> affine = Optional.empty();
    if (behind().orElse(null) instanceof Affine behind) {
      affine = Optional.of(behind);
      take(behind);
    }
    String preActivation = value;
    PointFunction function = takeFunction();
    Optional<FixedPoint> format = takeFormat();
    return new DenseBlock(dense, affine, preActivation, function, format, value);
  }

  private Optional<Block> takeArgMax(ArgMax argMax) {
    if (!argMax.name().equals(graph.output())) {
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
    return takeFunction(PointFunction.IDENTITY);
  }

  private PointFunction takeFunction(PointFunction first) {
    PointFunction function = first;
    for (Optional<Layer> next = behind(); next.isPresent(); next = behind()) {
      Optional<PointFunction> longer = function.thenLayer(next.get());
      if (longer.isEmpty()) {
        return function;
      }
      function = longer.get();
      take(next.get());
    }
    return function;
  }

  private Optional<FixedPoint> takeFormat() {
    if (behind().orElse(null) instanceof FakeQuantize quantize) {
      take(quantize);
      return format(quantize);
    }
    return Optional.empty();
  }

  private Optional<FixedPoint> format(FakeQuantize quantize) {
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

  private static boolean isFormat(FakeQuantize quantize) {
    return quantize.widthBits() >= 1
        && quantize.widthBits() <= (quantize.signed() ? 32 : 31)
        && quantize.scale() >= RealNumbers.SMALLEST_SCALE
        && Double.isFinite(quantize.scale());
  }

  private String place(Layer layer) {
    return "%s: layer '%s'".formatted(graph.name(), layer.name());
  }
}

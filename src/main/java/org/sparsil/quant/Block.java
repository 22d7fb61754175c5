// SPDX-License-Identifier: Apache-2.0
package org.sparsil.quant;

import java.util.List;
import java.util.Optional;
import org.sparsil.graph.Add;
import org.sparsil.graph.Concat;
import org.sparsil.graph.DepthToSpace;
import org.sparsil.graph.Layer.Affine;
import org.sparsil.graph.Layer.ArgMax;
import org.sparsil.graph.Layer.AveragePool;
import org.sparsil.graph.Layer.Dense;
import org.sparsil.graph.Layer.MaxPool;
import org.sparsil.graph.Pad;
import org.sparsil.graph.Resize;
import org.sparsil.qgraph.FixedPoint;
import org.sparsil.tensor.Window;

/** The layers of the float network that make one layer of the integer network. */
sealed interface Block permits Block.Computing, Block.Moving, Block.ArgMaxBlock {
  /** The name of its first layer, which the integer layer gets. */
  String name();

  /** The float values that it reads. */
  List<String> inputs();

  /** The float value that leaves it. */
  String value();

  <R> R accept(Visitor<R> visitor);

  /** A block that computes, so that what it makes has a format of its own. */
  sealed interface Computing extends Block
      permits DenseBlock, ConvBlock, AveragePoolBlock, ElementwiseBlock, AddBlock {
    /** Applied behind everything else. */
    PointFunction function();

    /** Of what leaves, if the network fixes it. */
    Optional<FixedPoint> format();
  }

  /** A block whose elements are among those that it reads, or a constant, in their format. */
  sealed interface Moving extends Block
      permits MaxPoolBlock, ConcatBlock, PadBlock, ResizeBlock, DepthToSpaceBlock {}

  /** One case per kind. */
  interface Visitor<R> {
    R dense(DenseBlock block);

    R conv(ConvBlock block);

    R maxPool(MaxPoolBlock block);

    R averagePool(AveragePoolBlock block);

    R elementwise(ElementwiseBlock block);

    R argMax(ArgMaxBlock block);

    R add(AddBlock block);

    R concat(ConcatBlock block);

    R pad(PadBlock block);

    R resize(ResizeBlock block);

    R depthToSpace(DepthToSpaceBlock block);
  }

  /**
   * A dense layer, with what its output stage does.
   *
   * @param affine applied behind the accumulator
   * @param preActivation the float value that the function is applied to
   * @param format of what leaves, if the network fixes it
   */
  record DenseBlock(
      Dense dense,
      Optional<Affine> affine,
      String preActivation,
      PointFunction function,
      Optional<FixedPoint> format,
      String value)
      implements Computing {
    @Override
    public List<String> inputs() {
      return dense.inputs();
    }

    @Override
    public String name() {
      return dense.name();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.dense(this);
    }
  }

  /**
   * A convolution: a dense block for each window of an image.
   *
   * @param dense what is done with a window, channels innermost
   */
  record ConvBlock(DenseBlock dense, Window window, int groups) implements Computing {
    @Override
    public List<String> inputs() {
      return dense.inputs();
    }

    @Override
    public String name() {
      return dense.name();
    }

    @Override
    public String value() {
      return dense.value();
    }

    @Override
    public PointFunction function() {
      return dense.function();
    }

    @Override
    public Optional<FixedPoint> format() {
      return dense.format();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.conv(this);
    }
  }

  /** Max pooling; its values are those that it reads. */
  record MaxPoolBlock(MaxPool layer, String value) implements Moving {
    @Override
    public List<String> inputs() {
      return layer.inputs();
    }

    @Override
    public String name() {
      return layer.name();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.maxPool(this);
    }
  }

  /** Average pooling, with what its output stage does. */
  record AveragePoolBlock(
      AveragePool layer,
      String preActivation,
      PointFunction function,
      Optional<FixedPoint> format,
      String value)
      implements Computing {
    @Override
    public List<String> inputs() {
      return layer.inputs();
    }

    @Override
    public String name() {
      return layer.name();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.averagePool(this);
    }
  }

  /** A function of each element. */
  record ElementwiseBlock(
      String name, String input, PointFunction function, Optional<FixedPoint> format, String value)
      implements Computing {
    @Override
    public List<String> inputs() {
      return List.of(input);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.elementwise(this);
    }
  }

  /** Arg-max, the last one. */
  record ArgMaxBlock(ArgMax layer) implements Block {
    @Override
    public List<String> inputs() {
      return layer.inputs();
    }

    @Override
    public String name() {
      return layer.name();
    }

    @Override
    public String value() {
      return layer.name();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.argMax(this);
    }
  }

  /** A sum, with what its output stage does. */
  record AddBlock(
      Add layer,
      String preActivation,
      PointFunction function,
      Optional<FixedPoint> format,
      String value)
      implements Computing {
    @Override
    public String name() {
      return layer.name();
    }

    @Override
    public List<String> inputs() {
      return layer.inputs();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.add(this);
    }
  }

  /** Channels put together; they have one format, which the network may fix. */
  record ConcatBlock(Concat layer, Optional<FixedPoint> format, String value) implements Moving {
    @Override
    public String name() {
      return layer.name();
    }

    @Override
    public List<String> inputs() {
      return layer.inputs();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.concat(this);
    }
  }

  /** A border around an image; the format stays. */
  record PadBlock(Pad layer) implements Moving {
    @Override
    public String name() {
      return layer.name();
    }

    @Override
    public List<String> inputs() {
      return layer.inputs();
    }

    @Override
    public String value() {
      return layer.name();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.pad(this);
    }
  }

  /** Repeated pixels; the format stays. */
  record ResizeBlock(Resize layer) implements Moving {
    @Override
    public String name() {
      return layer.name();
    }

    @Override
    public List<String> inputs() {
      return layer.inputs();
    }

    @Override
    public String value() {
      return layer.name();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.resize(this);
    }
  }

  /** Channels that become pixels; the format stays. */
  record DepthToSpaceBlock(DepthToSpace layer) implements Moving {
    @Override
    public String name() {
      return layer.name();
    }

    @Override
    public List<String> inputs() {
      return layer.inputs();
    }

    @Override
    public String value() {
      return layer.name();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.depthToSpace(this);
    }
  }
}

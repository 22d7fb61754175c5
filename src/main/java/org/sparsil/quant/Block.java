// SPDX-License-Identifier: Apache-2.0
package org.sparsil.quant;

import java.util.Optional;
import org.sparsil.graph.Layer.Affine;
import org.sparsil.graph.Layer.ArgMax;
import org.sparsil.graph.Layer.AveragePool;
import org.sparsil.graph.Layer.Dense;
import org.sparsil.graph.Layer.MaxPool;
import org.sparsil.qgraph.FixedPoint;
import org.sparsil.tensor.Window;

/** The layers of the float network that make one layer of the integer network. */
sealed interface Block {
  /** The name of its first layer, which the integer layer gets. */
  String name();

  /** The float value that leaves it. */
  String value();

  <R> R accept(Visitor<R> visitor);

  /** One case per kind. */
  interface Visitor<R> {
    R dense(DenseBlock block);

    R conv(ConvBlock block);

    R maxPool(MaxPoolBlock block);

    R averagePool(AveragePoolBlock block);

    R elementwise(ElementwiseBlock block);

    R argMax(ArgMaxBlock block);
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
      implements Block {
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
  record ConvBlock(DenseBlock dense, Window window, int groups) implements Block {
    @Override
    public String name() {
      return dense.name();
    }

    @Override
    public String value() {
      return dense.value();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.conv(this);
    }
  }

  /** Max pooling; its values are those that it reads. */
  record MaxPoolBlock(MaxPool layer, String value) implements Block {
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
      implements Block {
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
      String name, PointFunction function, Optional<FixedPoint> format, String value)
      implements Block {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.elementwise(this);
    }
  }

  /** Arg-max, the last one. */
  record ArgMaxBlock(ArgMax layer) implements Block {
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
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.quant;

import java.util.Optional;
import org.sparsil.graph.Layer.Affine;
import org.sparsil.graph.Layer.ArgMax;
import org.sparsil.graph.Layer.Dense;
import org.sparsil.qgraph.FixedPoint;

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

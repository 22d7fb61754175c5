// SPDX-License-Identifier: Apache-2.0
package org.sparsil.qgraph;

import java.util.List;
import org.sparsil.tensor.Shape;

/** A layer of the integer network. Its one output value has the layer's name. */
public sealed interface QLayer permits QUnary, QAdd, QConcat {
  String name();

  /** The names of the values that it reads, in their order; one may occur twice. */
  List<String> inputs();

  /** The shape of what comes out, channels last. */
  Shape shape();

  /** The format of what comes out. */
  FixedPoint format();

  /** All values that can come out. */
  Interval range();

  <R> R accept(Visitor<R> visitor);

  /** One case per kind; no defaults, so that a new kind is noticed everywhere. */
  interface Visitor<R> {
    R dense(QDense layer);

    R conv(QConv layer);

    R maxPool(QMaxPool layer);

    R averagePool(QAveragePool layer);

    R elementwise(QElementwise layer);

    R add(QAdd layer);

    R concat(QConcat layer);

    R pad(QPad layer);

    R gather(QGather layer);

    R argMax(QArgMax layer);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.qgraph;

import java.util.List;

/** A layer that reads one value. */
public sealed interface QUnary extends QLayer
    permits QWeighted, QMaxPool, QAveragePool, QElementwise, QPad, QGather, QArgMax {
  /** The name of the value that it reads. */
  String input();

  @Override
  default List<String> inputs() {
    return List.of(input());
  }
}

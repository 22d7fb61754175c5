// SPDX-License-Identifier: Apache-2.0
package org.sparsil.qgraph;

import org.sparsil.tensor.LongTensor;

/** A layer that multiplies what it sees by weights: {@code acc = bias + Σ (x − zx) · w}. */
public sealed interface QWeighted extends QUnary permits QDense, QConv {
  /** A row per output. */
  CodedMatrix weights();

  /** {@code [outputs]}. */
  LongTensor bias();

  OutputStage stage();

  /**
   * All integers that are multiplied.
   *
   * @param input those that the value it reads can take
   * @param inputZeroPoint that value's zero point
   */
  Interval multiplicands(Interval input, int inputZeroPoint);

  default int outputs() {
    return weights().rows();
  }

  @Override
  default FixedPoint format() {
    return stage().format();
  }

  @Override
  default Interval range() {
    return stage().range();
  }
}

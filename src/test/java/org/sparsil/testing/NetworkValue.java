// SPDX-License-Identifier: Apache-2.0
package org.sparsil.testing;

import org.sparsil.qgraph.FixedPoint;
import org.sparsil.qgraph.Interval;
import org.sparsil.qgraph.QGraph.QInput;
import org.sparsil.qgraph.QLayer;
import org.sparsil.tensor.Shape;

/** A value of an integer network, which layers can read. */
record NetworkValue(String name, Shape shape, FixedPoint format, Interval range) {
  static NetworkValue of(QInput input) {
    return new NetworkValue(input.name(), input.shape(), input.format(), input.format().range());
  }

  static NetworkValue of(QLayer layer) {
    return new NetworkValue(layer.name(), layer.shape(), layer.format(), layer.range());
  }

  int zeroPoint() {
    return format.zeroPoint();
  }

  int channels() {
    return shape.extent(shape.rank() - 1);
  }

  /** By how much it exceeds its zero point. */
  Interval centered() {
    return range.plus(Interval.of(-(long) zeroPoint()));
  }
}

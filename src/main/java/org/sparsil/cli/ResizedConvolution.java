// SPDX-License-Identifier: Apache-2.0
package org.sparsil.cli;

import java.util.List;
import org.sparsil.qgraph.QConv;
import org.sparsil.qgraph.QGraph;
import org.sparsil.qgraph.QGraph.QInput;
import org.sparsil.tensor.Shape;

/** One convolution of a network, alone and for images of another size. */
final class ResizedConvolution {
  private ResizedConvolution() {}

  static QGraph of(QGraph network, QConv conv, int rows, int columns) {
    Shape image = Shape.of(rows, columns, conv.image().extent(2));
    return new QGraph(
        network.name(),
        new QInput(conv.input(), image, network.format(conv.input()), network.input().layout()),
        List.of(
            new QConv(
                conv.name(),
                conv.input(),
                image,
                conv.window(),
                conv.groups(),
                conv.weights(),
                conv.bias(),
                conv.stage())));
  }
}

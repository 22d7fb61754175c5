// SPDX-License-Identifier: Apache-2.0
package org.sparsil.cli;

import java.util.List;
import java.util.Random;
import org.sparsil.graph.Graph;
import org.sparsil.qgraph.QConv;
import org.sparsil.qgraph.QGraph;
import org.sparsil.quant.Calibration;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.Shape;

/** The integer network of one convolution with random weights. */
final class RandomConvolution {
  private final SingleConvolution described;
  private final long seed;

  RandomConvolution(SingleConvolution described, long seed) {
    this.described = described;
    this.seed = seed;
  }

  /**
   * The network; its formats are chosen on a small image, which has all ranges of a large one.
   *
   * @throws org.sparsil.diag.UserException if the kernel is larger than the padded image
   */
  QGraph network(Pipeline pipeline) {
    described.graph(seed); // Complains if the kernel does not fit.
    SingleConvolution small = described.small();
    Graph hardware = pipeline.passes().apply(small.graph(seed));
    QGraph integers =
        pipeline.quantize().apply(hardware, Calibration.measure(hardware, List.of(frame(small))));
    ImageSize size = described.image();
    return described.equals(small)
        ? integers
        : ResizedConvolution.of(integers, (QConv) integers.output(), size.rows(), size.columns());
  }

  /** Bytes, as pictures have them. */
  private FloatTensor frame(SingleConvolution small) {
    Shape shape = small.graph(seed).inputShape();
    Random random = new Random(seed);
    float[] values = new float[shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = i < 2 ? 255 * i : random.nextInt(256);
    }
    return FloatTensor.adopt(shape, values);
  }
}

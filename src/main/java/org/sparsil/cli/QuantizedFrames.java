// SPDX-License-Identifier: Apache-2.0
package org.sparsil.cli;

import java.util.List;
import org.sparsil.diag.Code;
import org.sparsil.diag.Diagnostics;
import org.sparsil.qgraph.QGraph.QInput;
import org.sparsil.quant.InputQuantizer;
import org.sparsil.report.Percent;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.IntTensor;

/** Makes a network's integer frames from real ones. */
final class QuantizedFrames {
  private QuantizedFrames() {}

  /**
   * The frames as integers.
   *
   * @param place where the frames come from
   * @param notes gets a warning if the input's format cannot hold all values
   */
  static List<IntTensor> of(
      List<FloatTensor> frames, QInput input, String place, Diagnostics notes) {
    InputQuantizer quantizer = InputQuantizer.of(input);
    List<IntTensor> integers = frames.stream().map(quantizer::quantize).toList();
    if (quantizer.saturated() > 0) {
      notes.warning(
          place,
          Code.DATA_003,
          "%d of %d values (%s) lie outside the input's format %s and saturate"
              .formatted(
                  quantizer.saturated(),
                  quantizer.elements(),
                  Percent.of(quantizer.saturated(), quantizer.elements(), 2),
                  input.format()),
          "calibrate with data like these, or scale them with --input-scale when compiling");
    }
    return integers;
  }
}

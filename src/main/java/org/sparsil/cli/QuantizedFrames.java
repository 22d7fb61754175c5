// SPDX-License-Identifier: Apache-2.0
package org.sparsil.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
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

  /** The frames as integers; tells how many values the input's format cannot hold. */
  static List<IntTensor> of(List<FloatTensor> frames, QInput input, Path data, PrintWriter err) {
    InputQuantizer quantizer = InputQuantizer.of(input);
    List<IntTensor> integers = frames.stream().map(quantizer::quantize).toList();
    if (quantizer.saturated() > 0) {
      Diagnostics warning = new Diagnostics();
      warning.warning(
          data.toString(),
          Code.DATA_003,
          "%d of %d values (%s) lie outside the input's format %s and saturate"
              .formatted(
                  quantizer.saturated(),
                  quantizer.elements(),
                  Percent.of(quantizer.saturated(), quantizer.elements(), 2),
                  input.format()),
          "calibrate with data like these, or scale them with --input-scale when compiling");
      warning.all().forEach(err::println);
    }
    return integers;
  }
}

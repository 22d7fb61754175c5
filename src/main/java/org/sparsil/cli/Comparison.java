// SPDX-License-Identifier: Apache-2.0
package org.sparsil.cli;

import java.util.List;
import org.sparsil.diag.Diagnostics;
import org.sparsil.golden.GoldenModel;
import org.sparsil.graph.Graph;
import org.sparsil.qgraph.QArgMax;
import org.sparsil.qgraph.QGraph;
import org.sparsil.reference.ReferenceModel;
import org.sparsil.report.NetworkComparison;
import org.sparsil.tensor.Dataset;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.IntTensor;

/** Runs the float and the integer network on the same frames. */
final class Comparison {
  private Comparison() {}

  static NetworkComparison of(Graph floats, QGraph integers, Dataset data, Diagnostics notes) {
    ReferenceModel reference = ReferenceModel.of(floats);
    GoldenModel golden = GoldenModel.of(integers);
    List<FloatTensor> expected =
        Progress.inBlocks(
            "float network",
            data.frames(),
            block -> block.parallelStream().map(reference::run).toList());
    List<IntTensor> inputs =
        QuantizedFrames.of(data.frames(), integers.input(), integers.name() + ": data", notes);
    List<IntTensor> actual = Progress.inBlocks("integer network", inputs, golden::runAll);
    return NetworkComparison.of(
        expected, actual, integers.output().format(), givesClass(integers), data.labels());
  }

  /** Whether the network's output is the number of a class. */
  static boolean givesClass(QGraph network) {
    return network.output() instanceof QArgMax;
  }
}

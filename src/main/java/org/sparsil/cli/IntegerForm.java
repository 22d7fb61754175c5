// SPDX-License-Identifier: Apache-2.0
package org.sparsil.cli;

import java.util.List;
import java.util.Optional;
import org.sparsil.compress.Passes;
import org.sparsil.diag.Diagnostics;
import org.sparsil.diag.UserException;
import org.sparsil.golden.GoldenModel;
import org.sparsil.graph.Graph;
import org.sparsil.qgraph.QGraph;
import org.sparsil.qgraph.QLayer;
import org.sparsil.qgraph.QWeighted;
import org.sparsil.quant.Calibration;
import org.sparsil.quant.Quantize;
import org.sparsil.report.CompressionReport;
import org.sparsil.report.NetworkComparison;
import org.sparsil.tensor.Dataset;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.IntTensor;

/**
 * A network as hardware will compute it.
 *
 * @param settings as {@code sparsil compile} would use them
 */
record IntegerForm(QGraph network, Settings settings) {
  /** The integer form of a network; empty if it has none, and then the notes say why. */
  static Optional<IntegerForm> of(
      Graph graph, Settings settings, List<FloatTensor> calibrationFrames, Diagnostics notes) {
    Diagnostics scratch = new Diagnostics();
    try {
      Graph hardware = Passes.toHardwareForm(settings.get(Settings.OUTPUT), scratch).apply(graph);
      QGraph network =
          new Quantize(CompileOptions.quantize(settings), scratch)
              .apply(hardware, Calibration.measure(hardware, calibrationFrames));
      return Optional.of(new IntegerForm(network, settings));
    } catch (UserException noForm) {
      noForm
          .diagnostics()
          .forEach(
              one ->
                  notes.warning(one.place(), one.code(), "no integer form yet: " + one.message()));
      return Optional.empty();
    }
  }

  /** How it classifies labelled frames. */
  CompressionReport.IntegerNetwork test(Dataset data, Diagnostics notes) {
    GoldenModel golden = GoldenModel.of(network);
    List<IntTensor> inputs =
        QuantizedFrames.of(data.frames(), network.input(), network.name() + ": data", notes);
    List<IntTensor> outputs = Progress.inBlocks("integer network", inputs, golden::runAll);
    NetworkComparison itself =
        NetworkComparison.of(
            outputs.stream()
                .map(one -> NetworkComparison.real(one, network.output().format()))
                .toList(),
            outputs,
            network.output().format(),
            Comparison.givesClass(network),
            data.labels());
    return new CompressionReport.IntegerNetwork(
        itself.integerAccuracy().orElseThrow(), weightBits(), activationBits());
  }

  private int weightBits() {
    int widest = 1;
    for (QLayer layer : network.layers()) {
      if (layer instanceof QWeighted weighted) {
        IntTensor levels = weighted.weights().codebook().levels();
        for (int i = 0; i < levels.size(); i++) {
          int level = levels.get(i);
          widest =
              Math.max(
                  widest,
                  Integer.SIZE + 1 - Integer.numberOfLeadingZeros(level < 0 ? ~level : level));
        }
      }
    }
    return widest;
  }

  /** Of what goes from layer to layer, not of what leaves. */
  private int activationBits() {
    int last = network.layers().size() - 1;
    return network.layers().stream()
        .limit(Math.max(0, last))
        .mapToInt(layer -> layer.format().widthBits())
        .max()
        .orElse(network.input().format().widthBits());
  }
}

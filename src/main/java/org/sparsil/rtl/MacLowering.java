// SPDX-License-Identifier: Apache-2.0
package org.sparsil.rtl;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.sparsil.arch.LineBuffer;
import org.sparsil.arch.MacArray;
import org.sparsil.arch.Memory;
import org.sparsil.arch.RowOutput;
import org.sparsil.arch.Stage.MultiplyAccumulate;
import org.sparsil.qgraph.QConv;
import org.sparsil.qgraph.QWeighted;
import org.sparsil.qgraph.RangeAnalysis;
import org.sparsil.rtl.Front.DirectFront;
import org.sparsil.rtl.LayerModule.ControlBits;
import org.sparsil.rtl.LayerModule.Header;
import org.sparsil.rtl.LayerModule.MultiplyAccumulateModule;
import org.sparsil.rtl.LayerModule.OutputFifo;
import org.sparsil.rtl.LayerModule.WeightMemory;

/** Lowers a layer with weights, and hands the memories that it needs to a collector. */
final class MacLowering {
  private final MultiplyAccumulate stage;
  private final QWeighted layer;
  private final Header header;
  private final Consumer<MemoryImage> memories;
  private final Front front;

  MacLowering(MultiplyAccumulate stage, Header header, Consumer<MemoryImage> memories) {
    this.stage = stage;
    this.layer = stage.layer();
    this.header = header;
    this.memories = memories;
    this.front =
        stage
            .lines()
            .<Front>map(
                lines ->
                    FrontLowering.front(
                        lines, stage.input().widthBits(), stage.input().zeroPoint()))
            .orElse(new DirectFront());
  }

  /** The cells of the module, but for those of its output path. */
  List<String> cells() {
    List<String> cells = new ArrayList<>(front.cells());
    cells.add("nn_mac_control");
    cells.add(stage.memory() == Memory.RAM ? "nn_ram" : "nn_rom");
    cells.add("nn_neuron");
    cells.add(stage.parallel() > 1 ? "nn_row_merge" : "nn_stream_fifo");
    return cells;
  }

  MultiplyAccumulateModule module(OutputPath path) {
    MacArray array = stage.array();
    Stream input = Stream.of(stage.input(), stage.inputLanes());
    Stream output = Stream.of(layer.format(), stage.outputLanes());
    int xBits = Widths.multiplicand(stage.input());
    return new MultiplyAccumulateModule(
        header,
        input,
        output,
        formula(),
        density(),
        engine(),
        front,
        stage.outputsPerGroup(),
        layer.outputs(),
        stage.windows(),
        stage.parallel(),
        array.lanes(),
        array.neurons(),
        array.folds(),
        array.treeStages(),
        new ControlBits(
            Widths.counter(array.neurons()),
            Widths.counter(array.folds()),
            Widths.counter(layer.outputs()),
            Widths.counter(stage.windows()),
            Widths.counter(stage.weightWords())),
        weightMemory(),
        xBits,
        Stream.of(stage.input())
            .extension(array.lanes() * stage.parallel() > 1 ? "tap" : "x_q", xBits),
        stage.accumulatorBits(),
        biasFile(),
        path,
        OutputFifo.of(
            output,
            RowOutput.of(stage),
            stage.outputRowElements(),
            stage.lines().map(LineBuffer::outputRows).orElse(1)));
  }

  private List<String> formula() {
    return layer instanceof QConv conv ? convolution(conv) : dense(layer);
  }

  private static List<String> dense(QWeighted layer) {
    return List.of(
        " Dense: %d inputs, %d outputs.".formatted(layer.weights().columns(), layer.shape().size()),
        "",
        "   y[o] = stage(bias[o] + sum over i of x[i] * w[o][i])");
  }

  private static List<String> convolution(QConv conv) {
    return List.of(
        " Convolution: window %s".formatted(conv.window()),
        " over %s, %d outputs in %d group%s: %s."
            .formatted(
                conv.image(),
                conv.outputs(),
                conv.groups(),
                conv.groups() == 1 ? "" : "s",
                conv.shape()),
        "",
        "   y[o] = stage(bias[o] + sum over taps t and channels c of x[t][c] * w[o][t][c])");
  }

  private String density() {
    long all = (long) layer.weights().rows() * layer.weights().columns();
    return String.format(
        Locale.ROOT,
        "%d of %d weights are not 0 (%.1f %%), with %d distinct values",
        layer.weights().survivors(),
        all,
        100.0 * layer.weights().survivors() / all,
        layer.weights().codebook().size());
  }

  private String engine() {
    MacArray array = stage.array();
    String neurons =
        array.folds() == 1
            ? "one neuron per output"
            : "%d neurons for %d outputs, in turns"
                .formatted(array.neurons(), stage.outputsPerGroup());
    return array.lanes() == 1
        ? neurons + ", one input per step, broadcast to all"
        : neurons + ", %d inputs per step, broadcast to all".formatted(array.lanes());
  }

  private String biasFile() {
    String file = header.module() + "_bias.mem";
    memories.accept(
        new MemoryImage(
            file,
            "bias, one per output",
            stage.accumulatorBits(),
            layer.outputs(),
            writer -> {
              for (int o = 0; o < layer.outputs(); o++) {
                long bias = RangeAnalysis.effectiveBias(layer, o, stage.input().zeroPoint());
                writer.put(bias, stage.accumulatorBits()).end();
              }
            }));
    return file;
  }

  private WeightMemory weightMemory() {
    WeightWords words = new WeightWords(stage);
    String wordsFile = header.module() + "_weights.mem";
    String codebookFile = stage.coded() ? header.module() + "_codebook.mem" : "";
    memories.accept(
        new MemoryImage(
            wordsFile,
            "%s of %d neurons for each of %d steps"
                .formatted(
                    stage.coded() ? "codebook indices" : "weights",
                    stage.array().neurons(),
                    stage.weightWords()),
            stage.weightWordBits(),
            stage.weightWords(),
            words));
    if (stage.coded()) {
      memories.accept(
          new MemoryImage(
              codebookFile, "codebook", stage.weightBits(), stage.levels(), words::writeCodebook));
    }
    return new WeightMemory(
        stage.memory() == Memory.RAM,
        stage.coded(),
        stage.indexBits(),
        stage.weightWords(),
        stage.weightWordBits(),
        stage.weightBits(),
        stage.levels(),
        wordsFile,
        codebookFile);
  }
}

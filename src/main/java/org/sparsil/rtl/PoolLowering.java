// SPDX-License-Identifier: Apache-2.0
package org.sparsil.rtl;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.sparsil.arch.Stage.Pool;
import org.sparsil.arch.Stage.Reduction;
import org.sparsil.qgraph.Accumulator;
import org.sparsil.qgraph.OutputStage;
import org.sparsil.qgraph.QAveragePool;
import org.sparsil.rtl.Front.DirectFront;
import org.sparsil.rtl.LayerModule.Factors;
import org.sparsil.rtl.LayerModule.Header;
import org.sparsil.rtl.LayerModule.OutputFifo;
import org.sparsil.rtl.LayerModule.PoolModule;
import org.sparsil.tensor.IntTensor;

/** Lowers pooling, and hands the memories that it needs to a collector. */
final class PoolLowering {
  private final Pool stage;
  private final Header header;
  private final Consumer<MemoryImage> memories;
  private final Front front;
  private final boolean sum;

  PoolLowering(Pool stage, Header header, Consumer<MemoryImage> memories) {
    this.stage = stage;
    this.header = header;
    this.memories = memories;
    this.sum = stage.reduction() == Reduction.SUM;
    int padding = sum ? stage.input().zeroPoint() : stage.input().min();
    this.front =
        stage
            .lines()
            .<Front>map(lines -> FrontLowering.front(lines, stage.input().widthBits(), padding))
            .orElse(new DirectFront());
  }

  /** The cells of the module, but for those of its output path. */
  List<String> cells() {
    List<String> cells = new ArrayList<>(front.cells());
    cells.add(stage.lines().isPresent() ? "nn_pool" : "nn_global_pool");
    if (stage.factorBits() > 0) {
      cells.add("nn_rom");
    }
    cells.add("nn_stream_fifo");
    return cells;
  }

  /** What is done with the value of a window. */
  OutputStage outputStage() {
    return stage.layer() instanceof QAveragePool average
        ? average.stage()
        : new Accumulator(stage.layer().format());
  }

  /** Bits of the value that enters the output stage. */
  int pathBits() {
    return stage.valueBits() + stage.factorBits();
  }

  PoolModule module(OutputPath path) {
    Stream output = Stream.of(stage.layer().format());
    boolean whole = stage.lines().isEmpty();
    int windows = whole ? stage.imageElements() / stage.channels() : stage.windows();
    return new PoolModule(
        header,
        Stream.of(stage.input(), stage.inputLanes()),
        output,
        formula(whole),
        front,
        whole,
        sum,
        sum ? stage.input().zeroPoint() : 0,
        stage.valueBits(),
        stage.channels(),
        Widths.counter(stage.channels()),
        windows,
        Widths.counter(windows),
        factors(),
        path,
        OutputFifo.of(output));
  }

  private List<String> formula(boolean whole) {
    String what = sum ? "The average of " : "The largest element of ";
    return whole
        ? List.of(what + "each channel of %s.".formatted(stage.image()))
        : List.of(
            what + "each window %s".formatted(stage.lines().orElseThrow().window()),
            "over %s, channel by channel.".formatted(stage.image()));
  }

  private Factors factors() {
    int bits = stage.factorBits();
    if (bits == 0 || !(stage.layer() instanceof QAveragePool average)) {
      return new Factors(false, 0, 0, "");
    }
    String file = header.module() + "_factors.mem";
    IntTensor factors = average.factors();
    memories.accept(
        new MemoryImage(
            file,
            "factors of windows, which have different numbers of elements in the image",
            bits,
            factors.size(),
            writer -> {
              for (int i = 0; i < factors.size(); i++) {
                writer.put(factors.get(i), bits).end();
              }
            }));
    return new Factors(true, bits, pathBits(), file);
  }
}

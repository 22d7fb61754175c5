// SPDX-License-Identifier: Apache-2.0
package org.sparsil.rtl;

import java.util.ArrayList;
import java.util.List;
import org.sparsil.arch.Stage.Add;
import org.sparsil.qgraph.FixedPoint;
import org.sparsil.qgraph.Interval;
import org.sparsil.qgraph.Rescale;
import org.sparsil.rtl.LayerModule.AddModule;
import org.sparsil.rtl.LayerModule.Header;
import org.sparsil.rtl.LayerModule.Operand;
import org.sparsil.rtl.LayerModule.OutputFifo;
import org.sparsil.rtl.Scale.Mode;

/** Lowers an addition. */
final class AddLowering {
  /** Registers of {@code nn_requantize}. */
  private static final int RESCALE_CYCLES = 4;

  private final Add stage;
  private final Header header;

  AddLowering(Add stage, Header header) {
    this.stage = stage;
    this.header = header;
  }

  /** The cells of the module, but for those of its output path. */
  List<String> cells() {
    List<String> cells =
        new ArrayList<>(List.of("nn_elementwise_control", "nn_stream_fifo", "nn_delay"));
    if (!stage.plain()) {
      cells.add("nn_requantize");
    }
    return cells;
  }

  AddModule module(OutputPath path, int channels) {
    Stream output = Stream.of(stage.layer().format());
    return new AddModule(
        header,
        operand("left", 0, stage.left(), stage.layer().leftScale(), stage.leftBits()),
        operand("right", 1, stage.right(), stage.layer().rightScale(), stage.rightBits()),
        output,
        stage.plain(),
        stage.sumBits(),
        channels,
        Widths.counter(channels),
        stage.plain() ? 1 : 1 + RESCALE_CYCLES,
        path,
        OutputFifo.of(output));
  }

  private Operand operand(
      String name, int index, FixedPoint format, Rescale rescale, int outputBits) {
    Stream input = Stream.of(format);
    String port = LowerToRtl.port(index);
    int valueBits = Widths.multiplicand(format) + 1;
    Scale scale = Scale.of(rescale);
    Mode mode = Mode.of(rescale.rounding());
    return new Operand(
        name,
        port,
        input,
        input.extension(port + "_tdata", valueBits),
        valueBits,
        format.zeroPoint(),
        rescale.preShift(),
        mode.name(),
        mode.number(),
        scale.multiplier(),
        bits(scale.multiplier()),
        scale.left(),
        bits(scale.left()),
        scale.right(),
        bits(scale.right()),
        outputBits,
        -(1 << (outputBits - 1)),
        (1 << (outputBits - 1)) - 1,
        sumExtension(name, stage.plain() ? valueBits : outputBits));
  }

  private String sumExtension(String name, int bits) {
    return "{%d{%s_scaled[%d]}}, ".formatted(stage.sumBits() - bits, name, bits - 1);
  }

  private static int bits(int value) {
    return new Interval(0, value).unsignedBits();
  }
}

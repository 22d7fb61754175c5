// SPDX-License-Identifier: Apache-2.0
package org.sparsil.rtl;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sparsil.arch.Architecture;
import org.sparsil.arch.Stage;
import org.sparsil.arch.cycles.Cycles;
import org.sparsil.qgraph.FixedPoint;
import org.sparsil.qgraph.OutputStage;
import org.sparsil.qgraph.QGather;
import org.sparsil.qgraph.QGather.Loop;
import org.sparsil.qgraph.QLayer;
import org.sparsil.qgraph.QPad;
import org.sparsil.rtl.LayerModule.ArgMaxModule;
import org.sparsil.rtl.LayerModule.ConcatModule;
import org.sparsil.rtl.LayerModule.ElementwiseModule;
import org.sparsil.rtl.LayerModule.GatherModule;
import org.sparsil.rtl.LayerModule.Header;
import org.sparsil.rtl.LayerModule.OutputFifo;
import org.sparsil.rtl.LayerModule.PadModule;
import org.sparsil.rtl.LayerModule.Turn;
import org.sparsil.rtl.LayerModule.Turns;
import org.sparsil.tensor.Shape;

/** Lowers an architecture to the records of its Verilog. */
public final class LowerToRtl {
  private final Architecture architecture;
  private final Cycles cycles;
  private final String top;
  private final Map<String, String> identifiers;
  private final List<LayerModule> layers = new ArrayList<>();
  private final List<MemoryImage> memories = new ArrayList<>();
  private final Set<String> cells = new LinkedHashSet<>();

  private LowerToRtl(Architecture architecture, Cycles cycles, String name) {
    this.architecture = architecture;
    this.cycles = cycles;
    this.top = NameAllocator.identifier(name);
    this.identifiers = identifiers(architecture);
  }

  /**
   * The design of an architecture.
   *
   * @param cycles predicted for it
   * @param name what the top module is to be called; made an identifier
   */
  public static Design lower(Architecture architecture, Cycles cycles, String name) {
    return new LowerToRtl(architecture, cycles, name).design();
  }

  /** The Verilog identifier of each layer, by layer name, in the order of the stream. */
  public static Map<String, String> identifiers(Architecture architecture) {
    return NameAllocator.allocate(
        architecture.network().layers().stream().map(QLayer::name).toList());
  }

  private Design design() {
    for (Stage stage : architecture.stages()) {
      layers.add(stage.accept(new ModuleOf()));
    }
    TopLowering joined = new TopLowering(architecture, cycles);
    TopModule module = joined.module(top, layers);
    cells.addAll(joined.cells());
    return new Design(module, layers, memories, List.copyOf(cells));
  }

  /** The prefix of the ports of an input of a module that has several. */
  static String port(int input) {
    return "s_axis_" + input;
  }

  private Header header(Stage stage) {
    String id = identifiers.getOrDefault(stage.layer().name(), "layer");
    return new Header(
        top + "_" + id,
        id,
        NameAllocator.printable(stage.layer().name()),
        NameAllocator.printable(architecture.network().name()),
        cycles.of(stage).lastToLast(),
        cycles.of(stage).interval());
  }

  /** One case per kind of stage. */
  private final class ModuleOf implements Stage.Visitor<LayerModule> {

    @Override
    public LayerModule multiplyAccumulate(Stage.MultiplyAccumulate stage) {
      Header header = header(stage);
      MacLowering lowering = new MacLowering(stage, header, memories::add);
      cells.addAll(lowering.cells());
      OutputPath path =
          outputPath(
              header, stage.layer().stage(), stage.accumulatorBits(), stage.layer().outputs());
      return lowering.module(path);
    }

    @Override
    public LayerModule pool(Stage.Pool stage) {
      Header header = header(stage);
      PoolLowering lowering = new PoolLowering(stage, header, memories::add);
      cells.addAll(lowering.cells());
      return lowering.module(
          outputPath(header, lowering.outputStage(), lowering.pathBits(), stage.channels()));
    }

    @Override
    public LayerModule elementwise(Stage.Elementwise stage) {
      Header header = header(stage);
      cells.addAll(List.of("nn_elementwise_control", "nn_stream_fifo"));
      FixedPoint format = stage.input();
      int valueBits = Widths.multiplicand(format) + (format.zeroPoint() == 0 ? 0 : 1);
      Stream output = Stream.of(stage.layer().format());
      int channels = channels(stage.layer().shape());
      return new ElementwiseModule(
          header,
          Stream.of(format),
          output,
          channels,
          Widths.counter(channels),
          valueBits,
          Stream.of(format).extension("s_axis_tdata", valueBits),
          format.zeroPoint(),
          outputPath(header, stage.layer().stage(), valueBits, channels),
          OutputFifo.of(output));
    }

    @Override
    public LayerModule add(Stage.Add stage) {
      Header header = header(stage);
      AddLowering lowering = new AddLowering(stage, header);
      cells.addAll(lowering.cells());
      int channels = channels(stage.layer().shape());
      OutputPath path = outputPath(header, stage.layer().stage(), stage.sumBits(), channels);
      return lowering.module(path, channels);
    }

    @Override
    public LayerModule concat(Stage.Concat stage) {
      int inputs = stage.channels().size();
      List<Turn> turns = new ArrayList<>();
      for (int i = 0; i < inputs; i++) {
        int channels = stage.channels().get(i);
        turns.add(new Turn(i, port(i), channels, channels - 1, (i + 1) % inputs));
      }
      return new ConcatModule(
          header(stage),
          Stream.of(stage.layer().format()),
          turns,
          Widths.counter(inputs),
          Widths.counter(Collections.max(stage.channels())));
    }

    @Override
    public LayerModule pad(Stage.Pad stage) {
      cells.add("nn_pad");
      QPad layer = stage.layer();
      Stream stream = Stream.of(layer.format());
      return new PadModule(
          header(stage),
          stream,
          stream,
          layer.image().extent(0),
          layer.image().extent(1),
          layer.image().extent(2),
          layer.top(),
          layer.left(),
          layer.bottom(),
          layer.right(),
          layer.value());
    }

    @Override
    public LayerModule gather(Stage.Gather stage) {
      cells.add("nn_gather");
      QGather layer = stage.layer();
      Stream stream = Stream.of(layer.format());
      List<Turns> loops = new ArrayList<>();
      int missing = Stage.Gather.LOOPS - layer.loops().size();
      for (int i = 0; i < Stage.Gather.LOOPS; i++) {
        Loop loop = i < missing ? new Loop(1, 0) : layer.loops().get(i - missing);
        loops.add(new Turns(i, loop.count(), loop.stride()));
      }
      return new GatherModule(
          header(stage), stream, stream, layer.stripElements(), layer.strips(), loops);
    }

    @Override
    public LayerModule argMax(Stage.ArgMax stage) {
      cells.addAll(List.of("nn_argmax", "nn_stream_fifo"));
      return new ArgMaxModule(
          header(stage),
          Stream.of(stage.input()),
          Stream.of(stage.layer().format()),
          stage.layer().elements());
    }

    private static int channels(Shape shape) {
      return shape.rank() == 0 ? 1 : shape.extent(shape.rank() - 1);
    }

    private OutputPath outputPath(Header header, OutputStage stage, int valueBits, int channels) {
      OutputPath path =
          stage.accept(new OutputPathLowering(header.module(), valueBits, channels, memories::add));
      cells.addAll(path.cells());
      return path;
    }
  }
}

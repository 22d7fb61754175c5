// SPDX-License-Identifier: Apache-2.0
package org.sparsil.rtl;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.sparsil.arch.Architecture;
import org.sparsil.arch.CyclePrediction;
import org.sparsil.arch.Memory;
import org.sparsil.arch.Stage;
import org.sparsil.qgraph.FixedPoint;
import org.sparsil.qgraph.Interval;
import org.sparsil.qgraph.OutputStage;
import org.sparsil.qgraph.QGraph.QInput;
import org.sparsil.qgraph.QLayer;
import org.sparsil.qgraph.QLayer.QDense;
import org.sparsil.qgraph.RangeAnalysis;
import org.sparsil.rtl.LayerModule.ArgMaxModule;
import org.sparsil.rtl.LayerModule.ElementwiseModule;
import org.sparsil.rtl.LayerModule.Header;
import org.sparsil.rtl.LayerModule.OutputFifo;
import org.sparsil.rtl.LayerModule.SerialDenseModule;
import org.sparsil.rtl.LayerModule.WeightMemory;
import org.sparsil.rtl.TopModule.LayerInstance;
import org.sparsil.rtl.TopModule.LoadPort;
import org.sparsil.tensor.Shape;

/** Lowers an architecture to the records of its Verilog. */
public final class LowerToRtl {
  private final Architecture architecture;
  private final String top;
  private final Map<String, String> identifiers;
  private final List<LayerModule> layers = new ArrayList<>();
  private final List<MemoryImage> memories = new ArrayList<>();
  private final Set<String> cells = new LinkedHashSet<>(List.of("nn_frame_guard"));

  private LowerToRtl(Architecture architecture, String name) {
    this.architecture = architecture;
    this.top = NameAllocator.identifier(name);
    this.identifiers = identifiers(architecture);
  }

  /**
   * The design of an architecture.
   *
   * @param name what the top module is to be called; made an identifier
   */
  public static Design lower(Architecture architecture, String name) {
    return new LowerToRtl(architecture, name).design();
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
    return new Design(topModule(), layers, memories, List.copyOf(cells));
  }

  private TopModule topModule() {
    List<LayerInstance> instances = new ArrayList<>();
    String upstream = "guard";
    for (LayerModule layer : layers) {
      Header header = layer.header();
      LoadPort load = loadPort(layer);
      instances.add(
          new LayerInstance(
              header.id(), header.module(), upstream, layer.output(), load.dataBits() > 0, load));
      upstream = header.id();
    }
    QInput input = architecture.network().input();
    CyclePrediction prediction = architecture.prediction();
    int beats = input.shape().size();
    return new TopModule(
        top,
        NameAllocator.printable(architecture.network().name()),
        Stream.of(input.format()),
        layers.get(layers.size() - 1).output(),
        beats,
        counterBits(beats),
        input.format().zeroPoint(),
        input.shape().toString(),
        architecture.network().output().shape().toString(),
        prediction.latencyCycles(),
        prediction.intervalCycles(),
        instances,
        instances.get(instances.size() - 1));
  }

  private static LoadPort loadPort(LayerModule layer) {
    if (layer instanceof SerialDenseModule dense && dense.weights().writable()) {
      return dense.load();
    }
    return new LoadPort(0, 0);
  }

  /** The bits of a counter from 0 to {@code count − 1}. */
  private static int counterBits(int count) {
    return new Interval(0, Math.max(1, count - 1)).unsignedBits();
  }

  private Header header(Stage stage) {
    String id = identifiers.getOrDefault(stage.layer().name(), "layer");
    return new Header(
        top + "_" + id,
        id,
        NameAllocator.printable(stage.layer().name()),
        NameAllocator.printable(architecture.network().name()),
        stage.timing().lastToLastCycles(),
        stage.timing().intervalCycles());
  }

  /** One case per kind of stage. */
  private final class ModuleOf implements Stage.Visitor<LayerModule> {

    @Override
    public LayerModule serialDense(Stage.SerialDense stage) {
      Header header = header(stage);
      QDense layer = stage.layer();
      boolean writable = stage.memory() == Memory.RAM;
      cells.addAll(
          List.of(
              "nn_serial_control", writable ? "nn_ram" : "nn_rom", "nn_neuron", "nn_stream_fifo"));
      WeightMemory weights = weightMemory(header.module(), stage);
      String biasFile = header.module() + "_bias.mem";
      memories.add(
          new MemoryImage(
              biasFile,
              "bias, one per neuron",
              stage.accumulatorBits(),
              layer.outputs(),
              writer -> {
                for (int o = 0; o < layer.outputs(); o++) {
                  long bias = RangeAnalysis.effectiveBias(layer, o, stage.input().zeroPoint());
                  writer.put(bias, stage.accumulatorBits()).end();
                }
              }));
      Stream output = Stream.of(layer.format());
      long all = (long) layer.inputElements() * layer.outputs();
      return new SerialDenseModule(
          header,
          Stream.of(stage.input()),
          output,
          layer.inputElements(),
          layer.outputs(),
          String.format(
              Locale.ROOT,
              "%d of %d weights are not 0 (%.1f %%), with %d distinct values",
              layer.weights().survivors(),
              all,
              100.0 * layer.weights().survivors() / all,
              layer.weights().codebook().size()),
          counterBits(layer.inputElements()),
          counterBits(layer.outputs()),
          weights,
          multiplicandBits(stage.input()),
          Stream.of(stage.input()).extension("x_q", multiplicandBits(stage.input())),
          stage.accumulatorBits(),
          biasFile,
          outputPath(header, layer.stage(), stage.accumulatorBits(), layer.outputs()),
          OutputFifo.of(output));
    }

    private WeightMemory weightMemory(String module, Stage.SerialDense stage) {
      WeightWords words = new WeightWords(stage);
      int wordBits = Math.multiplyExact(stage.layer().outputs(), stage.indexBits());
      String wordsFile = module + "_weights.mem";
      String codebookFile = stage.coded() ? module + "_codebook.mem" : "";
      memories.add(
          new MemoryImage(
              wordsFile,
              "%s of %d neurons for each of %d inputs"
                  .formatted(
                      stage.coded() ? "codebook indices" : "weights",
                      stage.layer().outputs(),
                      stage.layer().inputElements()),
              wordBits,
              stage.layer().inputElements(),
              words));
      if (stage.coded()) {
        memories.add(
            new MemoryImage(
                codebookFile,
                "codebook",
                stage.weightBits(),
                stage.levels(),
                words::writeCodebook));
      }
      return new WeightMemory(
          stage.memory() == Memory.RAM,
          stage.coded(),
          stage.indexBits(),
          wordBits,
          stage.weightBits(),
          stage.levels(),
          wordsFile,
          codebookFile);
    }

    @Override
    public LayerModule elementwise(Stage.Elementwise stage) {
      Header header = header(stage);
      cells.addAll(List.of("nn_elementwise_control", "nn_stream_fifo"));
      FixedPoint format = stage.input();
      int valueBits = multiplicandBits(format) + (format.zeroPoint() == 0 ? 0 : 1);
      Stream output = Stream.of(stage.layer().format());
      Shape shape = stage.layer().shape();
      int channels = shape.rank() == 0 ? 1 : shape.extent(shape.rank() - 1);
      return new ElementwiseModule(
          header,
          Stream.of(format),
          output,
          channels,
          counterBits(channels),
          valueBits,
          Stream.of(format).extension("s_axis_tdata", valueBits),
          format.zeroPoint(),
          outputPath(header, stage.layer().stage(), valueBits, channels),
          OutputFifo.of(output));
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

    private OutputPath outputPath(Header header, OutputStage stage, int valueBits, int channels) {
      OutputPath path =
          stage.accept(new OutputPathLowering(header.module(), valueBits, channels, memories::add));
      cells.addAll(path.cells());
      return path;
    }

    /** The bits of the signed number that holds every stream element; at least 2. */
    private int multiplicandBits(FixedPoint format) {
      return Math.max(2, format.widthBits() + (format.signed() ? 0 : 1));
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.rtl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.sparsil.arch.Architecture;
import org.sparsil.arch.Port;
import org.sparsil.arch.Stage;
import org.sparsil.arch.cycles.Cycles;
import org.sparsil.qgraph.QGraph.QInput;
import org.sparsil.rtl.LayerModule.Header;
import org.sparsil.rtl.LayerModule.MultiplyAccumulateModule;
import org.sparsil.rtl.TopModule.Branch;
import org.sparsil.rtl.TopModule.ForkInstance;
import org.sparsil.rtl.TopModule.LayerInstance;
import org.sparsil.rtl.TopModule.LoadPort;
import org.sparsil.rtl.TopModule.QueueInstance;
import org.sparsil.rtl.TopModule.TopPart;
import org.sparsil.rtl.TopModule.Upstream;

/** Joins the layers: forks where a value has several readers, queues where streams are joined. */
final class TopLowering {
  /** The smallest queue, in address bits. */
  private static final int LEAST_DEPTH_BITS = 1;

  /** Stands before what is no layer's name. */
  private static final char MARK = '\0';

  private final Architecture architecture;
  private final Cycles cycles;
  private final Map<String, String> names;
  private final List<TopPart> parts = new ArrayList<>();
  private final List<LayerInstance> layers = new ArrayList<>();
  private final Map<Port, String> wires = new LinkedHashMap<>();

  TopLowering(Architecture architecture, Cycles cycles) {
    this.architecture = architecture;
    this.cycles = cycles;
    this.names = names(architecture);
  }

  /**
   * Identifiers: of layers, by name, as {@link LowerToRtl#identifiers} gives them; then of forks
   * and queues.
   */
  private static Map<String, String> names(Architecture architecture) {
    List<String> wanted = new ArrayList<>();
    architecture.network().layers().forEach(layer -> wanted.add(layer.name()));
    for (String value : architecture.network().values()) {
      List<Port> readers = architecture.readers(value);
      if (readers.size() > 1) {
        wanted.add(forkName(value));
        readers.forEach(reader -> wanted.add(branchName(reader)));
      }
    }
    for (Stage stage : architecture.stages()) {
      if (stage.joins()) {
        for (int i = 0; i < stage.layer().inputs().size(); i++) {
          wanted.add(queueName(new Port(stage.layer().name(), i)));
        }
      }
    }
    return NameAllocator.allocate(wanted);
  }

  private static String forkName(String value) {
    return MARK + "fork of " + value;
  }

  private static String branchName(Port reader) {
    return MARK + "to " + reader.layer() + " " + reader.input();
  }

  private static String queueName(Port reader) {
    return MARK + "queue of " + reader.layer() + " " + reader.input();
  }

  private String name(String key) {
    return Objects.requireNonNull(names.get(key), key);
  }

  /** The top module of these layers' modules, which are in the order of the stages. */
  TopModule module(String top, List<LayerModule> modules) {
    QInput input = architecture.network().input();
    Stream inputStream = Stream.of(input.format(), architecture.inputLanes());
    connect(input.name(), "guard", inputStream);
    for (int i = 0; i < modules.size(); i++) {
      add(architecture.stages().get(i), modules.get(i));
    }
    int beats = architecture.inputBeats();
    LayerInstance last = layers.get(layers.size() - 1);
    return new TopModule(
        top,
        NameAllocator.printable(architecture.network().name()),
        inputStream,
        last.output(),
        beats,
        Widths.counter(beats),
        input.format().zeroPoint(),
        input.shape().toString(),
        architecture.network().output().shape().toString(),
        cycles.network().latencyCycles(),
        cycles.network().intervalCycles(),
        parts,
        layers,
        last.id());
  }

  private void add(Stage stage, LayerModule module) {
    Header header = module.header();
    List<Upstream> upstreams = new ArrayList<>();
    for (int i = 0; i < stage.layer().inputs().size(); i++) {
      Port port = new Port(stage.layer().name(), i);
      String upstream = Objects.requireNonNull(wires.get(port));
      upstreams.add(
          stage.joins()
              ? new Upstream(LowerToRtl.port(i), queue(port, upstream))
              : new Upstream("s_axis", upstream));
    }
    LoadPort load = loadPort(module);
    LayerInstance instance =
        new LayerInstance(
            header.id(), header.module(), upstreams, module.output(), load.dataBits() > 0, load);
    parts.add(instance);
    layers.add(instance);
    connect(stage.layer().name(), header.id(), module.output());
  }

  private String queue(Port port, String upstream) {
    String id = name(queueName(port));
    String value = architecture.network().layer(port.layer()).inputs().get(port.input());
    Stream stream = Stream.of(architecture.network().format(value));
    parts.add(
        new QueueInstance(
            id, upstream, stream, stream.width() + 1, depthBits(cycles.mostQueued(port))));
    return id;
  }

  private static int depthBits(long beats) {
    int needed = Math.toIntExact(Math.max(beats, 1L << LEAST_DEPTH_BITS));
    return 32 - Integer.numberOfLeadingZeros(needed - 1);
  }

  private void connect(String value, String upstream, Stream stream) {
    List<Port> readers = architecture.readers(value);
    if (readers.size() == 1) {
      wires.put(readers.get(0), upstream);
    } else if (readers.size() > 1) {
      List<Branch> branches = new ArrayList<>();
      for (Port reader : readers) {
        String branch = name(branchName(reader));
        branches.add(new Branch(branches.size(), branch, upstream, stream));
        wires.put(reader, branch);
      }
      parts.add(new ForkInstance(name(forkName(value)), upstream, stream, branches));
    }
  }

  /** The cells between the layers. */
  List<String> cells() {
    List<String> cells = new ArrayList<>(List.of("nn_frame_guard"));
    if (parts.stream().anyMatch(part -> part instanceof ForkInstance)) {
      cells.add("nn_fork");
    }
    if (parts.stream().anyMatch(part -> part instanceof QueueInstance)) {
      cells.add("nn_queue");
    }
    return cells;
  }

  private static LoadPort loadPort(LayerModule layer) {
    if (layer instanceof MultiplyAccumulateModule weighted && weighted.weights().writable()) {
      return weighted.load();
    }
    return new LoadPort(0, 0);
  }
}

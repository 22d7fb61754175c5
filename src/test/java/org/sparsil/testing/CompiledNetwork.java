// SPDX-License-Identifier: Apache-2.0
package org.sparsil.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sparsil.arch.Architecture;
import org.sparsil.arch.CyclePrediction;
import org.sparsil.arch.HardwareOptions;
import org.sparsil.arch.Planner;
import org.sparsil.arch.cycles.Cycles;
import org.sparsil.emit.Emitter;
import org.sparsil.emit.OutputFile;
import org.sparsil.emit.OutputFolder;
import org.sparsil.qgraph.QGraph;
import org.sparsil.qgraph.QGraphFile;
import org.sparsil.rtl.Design;
import org.sparsil.rtl.LowerToRtl;
import org.sparsil.rtl.Testbench;
import org.sparsil.sim.Scenario;
import org.sparsil.sim.VectorWriter;

/**
 * A network compiled into a folder, from the integer network on.
 *
 * @param folder as the compiler leaves it
 */
public record CompiledNetwork(Architecture architecture, Path folder, Cycles cycles) {

  public QGraph graph() {
    return architecture.network();
  }

  public CyclePrediction prediction() {
    return cycles.network();
  }

  /** Compiles a network into a folder that does not exist yet. */
  public static CompiledNetwork of(QGraph graph, HardwareOptions options, Path folder) {
    Architecture architecture = new Planner(options).plan(graph);
    Cycles cycles = Cycles.of(architecture);
    Design design = LowerToRtl.lower(architecture, cycles, graph.name());
    Emitter emitter = new Emitter();
    List<OutputFile> files = new ArrayList<>(emitter.emit(design));
    files.addAll(emitter.emit(Testbench.of(design, architecture)));
    files.addAll(
        new VectorWriter(architecture)
            .files(Scenario.stalls(RandomNetworks.frames(graph.input(), 1, 3), 1), "sim/vectors"));
    files.add(new OutputFile(OutputFolder.MARK, target -> QGraphFile.write(graph, target)));
    OutputFolder.write(folder, files);
    return new CompiledNetwork(architecture, folder, cycles);
  }
}

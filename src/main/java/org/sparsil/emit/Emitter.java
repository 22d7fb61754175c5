// SPDX-License-Identifier: Apache-2.0
package org.sparsil.emit;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.sparsil.rtl.Design;
import org.sparsil.rtl.HexWriter;
import org.sparsil.rtl.LayerModule;
import org.sparsil.rtl.MemoryImage;
import org.sparsil.rtl.Testbench;
import org.sparsil.rtl.VivadoProject;

/**
 * Renders a design as files: {@code rtl/*.v} and {@code rom/*.mem}; its bench: {@code tb/*.v} and
 * {@code sim/}; and its Vivado project: {@code vivado/}.
 */
public final class Emitter {
  private static final String CELLS = "rtl-templates/cells/";
  private static final String BENCH = "testbenches/generated/";

  /** The files of a design, in a fixed order. */
  public List<OutputFile> emit(Design design) {
    Templates verilog = new Templates("rtl-templates/Verilog.stg");
    List<OutputFile> files = new ArrayList<>();
    files.add(OutputFile.text(module(design.top().name()), verilog.render(design.top())));
    for (LayerModule layer : design.layers()) {
      files.add(OutputFile.text(module(layer.header().module()), verilog.render((Record) layer)));
    }
    for (String cell : design.cells()) {
      files.add(copy(CELLS + cell + ".v", module(cell)));
    }
    for (MemoryImage memory : design.memories()) {
      files.add(new OutputFile("rom/" + memory.fileName(), target -> write(memory, target)));
    }
    return files;
  }

  /** The files of a design's bench, all but its vectors. */
  public List<OutputFile> emit(Testbench bench) {
    Templates verilog = new Templates(BENCH + "Testbench.stg");
    List<OutputFile> files = new ArrayList<>();
    files.add(OutputFile.text("tb/tb_core.v", verilog.render(bench)));
    for (String part :
        List.of("tb", "tb_control", "tb_driver", "tb_monitor", "tb_recorder", "tb_stalls")) {
      files.add(copy(BENCH + part + ".v", "tb/" + part + ".v"));
    }
    files.add(copy(BENCH + "Makefile", "sim/Makefile"));
    files.add(copy("sim/harness.cpp", "sim/harness.cpp"));
    files.add(copy("sim/verilator.f", "sim/verilator.f"));
    return files;
  }

  /** The script that creates a Vivado project, and the constraint of its clock. */
  public List<OutputFile> emit(VivadoProject project) {
    Templates vivado = new Templates("rtl-templates/Vivado.stg");
    return List.of(
        OutputFile.text("vivado/create_project.tcl", vivado.render(project)),
        OutputFile.text("vivado/clock.xdc", vivado.render(project.clock())));
  }

  private static OutputFile copy(String resource, String path) {
    return new OutputFile(path, target -> copyTo(resource, target));
  }

  private static String module(String name) {
    return "rtl/" + name + ".v";
  }

  private static void copyTo(String resource, OutputStream target) throws IOException {
    try (InputStream source = Emitter.class.getClassLoader().getResourceAsStream(resource)) {
      Objects.requireNonNull(source, resource).transferTo(target);
    }
  }

  private static void write(MemoryImage memory, OutputStream target) throws IOException {
    Writer writer = new BufferedWriter(new OutputStreamWriter(target, StandardCharsets.US_ASCII));
    memory.words().writeTo(new HexWriter(writer, memory.widthBits()));
    writer.flush();
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.emit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparsil.arch.HardwareOptions;
import org.sparsil.qgraph.FixedPoint;
import org.sparsil.qgraph.QArgMax;
import org.sparsil.qgraph.QGraph;
import org.sparsil.rtl.Design;
import org.sparsil.rtl.TargetOptions;
import org.sparsil.rtl.VivadoProject;
import org.sparsil.tensor.Shape;
import org.sparsil.testing.Designs;
import org.sparsil.testing.RandomNetworks;
import org.sparsil.testing.Tools;

/** The script for Vivado, run with stand-ins for Vivado's commands. */
@NullMarked
class VivadoProjectTest {
  private static final TargetOptions TARGET = new TargetOptions("xc7z020clg400-1", 6_667);

  @TempDir Path temporary;
  private Path folder = Path.of("");

  @BeforeEach
  void chooseFolder() {
    folder = temporary.resolve("with $paces [and] {more}");
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void the_project_has_every_file_of_the_folder_its_top_part_and_clock(long seed) throws Exception {
    write(RandomNetworks.network(seed, 12));

    List<String> expected = new ArrayList<>();
    Path real = folder.toRealPath();
    expected.add(
        "project random%d {%s} xc7z020clg400-1"
            .formatted(seed, real.resolve("vivado/random" + seed)));
    expected.add("top sources_1 random" + seed);
    expected.add("compiled sources_1");
    expected.add("clock clk 6.667 clk");
    expected.add("file constrs_1 XDC {%s}".formatted(real.resolve("vivado/clock.xdc")));
    for (Path source : list(real.resolve("rtl"))) {
      expected.add("file sources_1 Verilog {%s}".formatted(source));
    }
    for (Path memory : list(real.resolve("rom"))) {
      expected.add("file sources_1 {Memory Initialization Files} {%s}".formatted(memory));
    }
    assertThat(project().lines()).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void a_design_without_memories_has_a_project_too() throws IOException {
    FixedPoint u4 = new FixedPoint(false, 4, 1, 0);
    QGraph.QInput input = new QGraph.QInput("x", Shape.of(3), u4);
    write(new QGraph("largest", input, List.of(new QArgMax("class", "x", 3))));
    assertThat(project()).contains("top sources_1 largest").doesNotContain("Memory");
  }

  @Test
  void the_stand_ins_refuse_what_does_not_exist() throws IOException {
    write(RandomNetworks.network(2, 5));
    Path script = folder.resolve("vivado/create_project.tcl");
    String right = Files.readString(script);
    for (String wrong :
        List.of(
            right.replaceFirst("random2\\.v", "random3.v"),
            right.replace("sources_1", "sources_2"),
            right.replace("file_type", "file_tipe"),
            right.replace("-norecurse", "-recurse"),
            right + "launch_everything\n")) {
      Files.writeString(script, wrong);
      assertThat(run().exitCode()).as(wrong).isEqualTo(1);
    }
  }

  @Test
  void a_part_that_would_be_a_command_is_no_part() {
    assertThatThrownBy(() -> new TargetOptions("x; exec rm", 1000))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new TargetOptions("xc7z020", 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private void write(QGraph network) {
    Design design = Designs.design(network, HardwareOptions.DEFAULT, network.name());
    Emitter emitter = new Emitter();
    Designs.write(emitter.emit(design), folder);
    Designs.write(emitter.emit(VivadoProject.of(design, TARGET)), folder);
  }

  private String project() {
    Tools.Result result = run();
    assertThat(result.exitCode()).as(result.output()).isZero();
    return result.output();
  }

  /** From a working directory that has nothing to do with it. */
  private Tools.Result run() {
    Path standIns = Path.of("src/test/resources/vivado_stand_ins.tcl").toAbsolutePath();
    return Tools.attempt(
        temporary,
        List.of(
            "tclsh", standIns.toString(), folder.resolve("vivado/create_project.tcl").toString()));
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}

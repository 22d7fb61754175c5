// SPDX-License-Identifier: Apache-2.0
package org.sparsil.emit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparsil.arch.HardwareOptions;
import org.sparsil.qgraph.CodedMatrix;
import org.sparsil.qgraph.FixedPoint;
import org.sparsil.qgraph.QArgMax;
import org.sparsil.qgraph.QDense;
import org.sparsil.qgraph.QGraph;
import org.sparsil.qgraph.QLayer;
import org.sparsil.qgraph.Requantize;
import org.sparsil.qgraph.Rounding;
import org.sparsil.tensor.IntTensor;
import org.sparsil.tensor.LongTensor;
import org.sparsil.tensor.Shape;
import org.sparsil.testing.Designs;
import org.sparsil.testing.RandomHardware;
import org.sparsil.testing.RandomImageNetworks;
import org.sparsil.testing.RandomNetworks;
import org.sparsil.testing.Tools;

/** Emitted Verilog is clean for every tool, and looks as the conventions say. */
@NullMarked
@Execution(ExecutionMode.CONCURRENT)
class VerilogLintTest {
  /** Names that a model may bring along, each worse than the one before. */
  private static final List<String> HOSTILE_NAMES =
      List.of(
          "fc",
          "FC",
          "fc_",
          "fc_2",
          "",
          " ",
          "a; $finish",
          "../../x",
          "/etc/passwd",
          "module",
          "endmodule",
          "logic",
          "s_axis",
          "guard",
          "clk",
          "nn_neuron",
          "u_guard",
          "3rd",
          "größe",
          "層",
          "a\nb",
          "tail\\",
          "`include \"x\"",
          "*/ /* // (* full_case *)",
          "verilator lint_off WIDTH",
          "synopsys translate_off",
          "«x»",
          "n".repeat(500),
          "n".repeat(499) + "m");

  @TempDir Path folder;

  static Stream<Long> seeds() {
    return LongStream.rangeClosed(1, 25).boxed();
  }

  static Stream<Long> seedsForYosys() {
    return LongStream.rangeClosed(26, 30).boxed();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void every_network_gives_Verilog_that_Verilator_and_Icarus_accept_in_silence(long seed) {
    List<OutputFile> files =
        Designs.files(RandomNetworks.network(seed, 24), options(seed), "random" + seed);
    Designs.write(files, folder);
    lint("random" + seed);
    assertThat(styleProblems(files)).isEmpty();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void every_network_of_images_gives_Verilog_that_Verilator_and_Icarus_accept_in_silence(
      long seed) {
    QGraph network = RandomImageNetworks.network(seed);
    List<OutputFile> files =
        Designs.files(network, RandomHardware.of(network, seed), "images" + seed);
    Designs.write(files, folder);
    lint("images" + seed);
    assertThat(styleProblems(files)).isEmpty();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seedsForYosys")
  void every_network_of_images_gives_Verilog_that_Yosys_accepts_in_silence(long seed) {
    QGraph network = RandomImageNetworks.network(seed);
    Designs.write(
        Designs.files(network, RandomHardware.of(network, seed), "images" + seed), folder);
    elaborate("images" + seed);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seedsForYosys")
  void every_network_gives_Verilog_that_Yosys_accepts_in_silence(long seed) {
    Designs.write(
        Designs.files(RandomNetworks.network(seed, 12), options(seed), "random" + seed), folder);
    elaborate("random" + seed);
  }

  @Test
  void hostile_names_give_clean_files_below_the_folder() {
    QGraph network = chain("a\n`include \"/etc/passwd\"", HOSTILE_NAMES);
    List<OutputFile> files = Designs.files(network, HardwareOptions.DEFAULT, "../$display(\"x\");");
    Designs.write(files, folder);

    lint("display_x");
    elaborate("display_x");
    assertThat(styleProblems(files)).isEmpty();
    assertThat(files)
        .extracting(OutputFile::path)
        .doesNotHaveDuplicates()
        .allMatch(path -> path.matches("(rtl/[a-z0-9_]+\\.v|rom/[a-z0-9_]+\\.mem)"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nn", "nn_rom", "module", "guard", "", "42", "NN"})
  void a_network_may_have_any_name(String name) {
    QGraph network = chain(name, List.of("rom", "neuron", "argmax"));
    List<OutputFile> files = Designs.files(network, HardwareOptions.DEFAULT, name);
    Designs.write(files, folder);
    assertThat(files).extracting(OutputFile::path).doesNotHaveDuplicates();
    lint(files.get(0).path().replaceAll("rtl/|\\.v", ""));
  }

  /** Odd seeds have their weights in RAM. */
  private static HardwareOptions options(long seed) {
    return seed % 2 == 0 ? HardwareOptions.DEFAULT : Designs.RAM;
  }

  /** Small dense layers of these names, then an arg-max with the last. */
  private static QGraph chain(String model, List<String> names) {
    FixedPoint format = new FixedPoint(true, 8, 0.5, 3);
    String previous = "x";
    List<QLayer> layers = new ArrayList<>();
    for (String name : names.subList(0, names.size() - 1)) {
      layers.add(
          new QDense(
              name,
              previous,
              CodedMatrix.ofDense(IntTensor.adopt(Shape.of(2, 2), new int[] {1, 0, -3, 2})),
              LongTensor.vector(1, -1),
              Requantize.perTensor(5, 3, Rounding.HALF_UP, format, -128, 127)));
      previous = name;
    }
    layers.add(new QArgMax(names.get(names.size() - 1), previous, 2));
    return new QGraph(model, new QGraph.QInput("x", Shape.of(2), format), layers);
  }

  private void lint(String top) {
    String[] sources = sources();
    silent(
        "verilator --lint-only -Wall -Wpedantic --language 1364-2005 --top-module " + top, sources);
    silent("verilator --lint-only -Wall -Wpedantic --top-module " + top, sources);
    silent("iverilog -g2005 -Wall -tnull -s " + top, sources);
  }

  private void elaborate(String top) {
    silent(
        "yosys -q -p",
        "read_verilog -noautowire %s; hierarchy -check -top %s; proc; check -assert"
            .formatted(String.join(" ", sources()), top));
  }

  private void silent(String command, String... more) {
    List<String> words = new ArrayList<>(Arrays.asList(command.split(" ")));
    words.addAll(List.of(more));
    assertThat(Tools.run(folder.resolve("rom"), words)).as(command).isEmpty();
  }

  private String[] sources() {
    try (Stream<Path> files = Files.list(folder.resolve("rtl"))) {
      return files.map(file -> "../rtl/" + file.getFileName()).sorted().toArray(String[]::new);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> styleProblems(List<OutputFile> files) {
    return files.stream()
        .filter(file -> file.path().endsWith(".v"))
        .flatMap(file -> VerilogStyle.problems(file).stream())
        .toList();
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparsil.arch.HardwareOptions;
import org.sparsil.qgraph.QGraph;
import org.sparsil.testing.CompiledNetwork;
import org.sparsil.testing.Designs;
import org.sparsil.testing.RandomNetworks;
import org.sparsil.testing.Tools;

/** A compiled folder can be checked without Java. */
final class BenchFolderTest {
  @TempDir Path temporary;

  @ParameterizedTest
  @ValueSource(strings = {"icarus", "verilator"})
  void make_passes_on_the_bundled_vectors_and_fails_on_others(String simulator) throws IOException {
    Path sim = compile(9, HardwareOptions.DEFAULT).resolve("sim");
    assertThat(Tools.run(sim, List.of("make", simulator)))
        .contains("SPARSIL RESULT pass")
        .contains("SPARSIL LAYER name=");

    Path vectors = someLayer(sim);
    String text = Files.readString(vectors);
    char digit = text.charAt(text.length() - 2);
    Files.writeString(
        vectors, text.substring(0, text.length() - 2) + (digit == '0' ? '1' : '0') + "\n");
    Tools.Result result = Tools.attempt(sim, List.of("make", simulator));
    assertThat(result.exitCode()).isNotZero();
    assertThat(result.output()).contains("SPARSIL MISMATCH").contains("SPARSIL RESULT fail");
  }

  @Test
  void make_leaves_waves_in_icarus_even_below_a_folder_with_a_space() throws IOException {
    Path folder = compile(9, HardwareOptions.DEFAULT);
    Path moved = Files.move(folder, temporary.resolve("two words"));
    Tools.run(moved.resolve("sim"), List.of("make", "icarus", "VCD=waves.vcd"));
    assertThat(moved.resolve("sim/waves.vcd")).content().contains("$var");
  }

  @ParameterizedTest
  @ValueSource(longs = {2, 3, 5, 6, 9, 12})
  void a_bench_gives_linters_nothing_to_say(long seed) throws IOException {
    Path folder = compile(seed, seed % 2 == 0 ? HardwareOptions.DEFAULT : Designs.RAM);
    List<String> sources = sources(folder);
    List<String> verilator =
        new ArrayList<>(
            List.of(
                "verilator",
                "--lint-only",
                "-Wall",
                "-Wpedantic",
                "--language",
                "1364-2005",
                "--top-module",
                "tb_core"));
    sources.stream().filter(source -> !source.endsWith("/tb.v")).forEach(verilator::add);
    assertThat(Tools.run(folder, verilator)).isEmpty();

    List<String> icarus =
        new ArrayList<>(List.of("iverilog", "-g2005", "-Wall", "-tnull", "-s", "tb"));
    icarus.addAll(sources);
    assertThat(Tools.run(folder, icarus)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tb", "tb_core", "nn_rom", "dut"})
  void a_network_may_be_named_like_a_module_of_the_bench(String name) throws IOException {
    QGraph plain = RandomNetworks.network(9, 12);
    QGraph graph = new QGraph(name, plain.input(), plain.layers());
    Path folder =
        CompiledNetwork.of(graph, HardwareOptions.DEFAULT, temporary.resolve("net")).folder();
    assertThat(Tools.run(folder.resolve("sim"), List.of("make", "icarus")))
        .contains("SPARSIL RESULT pass");
  }

  private Path compile(long seed, HardwareOptions options) {
    return CompiledNetwork.of(RandomNetworks.network(seed, 12), options, temporary.resolve("net"))
        .folder();
  }

  private static Path someLayer(Path sim) throws IOException {
    try (Stream<Path> files = Files.list(sim.resolve("vectors"))) {
      return files
          .filter(file -> file.toString().endsWith(".hex") && !file.endsWith("input.hex"))
          .sorted()
          .findFirst()
          .orElseThrow();
    }
  }

  private static List<String> sources(Path folder) throws IOException {
    List<String> sources = new ArrayList<>();
    for (String part : List.of("rtl", "tb")) {
      try (Stream<Path> files = Files.list(folder.resolve(part))) {
        files.map(file -> part + "/" + file.getFileName()).sorted().forEach(sources::add);
      }
    }
    return sources;
  }
}

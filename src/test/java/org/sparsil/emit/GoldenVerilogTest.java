// SPDX-License-Identifier: Apache-2.0
package org.sparsil.emit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sparsil.arch.HardwareOptions;
import org.sparsil.qgraph.Accumulator;
import org.sparsil.qgraph.CodedMatrix;
import org.sparsil.qgraph.FixedPoint;
import org.sparsil.qgraph.LookUpTable;
import org.sparsil.qgraph.OutputStage;
import org.sparsil.qgraph.QArgMax;
import org.sparsil.qgraph.QDense;
import org.sparsil.qgraph.QElementwise;
import org.sparsil.qgraph.QGraph;
import org.sparsil.qgraph.QLayer;
import org.sparsil.qgraph.Requantize;
import org.sparsil.qgraph.Rounding;
import org.sparsil.rtl.Design;
import org.sparsil.rtl.TargetOptions;
import org.sparsil.rtl.VivadoProject;
import org.sparsil.tensor.IntTensor;
import org.sparsil.tensor.LongTensor;
import org.sparsil.tensor.Shape;
import org.sparsil.testing.Designs;

/**
 * What the compiler emits for small networks, one for each way to the output, is what is under
 * {@code src/test/resources/golden}. {@code make golden-update} accepts what is emitted now.
 */
@NullMarked
class GoldenVerilogTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final boolean UPDATE = Boolean.getBoolean("sparsil.golden.update");

  private static final FixedPoint U4 = new FixedPoint(false, 4, 0.0625, 0);
  private static final FixedPoint S8 = new FixedPoint(true, 8, 0.05, -3);

  @TempDir Path folder;

  /** A network and the hardware that is wanted. */
  private record Case(QGraph network, HardwareOptions options) {}

  private static Map<String, Case> cases() {
    Map<String, Case> cases = new LinkedHashMap<>();
    cases.put(
        "requantize",
        rom(
            U4,
            dense(
                "fc",
                "x",
                Requantize.perTensor(77, 9, Rounding.HALF_UP, S8, S8.zeroPoint(), 127))));
    cases.put(
        "requantize_per_channel",
        rom(
            S8,
            dense(
                "fc",
                "x",
                new Requantize(
                    IntTensor.vector(1 << 30, 1_555_555_555),
                    IntTensor.vector(30, 36),
                    Rounding.TFLITE,
                    S8,
                    -128,
                    127))));
    cases.put(
        "table_and_argmax", rom(S8, dense("fc", "x", table()), new QArgMax("class", "fc", 2)));
    cases.put(
        "sums_and_elementwise",
        rom(
            U4,
            dense("fc", "x", new Accumulator(new FixedPoint(true, 12, 0.003125, 0))),
            new QElementwise(
                "relu", "fc", Shape.of(2), Requantize.perTensor(1, 4, Rounding.FLOOR, U4, 0, 15))));
    cases.put(
        "writable_weights",
        new Case(
            network(S8, dense("fc", "x", new Accumulator(new FixedPoint(true, 14, 0.003125, 0)))),
            Designs.RAM));
    return cases;
  }

  static Set<String> names() {
    return cases().keySet();
  }

  @ParameterizedTest
  @MethodSource("names")
  void emitted_files_are_the_golden_ones(String name) throws IOException {
    write(name, folder);
    Path golden = GOLDEN.resolve(name);
    if (UPDATE) {
      replace(golden);
    }

    assertThat(relativeFiles(folder)).isEqualTo(relativeFiles(golden));
    SoftAssertions differences = new SoftAssertions();
    for (String file : relativeFiles(folder)) {
      differences
          .assertThat(folder.resolve(file))
          .as("%s/%s (accept by: make golden-update)", name, file)
          .hasSameTextualContentAs(golden.resolve(file));
    }
    differences.assertAll();
  }

  @Test
  void every_golden_folder_has_its_case() throws IOException {
    try (Stream<Path> folders = Files.list(GOLDEN)) {
      assertThat(folders.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(names());
    }
  }

  @Test
  void emitting_twice_gives_the_same_bytes() throws IOException {
    for (String name : names()) {
      write(name, folder.resolve("first"));
      write(name, folder.resolve("second"));
    }
    for (String file : relativeFiles(folder.resolve("first"))) {
      assertThat(folder.resolve("second").resolve(file))
          .hasSameBinaryContentAs(folder.resolve("first").resolve(file));
    }
  }

  /** All but the cells, which are sources themselves. */
  private static void write(String name, Path target) {
    Case of = Objects.requireNonNull(cases().get(name));
    Design design = Designs.design(of.network, of.options, name);
    Emitter emitter = new Emitter();
    List<OutputFile> files = new ArrayList<>(emitter.emit(design));
    files.removeIf(file -> file.path().startsWith("rtl/nn_"));
    files.addAll(
        emitter.emit(VivadoProject.of(design, new TargetOptions("xc7z020clg400-1", 10_000))));
    Designs.write(files, target);
  }

  private void replace(Path golden) throws IOException {
    for (String file : relativeFiles(golden)) {
      Files.delete(golden.resolve(file));
    }
    for (String file : relativeFiles(folder)) {
      Files.createDirectories(golden.resolve(file).getParent());
      Files.copy(folder.resolve(file), golden.resolve(file));
    }
  }

  private static Set<String> relativeFiles(Path top) throws IOException {
    if (!Files.exists(top)) {
      return Set.of();
    }
    try (Stream<Path> tree = Files.walk(top)) {
      return tree.filter(Files::isRegularFile)
          .map(file -> top.relativize(file).toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static Case rom(FixedPoint input, QLayer... layers) {
    return new Case(network(input, layers), HardwareOptions.DEFAULT);
  }

  private static QGraph network(FixedPoint input, QLayer... layers) {
    return new QGraph("golden", new QGraph.QInput("x", Shape.of(3), input), List.of(layers));
  }

  /** Two neurons of three inputs, one weight pruned. */
  private static QDense dense(String name, String input, OutputStage stage) {
    int[] weights = {-25, 40, 0, 40, 13, -25};
    return new QDense(
        name,
        input,
        CodedMatrix.ofDense(IntTensor.of(Shape.of(2, 3), weights)),
        LongTensor.vector(100, -7),
        stage);
  }

  /** A step of four entries. */
  private static LookUpTable table() {
    FixedPoint s2 = new FixedPoint(true, 2, 1, 0);
    return new LookUpTable(
        Requantize.perTensor(1, 6, Rounding.FLOOR, s2, -2, 1), IntTensor.vector(0, 3, 12, 15), U4);
  }
}

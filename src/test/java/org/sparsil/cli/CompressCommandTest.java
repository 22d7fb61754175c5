// SPDX-License-Identifier: Apache-2.0
package org.sparsil.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparsil.compress.container.Container;
import org.sparsil.compress.prune.SparsityMasks;
import org.sparsil.compress.train.Evaluation;
import org.sparsil.compress.train.RecipeReader;
import org.sparsil.compress.train.Trainer;
import org.sparsil.diag.Diagnostics;
import org.sparsil.frontend.DataReader;
import org.sparsil.frontend.OnnxReader;
import org.sparsil.frontend.Split;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.graph.LayerWeights;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.Shape;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CompressCommandTest {
  private static final Path MODEL = Path.of("models/digits-mlp/model.onnx");
  private static final Path DATA = Path.of("models/data");
  private static final int WEIGHTS = 64 * 32 + 32 * 10;

  @TempDir Path folder;

  private record Outcome(int exitCode, String out, String err) {}

  private static Outcome sparsil(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] texts = Stream.of(arguments).map(String::valueOf).toArray(String[]::new);
    int exitCode = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), texts);
    return new Outcome(exitCode, out.toString(), err.toString());
  }

  private static Graph onnx(Path file) {
    return new OnnxReader(new Diagnostics()).read(file);
  }

  private static Set<Float> values(FloatTensor weights) {
    Set<Float> values = new HashSet<>();
    for (int i = 0; i < weights.size(); i++) {
      if (weights.get(i) != 0) {
        values.add(weights.get(i));
      }
    }
    return values;
  }

  @Test
  void a_network_is_pruned_shared_rounded_and_coded_without_the_training_engine()
      throws IOException {
    Path out = folder.resolve("small");

    Outcome outcome =
        sparsil(
            "compress",
            MODEL,
            "--data",
            DATA,
            "--out",
            out,
            "--prune",
            "density=0.4",
            "--clusters",
            8,
            "--int8",
            "--bias-bits",
            8);

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.OK);
    Graph model = onnx(out.resolve("model.onnx"));
    Graph container = Container.read(out.resolve("model.sparsil"));
    assertThat(SparsityMasks.ofNonZero(model).survivors()).isEqualTo(Math.round(0.4 * WEIGHTS));
    assertThat(SparsityMasks.ofNonZero(container)).isEqualTo(SparsityMasks.ofNonZero(model));
    List<Set<Float>> shared = new ArrayList<>();
    for (Graph graph : List.of(model, container)) {
      for (Layer layer : graph.layers()) {
        LayerWeights.of(layer).ifPresent(weights -> shared.add(values(weights.values())));
      }
    }
    assertThat(shared).hasSize(4).allMatch(values -> values.size() <= 8);
    assertThat(shared.subList(0, 2)).isEqualTo(shared.subList(2, 4));
    assertThat(out.resolve("index.html")).content().contains("<svg", "fc1.weight", "compressed");
    assertThat(RecipeReader.read(out.resolve("recipe.yaml")).training().phases()).hasSize(3);

    JsonNode report = JsonMapper.shared().readTree(Files.readString(out.resolve("report.json")));
    double accuracy =
        Evaluation.of(model, DataReader.read(DATA, Shape.of(8, 8), Split.TEST)).accuracy();
    assertThat(report.at("/compressed/accuracy").doubleValue()).isEqualTo(accuracy);
    assertThat(report.at("/compressed/clusters").intValue()).isEqualTo(8);
    assertThat(report.at("/pruned/density").doubleValue()).isCloseTo(0.4, within(1e-3));
    assertThat(report.at("/float/accuracy").doubleValue()).isGreaterThan(0.95);
    assertThat(report.at("/integer/weightBits").intValue()).isLessThanOrEqualTo(8);
    assertThat(report.at("/integer/activationBits").intValue()).isEqualTo(8);
    assertThat(report.at("/integer/accuracy").doubleValue())
        .isBetween(accuracy - 0.03, accuracy + 0.03);
    assertThat(report.at("/bytes/float32").intValue()).isEqualTo(4 * (WEIGHTS + 42));
    assertThat(report.at("/bytes/container").longValue())
        .isEqualTo(Files.size(out.resolve("model.sparsil")));
    assertThat(report.at("/bytes/perStage/Huffman-coded").longValue()).isPositive();
    assertThat(report.at("/codebooks/0/layer").stringValue()).isEqualTo("fc1");
    assertThat(report.at("/codebooks/0/adders").intValue())
        .isEqualTo(
            report.at("/codebooks/0/digits").intValue()
                - report.at("/codebooks/0/values").intValue());
    assertThat(report.at("/sparsity/tensors/0/tensor").stringValue()).isEqualTo("fc1.weight");
  }

  @Test
  void the_same_command_gives_the_same_files() throws IOException {
    for (String name : List.of("first", "second")) {
      sparsil(
          "compress",
          MODEL,
          "--data",
          DATA,
          "--out",
          folder.resolve(name).resolve("net"),
          "--prune",
          "std=0.5",
          "--bits",
          3,
          "--init",
          "kmeans++",
          "--seed",
          5);
    }

    try (Stream<Path> files = Files.list(folder.resolve("first/net"))) {
      List<Path> all = files.toList();
      assertThat(all).isNotEmpty();
      for (Path file : all) {
        assertThat(folder.resolve("second/net").resolve(file.getFileName()))
            .hasSameBinaryContentAs(file);
      }
    }
  }

  @Test
  void retraining_brings_back_what_pruning_took() throws IOException {
    assumeTrue(Trainer.isPossible(), "skipped: the training engine is absent (mvn -P train)");
    Path out = folder.resolve("small");

    Outcome outcome =
        sparsil(
            "compress",
            MODEL,
            "--data",
            DATA,
            "--out",
            out,
            "--prune",
            "density=0.1",
            "--schedule",
            "gradual",
            "--clusters",
            4,
            "--weight-bits",
            6,
            "--activation-bits",
            6,
            "--fine-tune",
            30,
            "--learning-rate",
            0.01,
            "--distill",
            MODEL,
            "--sweep-clusters",
            "2,8",
            "--sweep-digits",
            "1,3");

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.OK);
    JsonNode report = JsonMapper.shared().readTree(Files.readString(out.resolve("report.json")));
    assertThat(report.at("/stages/1/name").stringValue()).isEqualTo("cut");
    assertThat(report.at("/compressed/accuracy").doubleValue())
        .isGreaterThan(report.at("/stages/1/accuracy").doubleValue())
        .isGreaterThan(0.85);
    assertThat(report.at("/integer/accuracy").doubleValue()).isGreaterThan(0.85);
    assertThat(report.at("/history/epochs").size()).isEqualTo(90);
    assertThat(report.at("/sweep/trials").size()).isEqualTo(2);
    assertThat(report.at("/digitSweep/trials/0/adders").intValue()).isZero();
    assertThat(report.at("/digitSweep/trials/1/adders").intValue()).isPositive();
    assertThat(out.resolve("clusters.svg")).exists();
    assertThat(out.resolve("training.svg")).exists();
  }

  @Test
  void without_the_engine_retraining_says_how_to_get_it_and_writes_nothing() {
    assumeFalse(Trainer.isPossible(), "skipped: the training engine is present");
    Path out = folder.resolve("small");

    Outcome outcome = sparsil("compress", MODEL, "--data", DATA, "--out", out, "--fine-tune", 1);

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.USER_MISTAKE);
    assertThat(outcome.err()).contains("[TRAIN-001]", "mvn -P train");
    assertThat(out).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          --prune density=2            | 'density' is 2, not 0 to 1
          --prune density=few          | 'density=few' is not percentile=Q, std=S or density=D with a number
          --prune often=1              | 'often=1' is not percentile=Q
          --clusters 4 --bits 2        | --clusters and --bits both say how many values there are
          --clusters 0                 | 'clusters' is 0, not 1 to 65536
          --clusters 4 --init best     | --init is 'best', not one of optimal, linear
          --schedule gradual           | --schedule gradual prunes while the network learns
          --weight-bits 40             | 'weight-bits' is 40, not 2 to 16
          --clusters 4 --digits 2      | 'digits' needs 'weight-bits'
          --zero-run-bits 99           | --zero-run-bits is 99, not 1 to 12
          """)
  void mistakes_are_named_and_nothing_is_written(String options, String message) {
    Path out = folder.resolve("small");
    List<Object> arguments = new ArrayList<>(List.of("compress", MODEL, "--data", DATA));
    arguments.addAll(List.of("--out", out));
    arguments.addAll(List.of((Object[]) options.split(" +")));

    Outcome outcome = sparsil(arguments.toArray());

    assertThat(outcome.exitCode()).isIn(ExitCode.BAD_USAGE, ExitCode.USER_MISTAKE);
    assertThat(outcome.err()).contains(message);
    assertThat(out).doesNotExist();
  }
}

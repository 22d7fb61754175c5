// SPDX-License-Identifier: Apache-2.0
package org.sparsil.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.sparsil.bench.ClusteringBenchmark;
import org.sparsil.compress.container.Container;
import org.sparsil.compress.container.ContainerOptions;
import org.sparsil.compress.container.ContainerReport;
import org.sparsil.compress.prune.SparsityMasks;
import org.sparsil.compress.prune.SparsityReport;
import org.sparsil.compress.train.Evaluation;
import org.sparsil.compress.train.RecipeReader;
import org.sparsil.diag.Diagnostics;
import org.sparsil.frontend.DataReader;
import org.sparsil.frontend.Split;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.graph.LayerWeights;
import org.sparsil.report.CompressionReport;
import org.sparsil.report.Percent;
import org.sparsil.report.TextTable;
import org.sparsil.tensor.Dataset;
import org.sparsil.testing.SharedData;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Measures the compressed models that come with the project, on the test sets, and writes what it
 * finds into their {@code report.json}: accuracy of the float, the pruned, the compressed and the
 * integer network, and sizes. Then sends all test images of MNIST through the hardware, and times
 * the clustering of 61 million weights. Run by {@code make bench-compress}.
 */
public final class CompressionBenchmark {
  /**
   * A model and what it has to show.
   *
   * @param floats the network that it was made from
   * @param pruned the network before weights were shared
   * @param accuracy of the network that counts, at least
   * @param ratio of float32 parameters to the container, at least
   */
  private record Case(
      String name,
      String floats,
      String pruned,
      String data,
      double accuracy,
      double ratio,
      String anchor) {}

  private static final List<Case> CASES =
      List.of(
          new Case(
              "lenet-300-100",
              "lenet-300-100/float.onnx",
              "lenet-300-100/pruned.sparsil",
              "mnist",
              0.9842,
              40,
              "Deep Compression: 98.42 %, 40 times"),
          new Case(
              "lenet-300-100-tiny",
              "lenet-300-100/float.onnx",
              "lenet-300-100-tiny/pruned.sparsil",
              "mnist",
              0.9782,
              150,
              "aim: 97.82 %, 150 times"),
          new Case(
              "lenet-5",
              "lenet-5/float.onnx",
              "lenet-5/pruned.sparsil",
              "mnist",
              0.9926,
              150,
              "Deep Compression: 99.26 %, 39 times; aim: 150 times"),
          new Case(
              "cifar-cnn-16",
              "cifar-cnn-16/float.onnx",
              "cifar-cnn-16/pruned.sparsil",
              "cifar10-jpeg",
              0,
              1,
              "within 0.5 points of the float network"),
          new Case(
              "cifar-cnn-64",
              "cifar-cnn-16/float.onnx",
              "cifar-cnn-16/float.onnx",
              "cifar10-jpeg",
              0,
              1,
              "within 0.5 points of the float network"));

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .defaultPrettyPrinter(
              new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")))
          .build();

  private CompressionBenchmark() {}

  /** Takes the names of models; without any, measures all. */
  public static void main(String[] arguments) throws IOException {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    TextTable table =
        new TextTable(
            "model",
            "float",
            "pruned",
            "compressed",
            "integer",
            "density",
            "values",
            "bytes",
            "times smaller",
            "to beat",
            "met");
    for (Case one : CASES) {
      if (arguments.length > 0 && !List.of(arguments).contains(one.name())) {
        continue;
      }
      Optional<Path> data = SharedData.find(one.data());
      if (data.isEmpty()) {
        out.printf("%s: skipped, there is no data set '%s'%n", one.name(), one.data());
        continue;
      }
      addRow(table, one, measure(one, data.get()));
    }
    out.println(table.print());
    SharedData.find("mnist").ifPresent(data -> throughHardware(out, data));
    ClusteringBenchmark.main(new String[0]);
  }

  /** What the report says, measured anew. */
  private record Measured(
      double floats,
      double pruned,
      double compressed,
      Optional<CompressionReport.IntegerNetwork> integer,
      double density,
      int clusters,
      long float32,
      long container) {}

  private static Measured measure(Case one, Path data) throws IOException {
    Path folder = Path.of("models", one.name());
    Diagnostics notes = new Diagnostics();
    Graph floats = ModelFile.read(Path.of("models").resolve(one.floats()), notes);
    Graph pruned = ModelFile.read(Path.of("models").resolve(one.pruned()), notes);
    Path container = folder.resolve("model.sparsil");
    Graph compressed = Container.read(container);
    Dataset test = DataReader.read(data, floats.inputShape(), Split.TEST);
    Dataset training = DataReader.read(data, floats.inputShape(), Split.TRAIN);
    Optional<IntegerForm> form =
        IntegerForm.of(
            compressed,
            Settings.DEFAULT.with(activationBits(folder)),
            DataFiles.sample(training.frames(), 1000),
            notes);
    Measured measured =
        new Measured(
            Evaluation.of(floats, test).accuracy(),
            Evaluation.of(pruned, test).accuracy(),
            Evaluation.of(compressed, test).accuracy(),
            form.map(found -> found.test(test, notes)),
            density(compressed),
            clusters(compressed),
            Float.BYTES * SparsityReport.of(floats).total(),
            Files.size(container));
    write(
        folder.resolve("report.json"),
        measured,
        density(pruned),
        Container.report(compressed, ContainerOptions.SMALLEST));
    return measured;
  }

  private static Map<String, String> activationBits(Path folder) {
    Map<String, String> chosen = new LinkedHashMap<>();
    RecipeReader.read(folder.resolve("recipe.yaml")).training().phases().stream()
        .flatMapToInt(phase -> phase.activationBits().stream())
        .forEach(bits -> chosen.put(Settings.ACTIVATION_BITS.name(), String.valueOf(bits)));
    return chosen;
  }

  /** All else in the report, such as the training history, stays. */
  private static void write(
      Path file, Measured measured, double prunedDensity, ContainerReport sizes)
      throws IOException {
    ObjectNode report = (ObjectNode) JSON.readTree(Files.readString(file));
    report.withObjectProperty("float").put("accuracy", measured.floats());
    report
        .withObjectProperty("pruned")
        .put("accuracy", measured.pruned())
        .put("density", prunedDensity);
    report
        .withObjectProperty("compressed")
        .put("accuracy", measured.compressed())
        .put("density", measured.density())
        .put("clusters", measured.clusters());
    measured
        .integer()
        .ifPresent(
            integer ->
                report
                    .withObjectProperty("integer")
                    .put("accuracy", integer.accuracy())
                    .put("weightBits", integer.weightBits())
                    .put("activationBits", integer.activationBits()));
    ObjectNode bytes = report.withObjectProperty("bytes");
    bytes.put("float32", measured.float32()).put("container", measured.container());
    ObjectNode perStage = bytes.putObject("perStage");
    sizes.bytesPerStage().forEach(perStage::put);
    Files.writeString(
        file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(report) + "\n");
  }

  private static double density(Graph graph) {
    long all = 0;
    for (Layer layer : graph.layers()) {
      all += LayerWeights.of(layer).map(weights -> weights.values().size()).orElse(0);
    }
    return (double) SparsityMasks.ofNonZero(graph).survivors() / all;
  }

  private static int clusters(Graph graph) {
    int most = 0;
    for (Layer layer : graph.layers()) {
      TreeSet<Float> values = new TreeSet<>();
      LayerWeights.of(layer)
          .ifPresent(
              weights -> {
                for (float value : weights.values().toArray()) {
                  if (value != 0) {
                    values.add(value);
                  }
                }
              });
      most = Math.max(most, values.size());
    }
    return most;
  }

  private static void addRow(TextTable table, Case one, Measured measured) {
    double ratio = (double) measured.float32() / measured.container();
    double counts = measured.integer().map(i -> i.accuracy()).orElse(measured.compressed());
    double wanted = one.accuracy() > 0 ? one.accuracy() : measured.floats() - 0.005;
    table.add(
        one.name(),
        Percent.of(measured.floats(), 2),
        Percent.of(measured.pruned(), 2),
        Percent.of(measured.compressed(), 2),
        measured.integer().map(i -> Percent.of(i.accuracy(), 2)).orElse("-"),
        Percent.of(measured.density(), 2),
        String.valueOf(measured.clusters()),
        String.format(Locale.ROOT, "%,d", measured.container()),
        String.format(Locale.ROOT, "%.1f", ratio),
        one.anchor(),
        counts >= wanted && ratio >= one.ratio() ? "yes" : "NO");
  }

  /** The commands that a user would give. */
  private static void throughHardware(PrintWriter out, Path mnist) {
    String folder = "build/bench-compress/lenet-300-100";
    List<List<String>> commands = new ArrayList<>();
    commands.add(
        List.of(
            "compile",
            "models/lenet-300-100/model.onnx",
            "--out",
            folder,
            "--calibrate",
            mnist.toString(),
            "--data",
            mnist.toString()));
    commands.add(
        List.of(
            "verify",
            folder,
            "--data",
            mnist.toString(),
            "--frames",
            "10000",
            "--simulator",
            "verilator"));
    for (List<String> command : commands) {
      out.println("sparsil " + String.join(" ", command));
      int exitCode = Main.run(out, out, command.toArray(new String[0]));
      if (exitCode != ExitCode.OK) {
        throw new IllegalStateException("exit code " + exitCode);
      }
    }
  }
}

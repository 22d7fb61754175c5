// SPDX-License-Identifier: Apache-2.0
package org.sparsil.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.sparsil.compress.prune.SparsityMask;
import org.sparsil.compress.prune.SparsityReport;
import org.sparsil.graph.Graph;
import org.sparsil.graph.LayerWeights;
import org.sparsil.tensor.FloatTensor;

/**
 * How a network was made smaller, and what it lost. Accuracies are shares of frames whose class is
 * right, from 0 to 1. A density is the share of weights, not counting biases, that are not 0.
 *
 * @param data what it was trained and tested on, in words
 * @param uncompressed the float network on the test set, {@code float} in JSON
 * @param pruned the pruned and retrained network on the test set
 * @param compressed the network with shared weights, fine-tuned, on the test set
 * @param integer the integer network on the test set, if it has an integer form
 * @param stages what was done, in order
 * @param sparsity of the compressed network
 * @param codebooks what the shared weights cost in hardware, of layers where they are integers
 * @param sweep other numbers of clusters, if they were tried
 * @param digitSweep other numbers of signed digits, if they were tried
 */
public record CompressionReport(
    String network,
    long seed,
    String data,
    @JsonProperty("float") Uncompressed uncompressed,
    Pruned pruned,
    Compressed compressed,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<IntegerNetwork> integer,
    Bytes bytes,
    List<Stage> stages,
    SparsityReport sparsity,
    TrainingHistory history,
    List<CodebookCost> codebooks,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<ClusterSweep> sweep,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<DigitSweep> digitSweep) {
  public CompressionReport {
    stages = List.copyOf(stages);
    codebooks = List.copyOf(codebooks);
  }

  /** The float network. */
  public record Uncompressed(double accuracy) {
    public Uncompressed {
      Percent.checkShare("accuracy", accuracy);
    }
  }

  /** The network without its small weights. */
  public record Pruned(double accuracy, double density) {
    public Pruned {
      Percent.checkShare("accuracy", accuracy);
      Percent.checkShare("density", density);
    }
  }

  /**
   * The network whose weights share values.
   *
   * @param clusters shared values in the layer that has most, not counting 0
   */
  public record Compressed(double accuracy, double density, int clusters) {
    public Compressed {
      Percent.checkShare("accuracy", accuracy);
      Percent.checkShare("density", density);
    }
  }

  /** The network as hardware computes it. */
  public record IntegerNetwork(double accuracy, int weightBits, int activationBits) {
    public IntegerNetwork {
      Percent.checkShare("accuracy", accuracy);
    }
  }

  /**
   * What the parameters take.
   *
   * @param float32 four bytes for each weight and bias of the float network
   * @param container the size of the compressed file
   * @param perStage the size after each step of coding, in order
   */
  public record Bytes(long float32, long container, Map<String, Long> perStage) {
    public Bytes {
      if (float32 <= 0 || container <= 0) {
        throw new IllegalArgumentException(
            "%d and %d bytes: networks have parameters".formatted(float32, container));
      }
      perStage = Collections.unmodifiableMap(new LinkedHashMap<>(perStage));
    }
  }

  /**
   * The network after a step, on the validation set.
   *
   * @param done what the step did, in words
   * @param loss mean over the validation frames
   * @param nonzeros weights that are not 0
   * @param density their share of all weights
   * @param clusters shared values of each layer, not counting 0; empty before weights are shared
   */
  public record Stage(
      String name,
      String done,
      double accuracy,
      double loss,
      long nonzeros,
      double density,
      Map<String, Integer> clusters) {
    public Stage {
      Percent.checkShare("accuracy", accuracy);
      Percent.checkShare("density", density);
      clusters = Collections.unmodifiableMap(new LinkedHashMap<>(clusters));
    }

    /** Counts the weights of a network. */
    public static Stage of(
        String name,
        String done,
        double accuracy,
        double loss,
        Graph graph,
        Map<String, Integer> clusters) {
      List<FloatTensor> weights =
          graph.layers().stream()
              .flatMap(layer -> LayerWeights.of(layer).stream())
              .map(LayerWeights::values)
              .toList();
      long nonzeros =
          weights.stream().mapToLong(one -> SparsityMask.ofNonZero(one).survivors()).sum();
      long all = weights.stream().mapToLong(FloatTensor::size).sum();
      double density = all == 0 ? 1 : (double) nonzeros / all;
      return new Stage(name, done, accuracy, loss, nonzeros, density, clusters);
    }
  }

  /** For the terminal. */
  public String print() {
    List<String> parts = new ArrayList<>();
    parts.addAll(
        List.of(
            "%s: seed %d; %s\n".formatted(network, seed, data),
            stepTable().print(),
            "on the validation set:\n" + stageTable().print(),
            sparsity + "\n",
            "on the test set:\n" + testTable().print(),
            bytesTable().print()));
    if (!codebooks.isEmpty()) {
      parts.add(CodebookCost.table(codebooks).print());
    }
    digitSweep.ifPresent(sweep -> parts.add("on the validation set:\n" + sweep.table().print()));
    parts.add(summary() + "\n");
    return String.join("\n", parts);
  }

  /** What was won and what was lost. */
  public String summary() {
    return String.format(
        Locale.ROOT,
        "%.1f times smaller: %,d bytes instead of %,d; accuracy %s instead of %s.",
        (double) bytes.float32() / bytes.container(),
        bytes.container(),
        bytes.float32(),
        Percent.of(compressed.accuracy(), 2),
        Percent.of(uncompressed.accuracy(), 2));
  }

  /** What each stage did. */
  TextTable stepTable() {
    TextTable table = new TextTable("stage", "what was done");
    stages.forEach(stage -> table.add(stage.name(), stage.done()));
    return table;
  }

  /** A row per stage. */
  TextTable stageTable() {
    TextTable table = new TextTable("stage", "accuracy", "loss", "weights", "density", "clusters");
    for (Stage stage : stages) {
      table.add(
          stage.name(),
          Percent.of(stage.accuracy(), 2),
          String.format(Locale.ROOT, "%.4f", stage.loss()),
          String.format(Locale.ROOT, "%,d", stage.nonzeros()),
          Percent.of(stage.density(), 2),
          span(stage.clusters()));
    }
    return table;
  }

  /** {@code 16}, {@code 4-16} or {@code -}. */
  private static String span(Map<String, Integer> clusters) {
    if (clusters.isEmpty()) {
      return "-";
    }
    int least = Collections.min(clusters.values());
    int most = Collections.max(clusters.values());
    return least == most ? String.valueOf(most) : least + "-" + most;
  }

  /** A row per network that was tested, with what it lost against the float one. */
  TextTable testTable() {
    TextTable table = new TextTable("network", "accuracy", "points", "which is");
    addTested(table, "float", uncompressed.accuracy(), "all weights");
    addTested(
        table, "pruned", pruned.accuracy(), Percent.of(pruned.density(), 2) + " of the weights");
    addTested(
        table,
        "compressed",
        compressed.accuracy(),
        "%s of the weights, codebooks of up to %d values"
            .formatted(Percent.of(compressed.density(), 2), compressed.clusters()));
    integer.ifPresent(
        one ->
            addTested(
                table,
                "integer",
                one.accuracy(),
                "weights of %d bits, activations of %d"
                    .formatted(one.weightBits(), one.activationBits())));
    return table;
  }

  private void addTested(TextTable table, String name, double accuracy, String what) {
    double points = 100 * (accuracy - uncompressed.accuracy());
    table.add(name, Percent.of(accuracy, 2), String.format(Locale.ROOT, "%+.2f", points), what);
  }

  /** A row per step of coding. */
  TextTable bytesTable() {
    TextTable table = new TextTable("parameters", "bytes", "share", "times smaller");
    addBytes(table, "float32", bytes.float32());
    bytes.perStage().forEach((stage, size) -> addBytes(table, stage, size));
    addBytes(table, "container", bytes.container());
    return table;
  }

  private void addBytes(TextTable table, String what, long size) {
    table.add(
        what,
        String.format(Locale.ROOT, "%,d", size),
        Percent.of(size, bytes.float32(), 2),
        String.format(Locale.ROOT, "%.1f", (double) bytes.float32() / size));
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.sparsil.compress.prune.SparsityReport;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.report.CompressionReport.Bytes;
import org.sparsil.report.CompressionReport.Compressed;
import org.sparsil.report.CompressionReport.IntegerNetwork;
import org.sparsil.report.CompressionReport.Pruned;
import org.sparsil.report.CompressionReport.Stage;
import org.sparsil.report.CompressionReport.Uncompressed;
import org.sparsil.report.chart.Histogram;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.Shape;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CompressionReportTest {
  private static final Graph DENSE = network(0.5f, -0.25f, 0.125f, 0.75f);
  private static final Graph SHARED = network(0.5f, 0, 0, 0.5f);

  private static Graph network(float... weights) {
    return new Graph(
        "net",
        "x",
        Shape.of(2),
        List.of(
            new Layer.Dense(
                "fc<1>",
                "x",
                FloatTensor.of(Shape.of(2, 2), weights),
                FloatTensor.vector(1, 2),
                Optional.empty())),
        "fc<1>");
  }

  private static CompressionReport report(String name, Optional<IntegerNetwork> integer) {
    Map<String, Long> perStage = new LinkedHashMap<>();
    perStage.put("pruned", 18L);
    perStage.put("huffman", 10L);
    return new CompressionReport(
        name,
        7,
        "6 frames to train, 4 to validate, 8 to test",
        new Uncompressed(0.875),
        new Pruned(0.75, 0.5),
        new Compressed(0.875, 0.5, 1),
        integer,
        new Bytes(24, 12, perStage),
        List.of(
            Stage.of("float", "trained for 1 epoch", 0.75, 0.5, DENSE, Map.of()),
            Stage.of("shared", "1 value", 1, 0.25, SHARED, Map.of("fc<1>", 1))),
        SparsityReport.of(SHARED),
        new TrainingHistory(
            List.of(
                new TrainingHistory.Epoch("training", 1, 0.75, 0.75, 0.5),
                new TrainingHistory.Epoch("fine-tuning", 2, 0.5, 1, 0.25))),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void theTerminalShowsWhatWasDoneWhatWasWonAndWhatWasLost() {
    assertThat(report("net", Optional.of(new IntegerNetwork(0.75, 8, 6))).print())
        .isEqualTo(
            """
            net: seed 7; 6 frames to train, 4 to validate, 8 to test

            stage   what was done
            float   trained for 1 epoch
            shared  1 value

            on the validation set:
            stage   accuracy    loss  weights   density  clusters
            float    75.00 %  0.5000        4  100.00 %         -
            shared  100.00 %  0.2500        2   50.00 %         1

            fc<1>.weight | nonzeros = 2 / 4 ( 50.00%) | total_pruned = 2 | shape = (2, 2)
            fc<1>.bias   | nonzeros = 2 / 2 (100.00%) | total_pruned = 0 | shape = (2,)
            alive: 4, pruned : 2, total: 6, Compression rate : 1.50x ( 33.33% pruned)

            on the test set:
            network     accuracy  points  which is
            float        87.50 %   +0.00  all weights
            pruned       75.00 %  -12.50  50.00 % of the weights
            compressed   87.50 %   +0.00  50.00 % of the weights, codebooks of up to 1 values
            integer      75.00 %  -12.50  weights of 8 bits, activations of 6

            parameters  bytes     share  times smaller
            float32        24  100.00 %            1.0
            pruned         18   75.00 %            1.3
            huffman        10   41.67 %            2.4
            container      12   50.00 %            2.0

            2.0 times smaller: 12 bytes instead of 24; accuracy 87.50 % instead of 87.50 %.
            """);
  }

  @Test
  void programsFindTheSameFigures() {
    String printed = Json.print(report("net", Optional.of(new IntegerNetwork(0.75, 8, 6))));
    JsonNode json = JsonMapper.shared().readTree(printed);
    JsonNode head =
        JsonMapper.shared()
            .readTree(
                """
                {"network": "net", "seed": 7,
                 "data": "6 frames to train, 4 to validate, 8 to test",
                 "float": {"accuracy": 0.875},
                 "pruned": {"accuracy": 0.75, "density": 0.5},
                 "compressed": {"accuracy": 0.875, "density": 0.5, "clusters": 1},
                 "integer": {"accuracy": 0.75, "weightBits": 8, "activationBits": 6},
                 "bytes": {"float32": 24, "container": 12, "perStage": {"pruned": 18, "huffman": 10}}}
                """);
    assertThat(json.propertyNames())
        .containsExactly(
            "network",
            "seed",
            "data",
            "float",
            "pruned",
            "compressed",
            "integer",
            "bytes",
            "stages",
            "sparsity",
            "history",
            "codebooks");
    for (String name : head.propertyNames()) {
      assertThat(json.get(name)).as(name).isEqualTo(head.get(name));
    }
    assertThat(json.at("/stages/1/clusters/fc<1>").asInt()).isEqualTo(1);
    assertThat(json.at("/sparsity/tensors/0/nonzeros").asInt()).isEqualTo(2);
    assertThat(json.at("/history/epochs/1/phase").asString()).isEqualTo("fine-tuning");
  }

  @Test
  void aNetworkWithoutIntegerFormSaysNothingOfIt() {
    CompressionReport report = report("net", Optional.empty());
    assertThat(JsonMapper.shared().readTree(Json.print(report)).has("integer")).isFalse();
    assertThat(report.print()).doesNotContain("integer");
  }

  @Test
  void thePageHoldsTablesAndPicturesAndNeedsNothingElse() {
    List<Histogram> weights =
        new WeightHistory(
                List.of(
                    new WeightHistory.Stage("before", DENSE, Histogram.Form.INTERVALS),
                    new WeightHistory.Stage("shared", SHARED, Histogram.Form.STEMS)))
            .charts();
    String page = CompressionPage.print(report("a<script>b", Optional.empty()), weights);
    assertThat(page)
        .contains(
            "<h1>a&lt;script&gt;b</h1>",
            "2.0 times smaller",
            "<td>pruned</td>",
            ">accuracy (%)</text>",
            ">Weights of layer &#39;fc&lt;1&gt;&#39;</text>",
            ">2 weights of 1 values</text>",
            "fc&lt;1&gt;.weight | nonzeros = 2 / 4")
        .doesNotContain("<script", "src=", "href=", "url(", "@import");
    assertThat(Pattern.compile("<svg ").matcher(page).results()).hasSize(2);
  }

  @Test
  void aShareIsNoPercentage() {
    assertThatThrownBy(() -> new Uncompressed(98.1)).hasMessageContaining("98.1");
    assertThatThrownBy(() -> new Pruned(0.5, Double.NaN)).hasMessageContaining("density NaN");
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.sparsil.compress.container.CoderChoice;
import org.sparsil.compress.container.Container;
import org.sparsil.compress.container.ContainerOptions;
import org.sparsil.compress.container.ContainerReport;
import org.sparsil.compress.prune.SparsityMasks;
import org.sparsil.compress.prune.SparsityReport;
import org.sparsil.compress.train.Evaluation;
import org.sparsil.compress.train.Recipe;
import org.sparsil.compress.train.RecipeReader;
import org.sparsil.compress.train.RecipeTraining;
import org.sparsil.compress.train.Score;
import org.sparsil.compress.train.Stage;
import org.sparsil.compress.train.TrainingProgress;
import org.sparsil.compress.train.TrainingSplit;
import org.sparsil.diag.Diagnostics;
import org.sparsil.emit.OutputFile;
import org.sparsil.emit.OutputFolder;
import org.sparsil.frontend.OnnxWriter;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.graph.LayerWeights;
import org.sparsil.graph.WeightCodebook;
import org.sparsil.report.ClusterSweep;
import org.sparsil.report.CodebookCost;
import org.sparsil.report.CompressionPage;
import org.sparsil.report.CompressionReport;
import org.sparsil.report.DigitSweep;
import org.sparsil.report.Json;
import org.sparsil.report.TrainingHistory;
import org.sparsil.report.WeightHistory;
import org.sparsil.report.chart.Chart;
import org.sparsil.report.chart.Histogram;
import org.sparsil.tensor.Dataset;

/** The whole way from a model to a folder with a smaller one. */
final class Compression {
  /** The stage between the start and pruning: what was pruned in the end goes at once. */
  private static final String CUT = "cut";

  /** How weights are shared in trials where the recipe does not say. */
  private static final Recipe.Phase PLAIN_SHARING =
      new Recipe.Phase(
          "share",
          Optional.empty(),
          Optional.of(
              new Recipe.Share(16, Optional.empty(), OptionalInt.empty(), OptionalInt.empty())),
          OptionalInt.empty(),
          OptionalInt.empty(),
          OptionalInt.empty(),
          0,
          3e-4);

  private final RecipeFile recipe;
  private final Files files;
  private final ContainerOptions container;
  private final Sweep sweep;
  private final Diagnostics notes;
  private final TrainingProgress progress;

  /** What is read. */
  record Files(Path model, Path data, Optional<Path> teacher) {}

  /**
   * What else to try.
   *
   * @param clusters other numbers of shared values
   * @param digits other limits of their signed digits
   * @param epochs of retraining, in place of the recipe's
   */
  record Sweep(List<Integer> clusters, List<Integer> digits, OptionalInt epochs) {}

  /** What came of it. */
  record Result(CompressionReport report, boolean interrupted) {}

  Compression(
      RecipeFile recipe,
      Files files,
      OptionalInt zeroRunBits,
      Sweep sweep,
      Diagnostics notes,
      TrainingProgress progress) {
    this.recipe = recipe;
    this.files = files;
    this.container = new ContainerOptions(CoderChoice.AUTO, zeroRunBits);
    this.sweep = sweep;
    this.notes = notes;
    this.progress = progress;
  }

  /**
   * Compresses.
   *
   * @param folder replaced by the result; as it was if anything fails
   * @throws org.sparsil.diag.UserException if it cannot be done
   */
  Result run(Path folder) {
    OutputFolder.requireReplaceable(folder);
    Graph start = ModelFile.read(files.model(), notes);
    Optional<Graph> teacher = teacherFile().map(file -> ModelFile.read(file, notes));
    TrainingData data = TrainingData.read(recipe, files.data(), start.inputShape());
    TrainingSplit split = data.split(recipe.recipe().training().seed());
    RecipeTraining.Outcome outcome =
        RecipeTraining.run(recipe.recipe(), start, split, teacher, progress);
    Optional<Graph> floats = outcome.last(Stage.Kind.FLOAT).map(Stage::graph);
    Trials trials =
        new Trials(
            recipe.recipe(),
            outcome.last(Stage.Kind.PRUNED).or(() -> outcome.last(Stage.Kind.FLOAT)).orElseThrow(),
            split,
            teacher.or(() -> floats),
            sweep.epochs(),
            progress);
    CompressionReport report = report(outcome, split, data.test(), trials);
    write(folder, outcome, report);
    return new Result(report, outcome.interrupted());
  }

  private Optional<Path> teacherFile() {
    return files
        .teacher()
        .or(
            () ->
                recipe
                    .recipe()
                    .training()
                    .distill()
                    .flatMap(Recipe.Distill::teacher)
                    .map(name -> recipe.folder().orElse(Path.of("")).resolve(name)));
  }

  /** The recipe's own way of sharing, with other numbers of clusters. */
  private Optional<ClusterSweep> clusterSweep(Trials trials) {
    List<ClusterSweep.Trial> done = new ArrayList<>();
    for (int clusters : sweep.clusters()) {
      trials
          .run(share -> share.withClusters(clusters))
          .ifPresent(
              tried ->
                  done.add(
                      new ClusterSweep.Trial(
                          clusters, tried.treated().accuracy(), tried.validation().accuracy())));
    }
    return done.isEmpty()
        ? Optional.empty()
        : Optional.of(new ClusterSweep(trials.start().validation().accuracy(), done));
  }

  private Optional<DigitSweep> digitSweep(Trials trials) {
    List<DigitSweep.Trial> done = new ArrayList<>();
    for (int digits : sweep.digits()) {
      trials
          .run(share -> share.withDigits(digits))
          .ifPresent(
              tried ->
                  done.add(
                      new DigitSweep.Trial(
                          digits,
                          CodebookCost.of(tried.graph()).stream()
                              .mapToInt(CodebookCost::adders)
                              .sum(),
                          tried.treated().accuracy(),
                          tried.validation().accuracy())));
    }
    return done.isEmpty() ? Optional.empty() : Optional.of(new DigitSweep(done));
  }

  /**
   * The recipe's own way of sharing, changed.
   *
   * @param start the network before weights were shared
   */
  private record Trials(
      Recipe recipe,
      Stage start,
      TrainingSplit split,
      Optional<Graph> teacher,
      OptionalInt epochs,
      TrainingProgress progress) {
    /** Empty if it was interrupted. */
    Optional<Stage> run(UnaryOperator<Recipe.Share> change) {
      Recipe.Phase pattern =
          recipe.training().phases().stream()
              .filter(phase -> phase.share().isPresent())
              .findFirst()
              .orElse(PLAIN_SHARING);
      Recipe.Phase phase =
          pattern
              .withShare(pattern.share().map(change))
              .withEpochs(epochs.orElse(pattern.epochs()));
      RecipeTraining.Outcome tried =
          RecipeTraining.run(
              recipe.withPhases(List.of(phase)), start.graph(), split, teacher, progress);
      return tried.interrupted() ? Optional.empty() : Optional.of(tried.last());
    }
  }

  private CompressionReport report(
      RecipeTraining.Outcome outcome, TrainingSplit split, Dataset test, Trials trials) {
    Graph compressed = outcome.graph();
    Stage floats = outcome.last(Stage.Kind.FLOAT).orElseThrow();
    Optional<Stage> pruned = outcome.last(Stage.Kind.PRUNED);
    Settings settings = settings();
    return new CompressionReport(
        recipe.recipe().name(),
        recipe.recipe().training().seed(),
        "%s: %,d frames to learn from, %,d to choose by, %,d to test with"
            .formatted(
                files.data().getFileName(),
                split.training().size(),
                split.validation().size(),
                test.size()),
        new CompressionReport.Uncompressed(Evaluation.of(floats.graph(), test).accuracy()),
        pruned(pruned.map(Stage::graph).orElse(floats.graph()), test),
        new CompressionReport.Compressed(
            Evaluation.of(compressed, test).accuracy(),
            density(compressed),
            clusters(compressed).values().stream().mapToInt(Integer::intValue).max().orElse(0)),
        IntegerForm.of(
                compressed, settings, DataFiles.sample(split.training().frames(), 1000), notes)
            .map(form -> form.test(test, notes)),
        bytes(compressed),
        stages(outcome, split),
        SparsityReport.of(compressed),
        history(outcome),
        CodebookCost.of(compressed),
        clusterSweep(trials),
        digitSweep(trials));
  }

  private Settings settings() {
    Map<String, String> chosen = new LinkedHashMap<>();
    recipe.recipe().training().phases().stream()
        .flatMapToInt(phase -> phase.activationBits().stream())
        .forEach(bits -> chosen.put(Settings.ACTIVATION_BITS.name(), String.valueOf(bits)));
    return Settings.DEFAULT.with(chosen);
  }

  private static CompressionReport.Pruned pruned(Graph graph, Dataset test) {
    return new CompressionReport.Pruned(Evaluation.of(graph, test).accuracy(), density(graph));
  }

  private static double density(Graph graph) {
    return CompressionReport.Stage.of("", "", 0, 0, graph, Map.of()).density();
  }

  /** How many values other than 0 the weights of each layer take, where they are few. */
  private static Map<String, Integer> clusters(Graph graph) {
    Map<String, Integer> clusters = new LinkedHashMap<>();
    for (Layer layer : graph.layers()) {
      LayerWeights.of(layer)
          .flatMap(weights -> WeightCodebook.find(weights.values()))
          .ifPresent(levels -> clusters.put(layer.name(), levels.size()));
    }
    return clusters;
  }

  private CompressionReport.Bytes bytes(Graph compressed) {
    ContainerReport sizes = Container.report(compressed, container);
    return new CompressionReport.Bytes(
        Float.BYTES * SparsityReport.of(compressed).total(),
        sizes.containerBytes(),
        sizes.bytesPerStage());
  }

  /** The stages, and between start and pruning the start without what was pruned in the end. */
  private static List<CompressionReport.Stage> stages(
      RecipeTraining.Outcome outcome, TrainingSplit split) {
    List<CompressionReport.Stage> stages = new ArrayList<>();
    for (Stage stage : outcome.stages()) {
      if (stage.kind() == Stage.Kind.PRUNED
          && !stage.treated().equals(stage.validation())
          && stages.stream().noneMatch(one -> one.name().equals(CUT))) {
        Graph cut = cut(outcome);
        stages.add(
            stage(CUT, "the same weights go at once", cut, Evaluation.of(cut, split.validation())));
      }
      stages.add(stage(stage.name(), stage.done(), stage.graph(), stage.validation()));
    }
    return stages;
  }

  private static CompressionReport.Stage stage(
      String name, String done, Graph graph, Score validation) {
    return CompressionReport.Stage.of(
        name, done, validation.accuracy(), validation.loss(), graph, clusters(graph));
  }

  /** The network before pruning, without the weights that pruning takes. */
  private static Graph cut(RecipeTraining.Outcome outcome) {
    Graph pruned = outcome.last(Stage.Kind.PRUNED).orElseThrow().graph();
    Graph floats = outcome.last(Stage.Kind.FLOAT).orElseThrow().graph();
    return SparsityMasks.ofNonZero(pruned).hold(floats);
  }

  private static TrainingHistory history(RecipeTraining.Outcome outcome) {
    List<TrainingHistory.Epoch> epochs = new ArrayList<>();
    outcome
        .history()
        .forEach(
            epoch ->
                epochs.add(
                    new TrainingHistory.Epoch(
                        epoch.phase(),
                        epochs.size() + 1,
                        epoch.trainingLoss(),
                        epoch.validation().accuracy(),
                        epoch.validation().loss())));
    return new TrainingHistory(epochs);
  }

  private static List<Histogram> pictures(RecipeTraining.Outcome outcome) {
    List<WeightHistory.Stage> stages = new ArrayList<>();
    outcome
        .last(Stage.Kind.FLOAT)
        .ifPresent(
            one ->
                stages.add(
                    new WeightHistory.Stage("before", one.graph(), Histogram.Form.INTERVALS)));
    Optional<Stage> pruned = outcome.last(Stage.Kind.PRUNED);
    if (pruned.isPresent()) {
      stages.add(new WeightHistory.Stage("pruned", cut(outcome), Histogram.Form.INTERVALS));
      stages.add(
          new WeightHistory.Stage("retrained", pruned.get().graph(), Histogram.Form.INTERVALS));
    }
    if (!clusters(outcome.graph()).isEmpty()) {
      stages.add(new WeightHistory.Stage("shared", outcome.graph(), Histogram.Form.STEMS));
    }
    return new WeightHistory(stages).charts();
  }

  private void write(Path folder, RecipeTraining.Outcome outcome, CompressionReport report) {
    List<Histogram> weights = pictures(outcome);
    List<OutputFile> written = new ArrayList<>();
    written.add(new OutputFile("model.onnx", target -> OnnxWriter.write(outcome.graph(), target)));
    written.add(
        new OutputFile(
            OutputFolder.CONTAINER,
            target -> target.write(Container.pack(outcome.graph(), container))));
    outcome
        .last(Stage.Kind.PRUNED)
        .ifPresent(
            stage ->
                written.add(
                    new OutputFile(
                        "pruned.sparsil",
                        target -> target.write(Container.pack(stage.graph(), container)))));
    written.add(OutputFile.text("recipe.yaml", RecipeReader.print(recipe.recipe())));
    written.add(OutputFile.text("report.json", Json.print(report)));
    written.add(OutputFile.text("index.html", CompressionPage.print(report, weights)));
    int number = 0;
    for (Chart chart : weights) {
      written.add(OutputFile.text("weights-%d.svg".formatted(++number), chart.toSvg()));
    }
    if (!report.history().epochs().isEmpty()) {
      written.add(
          OutputFile.text("training.svg", report.history().chart(report.network()).toSvg()));
    }
    report
        .sweep()
        .ifPresent(
            tried ->
                written.add(
                    OutputFile.text("clusters.svg", tried.chart(report.network()).toSvg())));
    OutputFolder.write(folder, written);
  }
}

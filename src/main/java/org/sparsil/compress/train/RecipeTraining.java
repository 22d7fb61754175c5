// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sparsil.compress.QuantizeActivations;
import org.sparsil.compress.cluster.LevelSet;
import org.sparsil.compress.cluster.ShareIntegerWeights;
import org.sparsil.compress.cluster.ShareWeights;
import org.sparsil.compress.cluster.SharedNetwork;
import org.sparsil.compress.prune.PruneByPercentile;
import org.sparsil.compress.prune.PruneByStandardDeviation;
import org.sparsil.compress.prune.PruneLayersToDensity;
import org.sparsil.compress.prune.PruneToDensity;
import org.sparsil.compress.prune.PruningRule;
import org.sparsil.compress.prune.SparsityMasks;
import org.sparsil.diag.Code;
import org.sparsil.diag.UserException;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.graph.LayerWeights;
import org.sparsil.tensor.FloatTensor;

/**
 * Follows the phases of a {@link Recipe}. Only phases that train need the training engine; the
 * others prune, share and round without it.
 */
public final class RecipeTraining implements AutoCloseable {
  /** Frames that tell the ranges of values between layers. */
  private static final int CALIBRATION_FRAMES = 1000;

  private final Recipe.Training training;
  private final TrainingSplit data;
  private final Optional<Graph> givenTeacher;
  private final List<Epoch> history = new ArrayList<>();
  private final TrainingProgress progress;
  private Optional<Trainer> trainer = Optional.empty();

  /**
   * What came of it.
   *
   * @param stages the start and the end of each phase
   * @param interrupted whether it was stopped before the last phase was done
   */
  public record Outcome(List<Stage> stages, List<Epoch> history, boolean interrupted) {
    public Outcome {
      stages = List.copyOf(stages);
      history = List.copyOf(history);
    }

    /** The network in the end. */
    public Graph graph() {
      return last().graph();
    }

    public Stage last() {
      return stages.get(stages.size() - 1);
    }

    /** The last network to which no more was done, if there is one. */
    public Optional<Stage> last(Stage.Kind kind) {
      return stages.stream().filter(stage -> stage.kind() == kind).reduce((a, b) -> b);
    }
  }

  private RecipeTraining(
      Recipe.Training training,
      TrainingSplit data,
      Optional<Graph> givenTeacher,
      TrainingProgress progress) {
    this.training = training;
    this.data = data;
    this.givenTeacher = givenTeacher;
    this.progress = progress;
  }

  /**
   * Takes a network through the phases.
   *
   * @param teacher for recipes that distill, in place of the network itself
   */
  public static Outcome run(
      Recipe recipe,
      Graph start,
      TrainingSplit data,
      Optional<Graph> teacher,
      TrainingProgress progress) {
    try (RecipeTraining run = new RecipeTraining(recipe.training(), data, teacher, progress)) {
      Outcome outcome = run.phases(start);
      return recipe.roundTo().isPresent()
          ? run.rounded(outcome, recipe.roundTo().getAsDouble())
          : outcome;
    }
  }

  private Outcome phases(Graph start) {
    if (training.phases().stream().anyMatch(phase -> phase.epochs() > 0)) {
      trainer(); // Now, so that it counts the first score too, which takes the reference minutes.
    }
    List<Stage> stages = new ArrayList<>();
    TrainableNetwork network = TrainableNetwork.of(start);
    Score first = score(start);
    stages.add(new Stage("start", Stage.Kind.FLOAT, "as it came", start, first, first));
    Graph unpruned = start;
    for (Recipe.Phase phase : training.phases()) {
      if (progress.isStopped()) {
        return new Outcome(stages, history, true);
      }
      Stage before = stages.get(stages.size() - 1);
      Stage.Kind kind = kind(phase, before.kind());
      if (before.kind() == Stage.Kind.FLOAT) {
        unpruned = before.graph();
      }
      Optional<PruningPlan> pruning = Optional.empty();
      if (phase.prune().isPresent()) {
        Recipe.Prune prune = phase.prune().get();
        if (phase.epochs() > 0 && prune.over().orElse(0) > 0) {
          pruning = Optional.of(plan(network.toGraph(), phase, prune));
        } else {
          network = network.prune(rule(network.toGraph(), phase, prune).masks(network.toGraph()));
        }
      }
      network = rounded(shared(network, phase), phase);
      if (phase.epochs() > 0) {
        Optional<Teacher> teacher = teacher(kind, unpruned);
        Trainer.Trained trained =
            trainer()
                .train(
                    network, data.training(), data.validation(), options(phase, teacher, pruning));
        network = trained.network();
        stages.add(
            new Stage(
                phase.name(),
                kind,
                phase.done(),
                network.toGraph(),
                trained.start(),
                trained.validation()));
      } else {
        Graph graph = network.toGraph();
        Score score = score(graph);
        stages.add(new Stage(phase.name(), kind, phase.done(), graph, score, score));
      }
    }
    return new Outcome(stages, history, progress.isStopped());
  }

  private static Stage.Kind kind(Recipe.Phase phase, Stage.Kind before) {
    Stage.Kind kind = before;
    if (phase.prune().isPresent() && kind == Stage.Kind.FLOAT) {
      kind = Stage.Kind.PRUNED;
    }
    if (phase.share().isPresent() && kind.compareTo(Stage.Kind.SHARED) < 0) {
      kind = Stage.Kind.SHARED;
    }
    boolean rounds = phase.activationBits().isPresent() || phase.weightBits().isPresent();
    return rounds ? Stage.Kind.QUANTIZED : kind;
  }

  private PruningPlan plan(Graph graph, Recipe.Phase phase, Recipe.Prune prune) {
    int stepsPerEpoch = (data.training().size() + training.batchSize() - 1) / training.batchSize();
    int steps = (int) (prune.over().orElse(0) * phase.epochs() * stepsPerEpoch);
    SparsityMasks present = SparsityMasks.ofNonZero(graph);
    if (prune.density().isPresent()) {
      long total = 0;
      for (Layer layer : graph.layers()) {
        total += LayerWeights.of(layer).map(weights -> weights.values().size()).orElse(0);
      }
      double before = total == 0 ? 1 : (double) present.survivors() / total;
      return PruningPlan.wholeNetwork(before, prune.density().getAsDouble(), steps);
    }
    return PruningPlan.layerByLayer(rule(graph, phase, prune).masks(graph), present, steps);
  }

  private static PruningRule rule(Graph graph, Recipe.Phase phase, Recipe.Prune prune) {
    if (prune.percentile().isPresent()) {
      return new PruneByPercentile(prune.percentile().getAsDouble(), PruneByPercentile.Scope.LAYER);
    }
    if (prune.std().isPresent()) {
      return new PruneByStandardDeviation(prune.std().getAsDouble());
    }
    if (prune.density().isPresent()) {
      return new PruneToDensity(prune.density().getAsDouble());
    }
    Map<String, Double> densities = prune.densities().orElse(Map.of());
    List<String> known =
        graph.layers().stream()
            .filter(layer -> LayerWeights.of(layer).isPresent())
            .map(Layer::name)
            .toList();
    for (String layer : densities.keySet()) {
      if (!known.contains(layer)) {
        throw new UserException(
            "phase '%s'".formatted(phase.name()),
            Code.CONFIG_002,
            "prunes layer '%s', which the network does not have".formatted(layer),
            "its layers with weights are " + String.join(", ", known));
      }
    }
    return new PruneLayersToDensity(densities);
  }

  private TrainableNetwork shared(TrainableNetwork network, Recipe.Phase phase) {
    if (phase.share().isEmpty()) {
      return network;
    }
    Recipe.Share share = phase.share().get();
    Graph graph = network.toGraph();
    if (share.weightBits().isPresent()) {
      LevelSet levels = new LevelSet(share.weightBits().getAsInt(), share.digits());
      return network.share(
          new ShareIntegerWeights(layer -> share.clusters(), levels).apply(graph), levels);
    }
    SharedNetwork shared =
        new ShareWeights(
                layer -> share.clusters(),
                share.init().orElse(Recipe.Init.OPTIMAL).clustering(training.seed()))
            .apply(graph);
    return network.share(shared);
  }

  private TrainableNetwork rounded(TrainableNetwork network, Recipe.Phase phase) {
    TrainableNetwork rounded = network;
    if (phase.weightBits().isPresent()) {
      rounded = rounded.roundWeights(phase.weightBits().getAsInt());
    }
    if (phase.biasBits().isPresent()) {
      rounded = rounded.roundBiases(phase.biasBits().getAsInt());
    }
    if (phase.activationBits().isPresent()) {
      QuantizeActivations pass =
          new QuantizeActivations(phase.activationBits().getAsInt(), calibrationFrames());
      rounded = rounded.in(pass.apply(rounded.toGraph()));
    }
    return rounded;
  }

  private List<FloatTensor> calibrationFrames() {
    List<FloatTensor> all = data.training().frames();
    List<FloatTensor> chosen = new ArrayList<>();
    int count = Math.min(all.size(), CALIBRATION_FRAMES);
    for (int i = 0; i < count; i++) {
      chosen.add(all.get((int) ((long) i * all.size() / count)));
    }
    return chosen;
  }

  private Optional<Teacher> teacher(Stage.Kind kind, Graph unpruned) {
    return training
        .distill()
        .filter(distill -> kind != Stage.Kind.FLOAT || givenTeacher.isPresent())
        .map(
            distill ->
                new Teacher(givenTeacher.orElse(unpruned), distill.temperature(), distill.share()));
  }

  private TrainingOptions options(
      Recipe.Phase phase, Optional<Teacher> teacher, Optional<PruningPlan> pruning) {
    return new TrainingOptions(
        phase.name(),
        training.loss(),
        training.seed(),
        phase.epochs(),
        training.batchSize(),
        phase.learningRate(),
        training.weightDecay(),
        training.augment().map(Recipe.Augment::toAugmentation).orElse(Augmentation.NONE),
        teacher,
        pruning);
  }

  private Outcome rounded(Outcome outcome, double step) {
    Graph graph = TrainableNetwork.of(outcome.graph()).rounded(step).toGraph();
    Stage last = outcome.last();
    List<Stage> stages = new ArrayList<>(outcome.stages());
    Score score = score(graph);
    String done = "weights and biases are multiples of " + step;
    stages.add(new Stage("round", last.kind(), done, graph, score, score));
    return new Outcome(stages, outcome.history(), outcome.interrupted());
  }

  /** By the engine if it runs already, it is much faster. */
  private Score score(Graph graph) {
    return trainer
        .map(one -> one.evaluate(TrainableNetwork.of(graph), data.validation(), training.loss()))
        .orElseGet(() -> Evaluation.of(graph, data.validation()));
  }

  private Trainer trainer() {
    if (trainer.isEmpty()) {
      trainer =
          Optional.of(
              new Trainer(
                  new TrainingProgress() {
                    @Override
                    public void epochDone(Epoch epoch) {
                      history.add(epoch);
                      progress.epochDone(epoch);
                    }

                    @Override
                    public boolean isStopped() {
                      return progress.isStopped();
                    }
                  }));
    }
    return trainer.get();
  }

  @Override
  public void close() {
    trainer.ifPresent(Trainer::close);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.sparsil.diag.Code;
import org.sparsil.diag.UserException;
import org.sparsil.graph.Graph;
import org.sparsil.tensor.Dataset;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.IntTensor;
import org.sparsil.tensor.Shape;

/** Follows a {@link Recipe}. */
public final class RecipeTraining {
  private RecipeTraining() {}

  /**
   * What came of it.
   *
   * @param validation how the network did on the frames that chose the best epoch
   * @param test how it does on frames that played no part in its making
   */
  public record Outcome(Graph graph, Score validation, Score test) {}

  /**
   * Trains the network of the recipe.
   *
   * @param train frames with labels, before the validation frames are taken from them
   * @param test frames with labels
   */
  public static Outcome run(Recipe recipe, Dataset train, Dataset test, TrainingProgress progress) {
    Recipe.Training training = recipe.training();
    Split split = Split.of(train, recipe.data().validationPercent(), training.seed());
    TrainableNetwork network = TrainableNetwork.of(architecture(recipe).untrained(training.seed()));
    try (Trainer trainer = new Trainer(progress)) {
      for (Recipe.Phase phase : training.phases()) {
        network = prepared(network, phase);
        trainer.train(network, split.training(), split.validation(), options(training, phase));
      }
      if (recipe.roundTo().isPresent()) {
        network = network.rounded(recipe.roundTo().getAsDouble());
      }
      return new Outcome(
          network.toGraph(),
          trainer.evaluate(network, split.validation(), training.loss()),
          trainer.evaluate(network, test, training.loss()));
    }
  }

  private static MlpArchitecture architecture(Recipe recipe) {
    Recipe.Network network = recipe.network();
    return new MlpArchitecture(
        recipe.name(),
        new Shape(network.inputShape()),
        network.inputScale(),
        network.hidden().stream()
            .map(
                layer ->
                    new MlpArchitecture.HiddenLayer(layer.size(), layer.activation().function()))
            .toList(),
        network.outputs());
  }

  private static TrainableNetwork prepared(TrainableNetwork network, Recipe.Phase phase) {
    TrainableNetwork prepared = network;
    List<String> layers = network.denseLayers();
    for (int i = 0; i < layers.size(); i++) {
      if (phase.prunePercent().isPresent()) {
        prepared = prepared.prune(layers.get(i), phase.prunePercent().get().get(i));
      }
      if (phase.sharedValues().isPresent()) {
        prepared = prepared.share(layers.get(i), phase.sharedValues().getAsInt());
      }
    }
    return prepared;
  }

  private static TrainingOptions options(Recipe.Training training, Recipe.Phase phase) {
    return new TrainingOptions(
        phase.name(),
        training.loss(),
        training.seed(),
        phase.epochs(),
        training.batchSize(),
        phase.learningRate(),
        training.weightDecay());
  }

  /** The frames to learn from and the frames that choose the best epoch. */
  private record Split(Dataset training, Dataset validation) {
    static Split of(Dataset all, double validationPercent, long seed) {
      if (all.size() == 0) {
        throw new UserException("training data", Code.DATA_001, "there are no frames");
      }
      int held = (int) Math.round(all.size() * validationPercent / 100);
      if (held == 0) {
        return new Split(all, all);
      }
      List<Integer> order = new ArrayList<>(IntStream.range(0, all.size()).boxed().toList());
      Collections.shuffle(order, new Random(seed));
      return new Split(
          chosen(all, order.subList(held, order.size())), chosen(all, order.subList(0, held)));
    }

    private static Dataset chosen(Dataset all, List<Integer> positions) {
      List<FloatTensor> frames = positions.stream().map(i -> all.frames().get(i)).toList();
      int[] labels = positions.stream().mapToInt(i -> all.labels().orElseThrow().get(i)).toArray();
      return new Dataset(frames, Optional.of(IntTensor.vector(labels)));
    }
  }
}

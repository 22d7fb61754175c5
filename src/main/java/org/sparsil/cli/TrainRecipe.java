// SPDX-License-Identifier: Apache-2.0
package org.sparsil.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.sparsil.compress.train.Architecture;
import org.sparsil.compress.train.Evaluation;
import org.sparsil.compress.train.Recipe;
import org.sparsil.compress.train.RecipeTraining;
import org.sparsil.compress.train.Score;
import org.sparsil.compress.train.TrainingProgress;
import org.sparsil.diag.Code;
import org.sparsil.diag.UserException;
import org.sparsil.frontend.OnnxWriter;
import org.sparsil.graph.Graph;

/** From a recipe and its data to an ONNX model. */
final class TrainRecipe {
  private TrainRecipe() {}

  /**
   * What came of it.
   *
   * @param test how the network does on frames that played no part in its making
   */
  record Trained(RecipeTraining.Outcome outcome, Score test) {}

  /**
   * Trains the network of the recipe and writes {@code model.onnx}.
   *
   * @param data a data set, or where the recipe's own data lie if not beside it
   * @param outFolder where {@code model.onnx} goes
   * @throws UserException if the recipe or its data are not good, or the training engine is missing
   */
  static Trained run(RecipeFile file, Path data, Path outFolder, TrainingProgress progress) {
    Recipe recipe = file.recipe();
    Recipe.Network network =
        recipe
            .network()
            .orElseThrow(
                () ->
                    new UserException(
                        file.place(),
                        Code.CONFIG_001,
                        "setting 'network' is missing",
                        "recipes without a network are for: sparsil compress --config"));
    long seed = recipe.training().seed();
    Graph start = Architecture.of(recipe.name(), network).untrained(seed);
    TrainingData all = TrainingData.read(file, data, start.inputShape());
    RecipeTraining.Outcome outcome =
        RecipeTraining.run(recipe, start, all.split(seed), Optional.empty(), progress);
    OnnxWriter.write(outcome.graph(), outFolder.resolve("model.onnx"));
    return new Trained(outcome, Evaluation.of(outcome.graph(), all.test()));
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.sparsil.compress.train.Architecture;
import org.sparsil.compress.train.Evaluation;
import org.sparsil.compress.train.Recipe;
import org.sparsil.compress.train.RecipeReader;
import org.sparsil.compress.train.RecipeTraining;
import org.sparsil.compress.train.Score;
import org.sparsil.compress.train.TrainingProgress;
import org.sparsil.compress.train.TrainingSplit;
import org.sparsil.diag.Code;
import org.sparsil.diag.UserException;
import org.sparsil.frontend.DataReader;
import org.sparsil.frontend.OnnxWriter;
import org.sparsil.graph.Graph;
import org.sparsil.tensor.Dataset;
import org.sparsil.tensor.IntTensor;
import org.sparsil.tensor.Shape;

/** From a recipe file and its data to an ONNX model. */
final class TrainRecipe {
  private final Path recipeFile;
  private final Path dataRoot;

  private TrainRecipe(Path recipeFile, Path dataRoot) {
    this.recipeFile = recipeFile;
    this.dataRoot = dataRoot;
  }

  /**
   * What came of it.
   *
   * @param test how the network does on frames that played no part in its making
   */
  record Trained(RecipeTraining.Outcome outcome, Score test) {}

  /**
   * Trains the network of the recipe and writes {@code model.onnx}.
   *
   * @param recipeFile YAML; its data lie beside it or below {@code dataRoot}
   * @param outFolder where {@code model.onnx} goes
   * @throws UserException if the recipe or its data are not good, or the training engine is missing
   */
  static Trained run(Path recipeFile, Path dataRoot, Path outFolder, TrainingProgress progress) {
    Recipe recipe = RecipeReader.read(recipeFile);
    TrainRecipe paths = new TrainRecipe(recipeFile, dataRoot);
    Recipe.Network network = recipe.network().orElseThrow();
    Recipe.Data data = recipe.data().orElseThrow();
    Shape frameShape = new Shape(network.inputShape());
    Dataset train = paths.dataset(data.train(), frameShape);
    Dataset test = paths.dataset(data.test(), frameShape);
    long seed = recipe.training().seed();
    Graph start = Architecture.of(recipe.name(), network).untrained(seed);
    RecipeTraining.Outcome outcome =
        RecipeTraining.run(
            recipe,
            start,
            TrainingSplit.of(train, data.validationPercent(), seed),
            Optional.empty(),
            progress);
    OnnxWriter.write(outcome.graph(), outFolder.resolve("model.onnx"));
    return new Trained(outcome, Evaluation.of(outcome.graph(), test));
  }

  private Dataset dataset(Recipe.Labelled files, Shape frameShape) {
    Path labelFile = find(files.labels());
    Dataset frames = DataReader.read(find(files.frames()), frameShape);
    IntTensor labels = DataReader.readLabels(labelFile);
    if (labels.size() != frames.size()) {
      throw new UserException(
          labelFile.toString(),
          Code.DATA_004,
          "%d labels for %d frames".formatted(labels.size(), frames.size()));
    }
    return new Dataset(frames.frames(), Optional.of(labels));
  }

  /** Beside the recipe, else below the data folder. */
  private Path find(String name) {
    Path beside = recipeFile.resolveSibling(name);
    if (Files.exists(beside)) {
      return beside;
    }
    Path below = dataRoot.resolve(name);
    if (Files.exists(below)) {
      return below;
    }
    throw new UserException(
        recipeFile.toString(),
        Code.DATA_001,
        "there is no '%s', neither beside the recipe nor below '%s'".formatted(name, dataRoot),
        "say with --data where the data lie");
  }
}

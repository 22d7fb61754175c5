// SPDX-License-Identifier: Apache-2.0
package org.sparsil.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.sparsil.compress.train.Recipe;
import org.sparsil.compress.train.TrainingSplit;
import org.sparsil.diag.Code;
import org.sparsil.diag.UserException;
import org.sparsil.frontend.DataReader;
import org.sparsil.frontend.Split;
import org.sparsil.tensor.Dataset;
import org.sparsil.tensor.IntTensor;
import org.sparsil.tensor.Shape;

/**
 * The labelled frames that a network is made from.
 *
 * @param train before validation frames are taken from them
 * @param validationPercent how many of them choose the best epoch
 * @param test looked at once, when all is done
 */
record TrainingData(Dataset train, double validationPercent, Dataset test) {
  /**
   * Reads what a recipe names, or else both parts of a data set.
   *
   * @param data the data set, or where the files of the recipe are if not beside it
   */
  static TrainingData read(RecipeFile recipe, Path data, Shape frame) {
    if (recipe.recipe().data().isEmpty()) {
      return read(data, frame);
    }
    Recipe.Data own = recipe.recipe().data().get();
    return new TrainingData(
        dataset(recipe, own.train(), data, frame),
        own.validationPercent(),
        dataset(recipe, own.test(), data, frame));
  }

  /** Reads both parts of a data set. */
  static TrainingData read(Path data, Shape frame) {
    return new TrainingData(
        labelled(data, DataReader.read(data, frame, Split.TRAIN)),
        Recipe.USUAL_VALIDATION_PERCENT,
        labelled(data, DataReader.read(data, frame, Split.TEST)));
  }

  TrainingSplit split(long seed) {
    return TrainingSplit.of(train, validationPercent, seed);
  }

  private static Dataset labelled(Path data, Dataset part) {
    if (part.size() == 0 || part.labels().isEmpty()) {
      throw new UserException(
          data.toString(),
          Code.DATA_004,
          "%d frames, but no labels".formatted(part.size()),
          "training needs a folder with two parts and their labels, such as MNIST's four files");
    }
    return part;
  }

  private static Dataset dataset(
      RecipeFile recipe, Recipe.Labelled files, Path dataRoot, Shape frame) {
    Path labelFile = find(recipe, files.labels(), dataRoot);
    Dataset frames = DataReader.read(find(recipe, files.frames(), dataRoot), frame);
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
  private static Path find(RecipeFile recipe, String name, Path dataRoot) {
    Optional<Path> beside =
        recipe.path().map(path -> path.resolveSibling(name)).filter(Files::exists);
    if (beside.isPresent()) {
      return beside.get();
    }
    Path below = dataRoot.resolve(name);
    if (Files.exists(below)) {
      return below;
    }
    throw new UserException(
        recipe.place(),
        Code.DATA_001,
        "there is no '%s', neither beside the recipe nor below '%s'".formatted(name, dataRoot),
        "say with --data where the data lie");
  }
}

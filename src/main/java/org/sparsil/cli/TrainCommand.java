// SPDX-License-Identifier: Apache-2.0
package org.sparsil.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.sparsil.compress.train.Recipe;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.tensor.FloatTensor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sparsil train}. */
@Command(
    name = "train",
    sortOptions = false,
    description =
        "Trains networks by PyTorch, which is fetched when it is first needed (115 MB, Linux on"
            + " x86-64). Ctrl-C keeps the best so far.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  sparsil train lenet-300-100 --data mnist --out build/lenet",
      "  sparsil train models/xor-tiny/recipe.yaml --out build/trained"
    })
final class TrainCommand implements Callable<Integer> {
  @Parameters(
      arity = "1..*",
      paramLabel = "RECIPE",
      description =
          "Recipe files (YAML), or networks that are known by name: ${COMPLETION-CANDIDATES}.",
      completionCandidates = RecipeFile.KnownNames.class)
  private List<String> recipes = new ArrayList<>();

  @Option(
      names = "--data",
      paramLabel = "DATA",
      defaultValue = ".",
      description =
          "A data set with a training and a test part (a folder of IDX files as MNIST has them, of"
              + " images, of zip files of images), or, for recipes that name their data, where they"
              + " lie if not beside the recipe. (default: here)")
  private Path data = Path.of(".");

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "Where model.onnx goes (default: beside each recipe file).")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Passes over the data, in place of what the recipe of a single phase says.")
  private OptionalInt epochs = OptionalInt.empty();

  @Option(names = "--seed", paramLabel = "N", description = "In place of the recipe's.")
  private OptionalLong seed = OptionalLong.empty();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (out.isPresent() && recipes.size() > 1) {
      throw new ParameterException(spec.commandLine(), "--out takes the model of one recipe only");
    }
    PrintWriter console = spec.commandLine().getOut();
    boolean interrupted = false;
    for (String recipe : recipes) {
      RecipeFile file = RecipeFile.find(recipe);
      Path folder =
          out.or(file::folder)
              .orElseThrow(
                  () -> new ParameterException(spec.commandLine(), "Missing --out FOLDER"));
      try (TrainingBar bar = new TrainingBar()) {
        TrainRecipe.Trained trained = TrainRecipe.run(changed(file), data, folder, bar);
        console.println(folder.resolve("model.onnx"));
        if (trained.outcome().interrupted()) {
          interrupted = true;
          console.println("  interrupted: this is the best so far");
        }
        console.println("  validation " + trained.outcome().last().validation());
        console.println("  test       " + trained.test());
        zeros(trained.outcome().graph()).forEach(console::println);
        console.flush();
      }
      if (interrupted) {
        break;
      }
    }
    return interrupted ? ExitCode.INTERRUPTED : ExitCode.OK;
  }

  private RecipeFile changed(RecipeFile file) {
    Recipe recipe = file.recipe();
    if (seed.isPresent()) {
      recipe = recipe.withSeed(seed.getAsLong());
    }
    if (epochs.isPresent()) {
      if (recipe.training().phases().size() != 1 || epochs.getAsInt() < 1) {
        throw new ParameterException(
            spec.commandLine(),
            "--epochs %d does not fit a recipe of %d phases; it takes a number above 0 for a single one"
                .formatted(epochs.getAsInt(), recipe.training().phases().size()));
      }
      recipe = recipe.withEpochs(epochs.getAsInt());
    }
    return file.with(recipe);
  }

  /** A line for each layer some of whose weights are 0. */
  private static List<String> zeros(Graph graph) {
    List<String> lines = new ArrayList<>();
    for (Layer layer : graph.layers()) {
      if (layer instanceof Layer.Weighted weighted && zeros(weighted.weights()) > 0) {
        FloatTensor weights = weighted.weights();
        lines.add(
            String.format(
                Locale.ROOT,
                "  %s: %d of %d weights are 0 (%.1f %%)",
                weighted.name(),
                zeros(weights),
                weights.size(),
                100.0 * zeros(weights) / weights.size()));
      }
    }
    return lines;
  }

  private static int zeros(FloatTensor weights) {
    int zeros = 0;
    for (int i = 0; i < weights.size(); i++) {
      zeros += weights.get(i) == 0 ? 1 : 0;
    }
    return zeros;
  }
}

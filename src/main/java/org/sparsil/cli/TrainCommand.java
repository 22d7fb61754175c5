// SPDX-License-Identifier: Apache-2.0
package org.sparsil.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.sparsil.compress.train.Score;
import org.sparsil.compress.train.TrainingProgress;
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
        "Trains networks from recipes, by PyTorch, which is fetched when it is first needed (115 MB,"
            + " Linux on x86-64).",
    footerHeading = "%nExample:%n",
    footer = "  sparsil train models/xor-tiny/recipe.yaml --out build/trained")
final class TrainCommand implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "RECIPE", description = "Recipe files (YAML).")
  private List<Path> recipes = new ArrayList<>();

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      defaultValue = ".",
      description = "Where data lie that are not beside the recipe (default: here).")
  private Path data = Path.of(".");

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "Where model.onnx goes (default: beside each recipe).")
  private Optional<Path> out = Optional.empty();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (out.isPresent() && recipes.size() > 1) {
      throw new ParameterException(spec.commandLine(), "--out takes the model of one recipe only");
    }
    PrintWriter console = spec.commandLine().getOut();
    for (Path recipe : recipes) {
      Path folder = out.orElse(recipe.resolveSibling(""));
      TrainRecipe.Trained trained = train(recipe, folder);
      console.println(folder.resolve("model.onnx"));
      console.println("  validation " + trained.outcome().last().validation());
      console.println("  test       " + trained.test());
      zeros(trained.outcome().graph()).forEach(console::println);
    }
    return ExitCode.OK;
  }

  private TrainRecipe.Trained train(Path recipe, Path folder) {
    if (!Boolean.getBoolean("sparsil.terminal")) {
      return TrainRecipe.run(recipe, data, folder, TrainingProgress.SILENT);
    }
    try (ProgressBar bar =
        new ProgressBarBuilder().setTaskName("train").setUnit(" epochs", 1).build()) {
      return TrainRecipe.run(recipe, data, folder, shownBy(bar));
    }
  }

  private static TrainingProgress shownBy(ProgressBar bar) {
    return epoch -> {
      bar.maxHint(epoch.of());
      bar.stepTo(epoch.number());
      bar.setExtraMessage(epoch.phase() + ": " + accuracy(epoch.validation()));
    };
  }

  private static String accuracy(Score score) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * score.accuracy());
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

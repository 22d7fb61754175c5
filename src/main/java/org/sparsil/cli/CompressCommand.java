// SPDX-License-Identifier: Apache-2.0
package org.sparsil.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.sparsil.compress.container.ContainerOptions;
import org.sparsil.compress.train.Recipe;
import org.sparsil.diag.Code;
import org.sparsil.diag.Diagnostics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sparsil compress}. */
@Command(
    name = "compress",
    sortOptions = false,
    description = {
      "Makes a network small: prunes weights, lets the rest share few values, trains these, rounds,"
          + " and codes the result.",
      "The folder gets model.onnx (any ONNX runtime takes it), model.sparsil (the coded container,"
          + " whose size is the result), the recipe, and a report with pictures.",
      "Ctrl-C keeps the best so far."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  sparsil compress model.onnx --data mnist --out build/small --prune density=0.1 --clusters 16",
      "  sparsil compress model.onnx --data mnist --out build/small --prune density=0.05"
          + " --schedule gradual --clusters 16 --weight-bits 8 --activation-bits 8 --fine-tune 20"
          + " --distill model.onnx",
      "  sparsil compress model.onnx --data mnist --out build/small --config recipe.yaml"
    })
final class CompressCommand implements Callable<Integer> {
  @Parameters(paramLabel = "MODEL", description = "An ONNX model, or a container.")
  private Path model = Path.of(".");

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DATA",
      description =
          "Labelled frames in two parts, to learn from and to test with: a folder of IDX files as"
              + " MNIST has them, of images, or of zip files of images.")
  private Path data = Path.of(".");

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FOLDER",
      description = "Where the results go; a folder that Sparsil made is replaced.")
  private Path out = Path.of(".");

  @Mixin private CompressOptions options = new CompressOptions();

  @Option(
      names = "--distill",
      paramLabel = "TEACHER",
      description =
          "A model whose answers the network learns too; --config takes it in place of its own.")
  private Optional<Path> teacher = Optional.empty();

  @Option(
      names = "--zero-run-bits",
      paramLabel = "r",
      description = "Bits of a gap between weights in the container. (default: what is smallest)")
  private OptionalInt zeroRunBits = OptionalInt.empty();

  @Option(
      names = "--sweep-clusters",
      split = ",",
      paramLabel = "K",
      description = "Try these numbers of shared values too, and draw accuracy over them.")
  private List<Integer> sweep = List.of();

  @Option(
      names = "--sweep-digits",
      split = ",",
      paramLabel = "n",
      description =
          "Try shared values of at most so many signed digits too: accuracy against additions.")
  private List<Integer> sweepDigits = List.of();

  @Option(
      names = "--sweep-epochs",
      paramLabel = "N",
      description =
          "Passes over the data for each of these trials. (default: as many as otherwise)")
  private OptionalInt sweepEpochs = OptionalInt.empty();

  @Option(
      names = "--config",
      paramLabel = "RECIPE",
      description = "The phases, in place of all the options above that say how to compress.")
  private Optional<Path> config = Optional.empty();

  @Option(names = "--seed", paramLabel = "N", description = "Of all that is random. (default: 1)")
  private OptionalLong seed = OptionalLong.empty();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter console = spec.commandLine().getOut();
    zeroRunBits.ifPresent(
        bits -> requireWithin("--zero-run-bits", bits, 1, ContainerOptions.MAX_ZERO_RUN_BITS));
    sweep.forEach(clusters -> requireWithin("--sweep-clusters", clusters, 1, 1 << 16));
    sweepDigits.forEach(digits -> requireWithin("--sweep-digits", digits, 1, 16));
    sweepEpochs.ifPresent(epochs -> requireWithin("--sweep-epochs", epochs, 0, 1 << 20));
    Diagnostics notes = new Diagnostics();
    RecipeFile recipe = recipe();
    try (TrainingBar bar = new TrainingBar()) {
      Compression compression =
          new Compression(
              recipe,
              new Compression.Files(model, data, teacher),
              zeroRunBits,
              new Compression.Sweep(sweep, sweepDigits, sweepEpochs),
              notes,
              bar);
      Compression.Result result = compression.run(out);
      notes.all().forEach(spec.commandLine().getErr()::println);
      console.println(result.report().print());
      if (result.interrupted()) {
        console.println("interrupted: this is the best so far");
      }
      console.printf("written to %s; look at %s%n", out, out.resolve("index.html"));
      console.flush();
      return result.interrupted() ? ExitCode.INTERRUPTED : ExitCode.OK;
    }
  }

  private void requireWithin(String option, int value, int low, int high) {
    if (value < low || value > high) {
      throw new ParameterException(
          spec.commandLine(), "%s is %d, not %d to %d".formatted(option, value, low, high));
    }
  }

  private RecipeFile recipe() {
    if (config.isPresent()) {
      RecipeFile file = RecipeFile.find(config.get().toString());
      return seed.isPresent() ? file.with(file.recipe().withSeed(seed.getAsLong())) : file;
    }
    List<String> mistakes = options.mistakes(teacher.isPresent());
    if (!mistakes.isEmpty()) {
      throw new ParameterException(spec.commandLine(), String.join("\nsparsil: ", mistakes));
    }
    Recipe recipe = options.recipe(NetworkFolder.name(out), seed.orElse(1), teacher.isPresent());
    Diagnostics wrong = new Diagnostics();
    recipe.mistakes().forEach(mistake -> wrong.error("options", Code.CONFIG_001, mistake));
    wrong.throwIfErrors();
    return new RecipeFile(recipe, Optional.empty());
  }
}

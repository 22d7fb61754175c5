// SPDX-License-Identifier: Apache-2.0
package org.sparsil.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparsil.compress.train.Trainer;
import org.sparsil.compress.train.TrainingProgress;
import org.sparsil.diag.UserException;

class TrainRecipeTest {
  private static final Path RECIPE = Path.of("models/xor-tiny/recipe.yaml");

  @TempDir Path folder;

  /** Its weights are rounded to eighths, so not even another processor's rounding shows. */
  @Test
  void xor_tiny_trained_again_is_the_same_file() throws IOException {
    assumeTrue(Trainer.isPossible(), "skipped: the training engine is absent (mvn -P train)");

    TrainRecipe.run(RecipeFile.find(RECIPE.toString()), folder, folder, TrainingProgress.SILENT);

    assertThat(folder.resolve("model.onnx"))
        .hasSameBinaryContentAs(Path.of("models/xor-tiny/model.onnx"));
  }

  @Test
  void the_command_says_what_came_of_it() {
    assumeTrue(Trainer.isPossible(), "skipped: the training engine is absent (mvn -P train)");
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();

    int exitCode = run(out, err, "train", RECIPE.toString(), "--out", folder.toString());

    assertThat(err.toString()).isEmpty();
    assertThat(exitCode).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).contains("model.onnx", "test       4/4 (100.00 %)");
  }

  @Test
  void without_the_engine_the_command_says_how_to_get_it() {
    assumeFalse(Trainer.isPossible(), "skipped: the training engine is present");
    StringWriter err = new StringWriter();

    int exitCode = run(new StringWriter(), err, "train", RECIPE.toString(), "--out", "" + folder);

    assertThat(exitCode).isEqualTo(ExitCode.USER_MISTAKE);
    assertThat(err.toString())
        .isEqualTo(
            """
            train: error: the training engine is not on the class path [TRAIN-001]
              hint: './sparsil train' and 'mvn -P train' fetch it once: PyTorch for Linux on x86-64, 115 MB
            """);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void absent_data_are_named_with_where_they_were_looked_for() throws IOException {
    Path recipe =
        Files.copy(Path.of("models/digits-mlp/recipe.yaml"), folder.resolve("recipe.yaml"));

    assertThatThrownBy(
            () ->
                TrainRecipe.run(
                    RecipeFile.find(recipe.toString()), folder, folder, TrainingProgress.SILENT))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("there is no '../data/digits-train-")
        .hasMessageContaining("hint: say with --data where the data lie");
  }

  @Test
  void labels_that_do_not_match_the_frames_are_counted() throws IOException {
    Files.writeString(folder.resolve("xor.csv"), "0,0\n0,1\n1,0\n1,1\n");
    Files.writeString(folder.resolve("labels.csv"), "0\n1\n1\n");
    Path recipe =
        Files.writeString(
            folder.resolve("recipe.yaml"),
            Files.readString(RECIPE).replace("labels: xor-labels.csv", "labels: labels.csv"));

    assertThatThrownBy(
            () ->
                TrainRecipe.run(
                    RecipeFile.find(recipe.toString()), folder, folder, TrainingProgress.SILENT))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("3 labels for 4 frames [DATA-004]");
  }

  @Test
  void one_folder_does_not_take_the_models_of_two_recipes() {
    StringWriter err = new StringWriter();

    int exitCode = run(new StringWriter(), err, "train", "a.yaml", "b.yaml", "--out", "x");

    assertThat(exitCode).isEqualTo(ExitCode.BAD_USAGE);
    assertThat(err.toString()).contains("--out takes the model of one recipe only");
  }

  private static int run(StringWriter out, StringWriter err, String... arguments) {
    return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }
}

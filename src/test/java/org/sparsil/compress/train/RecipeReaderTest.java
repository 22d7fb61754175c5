// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sparsil.diag.UserException;

class RecipeReaderTest {
  private static final String GOOD =
      """
      name: small
      data:
        train: {frames: a.csv, labels: b.csv}
        validation-percent: 10
        test: {frames: c.csv, labels: d.csv}
      network:
        input-shape: [4, 5]
        input-scale: 0.5
        hidden:
          - {size: 7, activation: tanh}
        outputs: 3
      training:
        loss: cross-entropy
        seed: 42
        batch-size: 16
        weight-decay: 0.01
        phases:
          - {name: train, epochs: 5, learning-rate: 0.01}
          - {name: prune, prune: {densities: {fc1: 0.2, fc2: 0.5}}, share: {clusters: 16}, epochs: 2, learning-rate: 0.001}
      """;

  @TempDir Path folder;

  @Test
  void every_setting_arrives() throws IOException {
    Recipe recipe = read(GOOD + "round-to: 0.125\n");

    assertThat(recipe.name()).isEqualTo("small");
    assertThat(recipe.data().orElseThrow().train())
        .isEqualTo(new Recipe.Labelled("a.csv", "b.csv"));
    Recipe.Network network = recipe.network().orElseThrow();
    assertThat(network.inputShape()).containsExactly(4, 5);
    assertThat(network.hidden())
        .containsExactly(
            new Recipe.Hidden(
                7,
                ActivationName.TANH,
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty()));
    assertThat(recipe.training().loss()).isEqualTo(Loss.CROSS_ENTROPY);
    assertThat(recipe.training().seed()).isEqualTo(42);
    assertThat(recipe.training().phases()).extracting(Recipe.Phase::epochs).containsExactly(5, 2);
    assertThat(recipe.training().phases().get(0).prune()).isEmpty();
    Recipe.Phase second = recipe.training().phases().get(1);
    assertThat(second.prune().orElseThrow().densities()).contains(Map.of("fc1", 0.2, "fc2", 0.5));
    assertThat(second.share().orElseThrow().clusters()).isEqualTo(16);
    assertThat(recipe.roundTo()).hasValue(0.125);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          outputs: 3          | ""                  | line 12: error: setting 'network.outputs' is missing or has the wrong form [CONFIG-001]
          outputs: 3          | outputs: many       | line 11: error: setting 'network.outputs' is 'many', which is not a number that fits [CONFIG-001]
          epochs: 2           | epochs: 2, epoch: 3 | there is no setting 'training.phases.2.epoch'; known here: name, prune, share, weight-bits, activation-bits, bias-bits, epochs, learning-rate
          tanh                | tahn                | setting 'network.hidden.1.activation' is 'tahn', which is not one of relu, sigmoid, tanh
          seed: 42            | seed: 1.5           | setting 'training.seed' is '1.5'
          epochs: 2           | epochs: 2, epochs: 3 | line 19: error: Duplicate
          fc1: 0.2,           | fc1: 2,             | phase 'prune': density of 'fc1' is 2, not 0 to 1
          {densities: {fc1: 0.2, fc2: 0.5}} | {std: 1, density: 0.5} | phase 'prune': 'prune' has 2 of percentile, std, density, densities; exactly one is needed
          {densities: {fc1: 0.2, fc2: 0.5}} | {density: 0.5, over: 1} | phase 'prune': 'over' is 1.0, not 0 to below 1
          clusters: 16        | clusters: 0         | phase 'prune': 'clusters' is 0, not 1 to 65536
          clusters: 16        | clusters: 16, digits: 2 | phase 'prune': 'digits' needs 'weight-bits'
          size: 7             | size: 0             | a hidden layer has size 0
          [4, 5]              | [4, -5]             | 'input-shape' has an extent -5
          [4, 5]              | [90000, 90000]      | layer 1 has 56700000000 weights, more than the 50000000 that training supports
          learning-rate: 0.01} | learning-rate: .nan} | phase 'train': 'learning-rate' is NaN
          """)
  void a_mistake_is_named_with_its_setting(String good, String bad, String message) {
    assertThat(GOOD).contains(good);
    assertThatThrownBy(() -> read(GOOD.replace(good, bad)))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("recipe.yaml: ")
        .hasMessageContaining(message);
  }

  @Test
  void all_mistakes_in_values_are_shown_together() {
    assertThatThrownBy(
            () -> read(GOOD.replace("outputs: 3", "outputs: 0").replace("size: 7", "size: -1")))
        .hasMessageContaining("'outputs' is 0")
        .hasMessageContaining("a hidden layer has size -1");
  }

  @ParameterizedTest
  @CsvSource({"''", "'just words'", "'- a list'", "'{'", "'\t- x'", "'a: &x [*x]'"})
  void a_file_that_is_no_recipe_is_refused(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("CONFIG-001");
  }

  @Test
  void a_missing_file_is_named() {
    assertThatThrownBy(() -> RecipeReader.read(folder.resolve("none.yaml")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("none.yaml: error: the recipe cannot be read [FILE-001]");
  }

  @ParameterizedTest
  @MethodSource("recipesOfTheModels")
  void the_recipe_of_every_model_is_good_and_bears_the_name_of_its_folder(Path file) {
    assertThat(file).isEqualTo(Path.of("models", RecipeReader.read(file).name(), "recipe.yaml"));
  }

  static List<Path> recipesOfTheModels() throws IOException {
    try (Stream<Path> files =
        Files.find(Path.of("models"), 2, (f, a) -> f.endsWith("recipe.yaml"))) {
      return files.sorted().toList();
    }
  }

  private Recipe read(String text) throws IOException {
    return RecipeReader.read(Files.writeString(folder.resolve("recipe.yaml"), text));
  }
}

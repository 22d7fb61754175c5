// SPDX-License-Identifier: Apache-2.0
package org.sparsil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sparsil.compress.container.Container;
import org.sparsil.diag.Diagnostics;
import org.sparsil.frontend.OnnxReader;
import org.sparsil.graph.Graph;
import org.sparsil.graph.Layer;
import org.sparsil.reference.ReferenceModel;
import org.sparsil.report.Classes;
import org.sparsil.tensor.Dataset;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.IntTensor;
import org.sparsil.testing.BundledModel;

/** The models that come with the project keep what their folders promise. */
class ModelsTest {
  static List<BundledModel> models() {
    return BundledModel.all();
  }

  @Test
  void every_folder_with_a_model_has_its_settings_recipe_and_description() throws Exception {
    try (Stream<Path> files = Files.walk(Path.of("models"), 2)) {
      List<Path> folders =
          files.filter(file -> file.endsWith("model.onnx")).map(Path::getParent).toList();
      assertThat(folders).hasSizeGreaterThanOrEqualTo(5);
      for (Path folder : folders) {
        assertThat(folder.resolve("settings.yaml")).exists();
        assertThat(folder.resolve("recipe.yaml")).exists();
        assertThat(folder.resolve("README.md")).exists();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void a_model_classifies_its_test_frames_as_promised(BundledModel model) {
    Graph graph = new OnnxReader(new Diagnostics()).read(model.onnx());
    Optional<Dataset> data = model.testData(graph.inputShape());
    assumeTrue(
        data.isPresent(), () -> "skipped: " + model.settings().test().frames() + " is absent");
    List<FloatTensor> frames = data.get().frames();
    IntTensor labels = data.get().labels().orElseThrow();

    ReferenceModel reference = ReferenceModel.of(graph);
    List<FloatTensor> outputs = frames.parallelStream().map(reference::run).toList();

    assertThat(Classes.agreement(Classes.of(outputs, false), labels))
        .isGreaterThanOrEqualTo(model.settings().minimumAccuracy().floatNetwork());
  }

  @Test
  void containers_hold_the_very_models_that_lie_beside_them() throws Exception {
    try (Stream<Path> files = Files.walk(Path.of("models"), 2)) {
      List<Path> containers = files.filter(file -> file.endsWith("model.sparsil")).toList();
      assertThat(containers).hasSizeGreaterThanOrEqualTo(3);
      for (Path file : containers) {
        Graph model = new OnnxReader(new Diagnostics()).read(file.resolveSibling("model.onnx"));
        Graph container = Container.read(file);
        assertThat(weights(container)).as(file.toString()).isEqualTo(weights(model));
      }
    }
  }

  private static List<FloatTensor> weights(Graph graph) {
    return graph.layers().stream()
        .filter(layer -> layer instanceof Layer.Weighted)
        .flatMap(layer -> weightsAndBias((Layer.Weighted) layer))
        .toList();
  }

  private static Stream<FloatTensor> weightsAndBias(Layer.Weighted layer) {
    return Stream.of(layer.weights(), layer.bias());
  }

  @Test
  void lenet_300_100_is_pruned_15_52_times_and_its_weights_take_sixteen_values() {
    Graph graph =
        new OnnxReader(new Diagnostics()).read(BundledModel.named("lenet-300-100").onnx());
    int survivors = 0;
    int all = 0;
    for (Layer layer : graph.layers()) {
      if (layer instanceof Layer.Dense dense) {
        Set<Float> values = new HashSet<>();
        for (float weight : dense.weights().toArray()) {
          values.add(weight);
          survivors += weight == 0 ? 0 : 1;
        }
        assertThat(values).as(dense.name()).hasSizeLessThanOrEqualTo(17).contains(0f);
        all += dense.weights().size();
      }
    }
    assertThat((double) survivors / all).isLessThan(0.0645);
  }
}

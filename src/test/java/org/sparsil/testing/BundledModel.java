// SPDX-License-Identifier: Apache-2.0
package org.sparsil.testing;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.sparsil.frontend.DataReader;
import org.sparsil.tensor.Dataset;
import org.sparsil.tensor.Shape;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** A folder below {@code models/} with its {@code settings.yaml}. */
public record BundledModel(String name, Settings settings) {
  private static final Path MODELS = Path.of("models");

  private static final ObjectMapper YAML =
      YAMLMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  /**
   * How the model is compiled and what is expected of it.
   *
   * @param compile settings by name, as in a file for {@code sparsil compile --config}
   * @param calibrate frames that show the ranges of the values
   * @param test labelled frames
   * @param hardware whether there is hardware for all of its layers yet
   */
  public record Settings(
      Map<String, Object> compile,
      String calibrate,
      Test test,
      Accuracy minimumAccuracy,
      boolean hardware) {}

  /** Two data files, or twice the same data set that has both. */
  public record Test(String frames, String labels) {}

  /** Shares of all frames, 0 to 1, that must be classified as labelled. */
  public record Accuracy(
      @JsonProperty("float") double floatNetwork, @JsonProperty("integer") double integerNetwork) {}

  /** All of them, by name. */
  public static List<BundledModel> all() {
    try (Stream<Path> folders = Files.list(MODELS)) {
      return folders
          .map(folder -> folder.resolve("settings.yaml"))
          .filter(Files::exists)
          .sorted()
          .map(BundledModel::read)
          .toList();
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  public static BundledModel named(String name) {
    return read(MODELS.resolve(name).resolve("settings.yaml"));
  }

  public Path folder() {
    return MODELS.resolve(name);
  }

  public Path onnx() {
    return folder().resolve("model.onnx");
  }

  /** A file that the settings name, beside them or else among the shared data, if it is there. */
  public Optional<Path> find(String file) {
    Path beside = folder().resolve(file).normalize();
    return Files.exists(beside) ? Optional.of(beside) : SharedData.find(file);
  }

  /** The labelled frames, if they are there. */
  public Optional<Dataset> testData(Shape frame) {
    Optional<Path> frames = find(settings.test().frames());
    Optional<Path> labels = find(settings.test().labels());
    if (frames.isEmpty() || labels.isEmpty()) {
      return Optional.empty();
    }
    Dataset read = DataReader.read(frames.get(), frame);
    return Optional.of(
        labels.equals(frames)
            ? read
            : new Dataset(read.frames(), Optional.of(DataReader.readLabels(labels.get()))));
  }

  @Override
  public String toString() {
    return name;
  }

  private static BundledModel read(Path file) {
    String name = String.valueOf(MODELS.relativize(file).getName(0));
    return new BundledModel(name, YAML.readValue(file, Settings.class));
  }
}

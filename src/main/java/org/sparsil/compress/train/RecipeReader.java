// SPDX-License-Identifier: Apache-2.0
package org.sparsil.compress.train;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.sparsil.diag.Code;
import org.sparsil.diag.Diagnostics;
import org.sparsil.diag.UserException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/** Reads recipes from YAML files, and writes them. */
public final class RecipeReader {
  private static final ObjectMapper YAML =
      YAMLMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
          .enumNamingStrategy(EnumNamingStrategies.KEBAB_CASE)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .changeDefaultPropertyInclusion(
              kept -> kept.withValueInclusion(JsonInclude.Include.NON_ABSENT))
          .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
          .build();

  private RecipeReader() {}

  /**
   * Reads a recipe and checks it.
   *
   * @throws UserException FILE-001 if there is no such file, CONFIG-001 with all mistakes in it
   */
  public static Recipe read(Path file) {
    String name = String.valueOf(file.getFileName());
    try {
      return parse(Files.readString(file), name);
    } catch (IOException problem) {
      throw new UserException(file.toString(), Code.FILE_001, "the recipe cannot be read");
    }
  }

  /**
   * The same of a text.
   *
   * @param place what the text is called in errors
   */
  public static Recipe parse(String text, String place) {
    try {
      return checked(YAML.readValue(text, Recipe.class), place);
    } catch (JacksonException problem) {
      throw new UserException(place(place, problem), Code.CONFIG_001, mistake(problem));
    }
  }

  /** A recipe as a file, which reads back to the same recipe. */
  public static String print(Recipe recipe) {
    return YAML.writeValueAsString(recipe);
  }

  private static Recipe checked(Recipe recipe, String place) {
    Diagnostics diagnostics = new Diagnostics();
    recipe.mistakes().forEach(mistake -> diagnostics.error(place, Code.CONFIG_001, mistake));
    diagnostics.throwIfErrors();
    return recipe;
  }

  private static String place(String name, JacksonException problem) {
    int line = problem.getLocation() == null ? -1 : problem.getLocation().getLineNr();
    return line > 0 ? name + ": line " + line : name;
  }

  private static String mistake(JacksonException problem) {
    String setting = setting(problem);
    if (problem instanceof UnrecognizedPropertyException unknown) {
      return "there is no setting '%s'; known here: %s".formatted(setting, known(unknown));
    } else if (problem instanceof InvalidFormatException format) {
      return "setting '%s' is '%s', which is not %s"
          .formatted(setting, format.getValue(), kind(format.getTargetType()));
    } else if (problem instanceof StreamReadException) {
      return problem.getOriginalMessage().lines().findFirst().orElse("this is not YAML");
    }
    return setting.isEmpty()
        ? "this is empty, or not a list of settings"
        : "setting '%s' is missing or has the wrong form".formatted(setting);
  }

  /** {@code training.phases.1.epochs}; lists count from 1. */
  private static String setting(JacksonException problem) {
    return problem.getPath().stream()
        .map(
            step ->
                step.getPropertyName() == null
                    ? String.valueOf(step.getIndex() + 1)
                    : step.getPropertyName())
        .collect(Collectors.joining("."));
  }

  private static String known(UnrecognizedPropertyException problem) {
    return problem.getKnownPropertyIds().stream()
        .map(String::valueOf)
        .collect(Collectors.joining(", "));
  }

  private static String kind(Class<?> type) {
    return type.isEnum()
        ? Arrays.stream(type.getEnumConstants())
            .map(constant -> constant.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
            .collect(Collectors.joining(", ", "one of ", ""))
        : "a number that fits";
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;

/** Gives a command an option for each setting. */
final class SettingOptions {
  private SettingOptions() {}

  static void addTo(CommandSpec command, List<Setting<?>> settings) {
    for (Setting<?> setting : settings) {
      command.addOption(option(setting));
    }
  }

  private static <T> OptionSpec option(Setting<T> setting) {
    Kind<T> kind = setting.kind();
    String fallback = kind.print().apply(setting.fallback());
    return OptionSpec.builder(setting.option())
        .type(String.class)
        .paramLabel(kind.label())
        .completionCandidates(kind.candidates())
        .converters(text -> valid(kind, text))
        .description(
            "%s (%s)"
                .formatted(capitalized(setting.help()).replace("%", "%%"), "default: " + fallback))
        .build();
  }

  private static String valid(Kind<?> kind, String text) {
    if (kind.parse().apply(text).isEmpty()) {
      throw new TypeConversionException(
          "expected %s, got '%s'".formatted(kind.description(), text));
    }
    return text;
  }

  private static String capitalized(String sentence) {
    return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
  }

  /** What the file says, overruled by the command line. */
  static Settings chosen(Optional<Path> file, ParseResult arguments) {
    return chosen(file, arguments, Settings.ALL);
  }

  /** The same for a command that has options for some settings. */
  static Settings chosen(Optional<Path> file, ParseResult arguments, List<Setting<?>> optional) {
    Settings settings = file.map(ConfigFile::read).orElse(Settings.DEFAULT);
    Map<String, String> options = new LinkedHashMap<>();
    for (Setting<?> setting : optional) {
      if (arguments.hasMatchedOption(setting.option())) {
        String text = arguments.matchedOptionValue(setting.option(), "");
        options.put(setting.name(), text);
      }
    }
    return settings.with(options);
  }
}

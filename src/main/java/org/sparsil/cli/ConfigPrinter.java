// SPDX-License-Identifier: Apache-2.0
package org.sparsil.cli;

import java.util.Map;
import java.util.TreeMap;

/** Prints settings as the YAML that {@link ConfigFile} reads, each with its explanation. */
final class ConfigPrinter {
  private ConfigPrinter() {}

  static String print(Settings settings) {
    StringBuilder text = new StringBuilder("# Sparsil settings\n");
    for (Setting<?> setting : Settings.ALL) {
      text.append("\n# %s\n# %s\n".formatted(setting.help(), setting.kind().description()));
      text.append("%s: %s\n".formatted(setting.name(), text(setting, settings)));
    }
    text.append("\n# single layers' own settings, by layer name\n");
    text.append(settings.layers().isEmpty() ? "layers: {}\n" : "layers:\n");
    new TreeMap<>(settings.layers()).forEach((layer, values) -> print(text, layer, values));
    return text.toString();
  }

  private static void print(StringBuilder text, String layer, Map<String, String> values) {
    text.append("  %s:%s\n".formatted(quoted(layer), values.isEmpty() ? " {}" : ""));
    for (Setting<?> setting : Settings.ALL) {
      if (values.containsKey(setting.name())) {
        text.append("    %s: %s\n".formatted(setting.name(), values.get(setting.name())));
      }
    }
  }

  private static <T> String text(Setting<T> setting, Settings settings) {
    return setting.kind().print().apply(settings.get(setting));
  }

  /** Layer names come from model files and may hold anything. */
  private static String quoted(String layer) {
    StringBuilder text = new StringBuilder("\"");
    for (int i = 0; i < layer.length(); i++) {
      char c = layer.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        text.append("\\u%04x".formatted((int) c));
      } else {
        text.append(c);
      }
    }
    return text.append('"').toString();
  }
}

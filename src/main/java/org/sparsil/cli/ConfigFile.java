// SPDX-License-Identifier: Apache-2.0
package org.sparsil.cli;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sparsil.diag.Code;
import org.sparsil.diag.Diagnostics;
import org.sparsil.diag.UserException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * Reads settings from YAML, strictly: whatever is not a setting, or not a value of it, is an error
 * with its line and path, and all of them are reported at once.
 *
 * <pre>{@code
 * weight-bits: 8
 * layers:
 *   fc1:
 *     weight-bits: 4
 * }</pre>
 */
final class ConfigFile {
  private static final int MAX_BYTES = 1 << 20;
  private static final String LAYERS = "layers";

  private final String name;
  private final YAMLParser parser;
  private final Diagnostics diagnostics = new Diagnostics();

  private ConfigFile(String name, YAMLParser parser) {
    this.name = name;
    this.parser = parser;
  }

  /**
   * The settings in a file.
   *
   * @throws UserException with everything that is wrong in it
   */
  static Settings read(Path file) {
    return parse(file.toString(), text(file));
  }

  static Settings parse(String name, String text) {
    YAMLFactory factory = new YAMLFactory();
    try (YAMLParser parser =
        (YAMLParser) factory.createParser(ObjectReadContext.empty(), new StringReader(text))) {
      return new ConfigFile(name, parser).settings();
    } catch (JacksonException e) {
      throw new UserException(
          name + ":" + Math.max(1, e.getLocation() == null ? 1 : e.getLocation().getLineNr()),
          Code.CONFIG_001,
          "not valid YAML: " + e.getOriginalMessage().lines().findFirst().orElse("unreadable"));
    }
  }

  private static String text(Path file) {
    try (var stream = Files.newInputStream(file)) {
      byte[] bytes = stream.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new UserException(
            file.toString(), Code.CONFIG_001, "has more than " + MAX_BYTES + " bytes");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(java.nio.ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new UserException(file.toString(), Code.CONFIG_001, "is not UTF-8 text");
    } catch (IOException e) {
      throw new UserException(file.toString(), Code.FILE_001, "cannot be read");
    }
  }

  private Settings settings() {
    Map<String, String> chosen = new LinkedHashMap<>();
    Map<String, Map<String, String>> layers = new LinkedHashMap<>();
    JsonToken start = parser.nextToken();
    if (start == JsonToken.START_OBJECT) {
      readKeys("", chosen, layers, Settings.ALL);
      if (parser.nextToken() != null) {
        error("", "more than one document");
      }
    } else if (start != null && start != JsonToken.VALUE_NULL) {
      error("", "expected 'setting: value' lines");
    }
    diagnostics.throwIfErrors();
    return new Settings(chosen, layers);
  }

  /** The keys of one mapping; {@code layers} only where {@code prefix} is empty. */
  private void readKeys(
      String prefix,
      Map<String, String> values,
      Map<String, Map<String, String>> layers,
      List<Setting<?>> known) {
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String key = parser.currentName();
      String path = prefix + key;
      Optional<Setting<?>> setting = Setting.named(key, known);
      if (prefix.isEmpty() && key.equals(LAYERS)) {
        readLayers(layers);
      } else if (setting.isPresent()) {
        readValue(path, setting.get(), values);
      } else {
        unknown(path, key, known);
        parser.nextToken();
        parser.skipChildren();
      }
    }
  }

  private void readLayers(Map<String, Map<String, String>> layers) {
    List<Setting<?>> perLayer = Settings.ALL.stream().filter(Setting::perLayer).toList();
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      mistake(LAYERS, "expected layer names, each with its own settings below it");
      return;
    }
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String layer = parser.currentName();
      String path = LAYERS + "." + layer;
      if (layers.containsKey(layer)) {
        error(path, "given twice");
      }
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        Map<String, String> values = new LinkedHashMap<>();
        readKeys(path + ".", values, Map.of(), perLayer);
        layers.put(layer, values);
      } else {
        mistake(path, "expected settings below the layer's name");
      }
    }
  }

  private void readValue(String path, Setting<?> setting, Map<String, String> values) {
    JsonToken token = parser.nextToken();
    if (!token.isScalarValue() || parser.isCurrentAlias()) {
      mistake(path, "expected " + setting.kind().description());
      return;
    }
    String text = token == JsonToken.VALUE_NULL ? "null" : parser.getString();
    if (values.containsKey(setting.name())) {
      error(path, "given twice");
    } else if (setting.kind().parse().apply(text).isEmpty()) {
      error(path, "expected %s, got '%s'".formatted(setting.kind().description(), text));
    } else {
      values.put(setting.name(), text);
    }
  }

  private void unknown(String path, String key, List<Setting<?>> known) {
    String names = known.stream().map(Setting::name).collect(Collectors.joining(", "));
    String message =
        Setting.named(key, Settings.ALL).isPresent()
            ? "not a setting of single layers"
            : "not a setting";
    diagnostics.error(place(path), Code.CONFIG_001, message, "there are: " + names);
  }

  /** An error whose value, of whatever extent, is skipped. */
  private void mistake(String path, String message) {
    error(path, message);
    parser.skipChildren();
  }

  private void error(String path, String message) {
    diagnostics.error(place(path), Code.CONFIG_001, message);
  }

  private String place(String path) {
    String line = name + ":" + parser.currentTokenLocation().getLineNr();
    return path.isEmpty() ? line : line + ": " + path;
  }
}

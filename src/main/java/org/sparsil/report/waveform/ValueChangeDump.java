// SPDX-License-Identifier: Apache-2.0
package org.sparsil.report.waveform;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.sparsil.diag.Code;
import org.sparsil.diag.UserException;

/** A value change dump (IEEE 1364-2005, clause 18), of which only the wanted signals are kept. */
public final class ValueChangeDump {
  private final Map<String, Signal> signals;

  private ValueChangeDump(Map<String, Signal> signals) {
    this.signals = signals;
  }

  /**
   * Reads a dump.
   *
   * @param wanted which signals to keep, by path
   * @throws UserException if the file is not a value change dump
   */
  public static ValueChangeDump read(Path file, Predicate<String> wanted) {
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      return new Parser(wanted).parse(reader);
    } catch (IOException | RuntimeException e) {
      throw new UserException(
          file.getFileName().toString(),
          Code.FILE_001,
          "not a readable value change dump: " + e.getMessage());
    }
  }

  /** A signal by its path. */
  public Optional<Signal> signal(String path) {
    return Optional.ofNullable(signals.get(path));
  }

  /** The paths of all signals that were kept, in the order of the dump. */
  public List<String> paths() {
    return List.copyOf(signals.keySet());
  }

  /**
   * A declaration.
   *
   * @param id the short name that changes go by; several variables may share one
   */
  private record Variable(String path, int widthBits, String id) {}

  private static final class Parser {
    private final Predicate<String> wanted;
    private final Deque<String> scopes = new ArrayDeque<>();
    private final List<Variable> variables = new ArrayList<>();
    private final Map<String, TreeMap<Long, String>> changesOf = new HashMap<>();
    private long time;

    Parser(Predicate<String> wanted) {
      this.wanted = wanted;
    }

    ValueChangeDump parse(BufferedReader reader) throws IOException {
      boolean defined = false;
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String text = line.strip();
        if (text.isEmpty()) {
          continue;
        }
        if (text.startsWith("$")) {
          defined |= define(text.split("\\s+"));
        } else {
          change(text);
        }
      }
      if (!defined) {
        throw new IOException("it defines no signals");
      }
      Map<String, Signal> signals = new LinkedHashMap<>();
      for (Variable variable : variables) {
        TreeMap<Long, String> changes = changesOf.getOrDefault(variable.id, new TreeMap<>());
        signals.put(variable.path, new Signal(variable.path, variable.widthBits, changes));
      }
      return new ValueChangeDump(signals);
    }

    private boolean define(String[] words) {
      switch (words[0]) {
        case "$scope" -> scopes.addLast(words[2]);
        case "$upscope" -> scopes.removeLast();
        case "$var" -> {
          List<String> path = new ArrayList<>(scopes);
          path.add(words[4]);
          add(String.join(".", path), Integer.parseInt(words[2]), words[3]);
          return true;
        }
        default -> {}
      }
      return false;
    }

    private void add(String path, int widthBits, String id) {
      if (wanted.test(path)) {
        changesOf.computeIfAbsent(id, key -> new TreeMap<>());
        variables.add(new Variable(path, widthBits, id));
      }
    }

    private void change(String text) {
      char first = text.charAt(0);
      if (first == '#') {
        time = Long.parseLong(text.substring(1));
      } else if (first == 'b' || first == 'B') {
        int space = text.indexOf(' ');
        record(text.substring(space + 1), text.substring(1, space));
      } else if ("01xXzZ".indexOf(first) >= 0) {
        record(text.substring(1), text.substring(0, 1));
      }
    }

    private void record(String id, String bits) {
      TreeMap<Long, String> changes = changesOf.get(id);
      if (changes != null) {
        changes.put(time, bits);
      }
    }
  }
}

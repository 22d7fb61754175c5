// SPDX-License-Identifier: Apache-2.0
package org.sparsil.sim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.sparsil.diag.Code;
import org.sparsil.diag.UserException;

/**
 * What the bench said at the end of a run; the package's description lists its lines.
 *
 * @param layers the counts of each layer, by identifier
 * @param mismatches the first of each layer
 * @param violations broken stream rules, of each layer the first of each rule
 * @param latency where it was measured
 * @param interval where it was measured
 * @param fill where it was measured
 * @param drain where it was measured
 */
record BenchReport(
    Map<String, Counts> layers,
    List<Event> mismatches,
    List<Event> violations,
    OptionalLong hangCycle,
    OptionalLong latency,
    OptionalLong interval,
    OptionalLong fill,
    OptionalLong drain,
    long frames,
    long cycles,
    boolean frameError,
    boolean passed) {

  /** How many elements of a stream were taken, and how many of them were wrong. */
  record Counts(long elements, long mismatches) {}

  /**
   * A fault on a stream.
   *
   * @param fields the rest of its line
   */
  record Event(String layer, long frame, long element, long cycle, Map<String, String> fields) {}

  private static final String PREFIX = "SPARSIL ";

  BenchReport {
    layers = Map.copyOf(layers);
    mismatches = List.copyOf(mismatches);
    violations = List.copyOf(violations);
  }

  /**
   * Reads the bench's lines among those of the simulator.
   *
   * @throws UserException if the bench did not come to its end
   */
  static BenchReport parse(Simulator simulator, List<String> output) {
    Map<String, Counts> layers = new LinkedHashMap<>();
    List<Event> mismatches = new ArrayList<>();
    List<Event> violations = new ArrayList<>();
    Map<String, Map<String, String>> single = new LinkedHashMap<>();
    for (String line : output) {
      if (!line.startsWith(PREFIX)) {
        continue;
      }
      String[] words = line.substring(PREFIX.length()).strip().split(" +", 2);
      String rest = words.length > 1 ? words[1] : "";
      switch (words[0]) {
        case "ERROR" -> throw new UserException(simulator + " bench", Code.SIM_002, rest);
        case "LAYER" -> {
          Map<String, String> fields = fields(rest);
          layers.put(
              text(fields, "name"),
              new Counts(number(fields, "elements"), number(fields, "mismatches")));
        }
        case "MISMATCH" -> mismatches.add(event(fields(rest)));
        case "VIOLATION" -> violations.add(event(fields(rest)));
        case "RESULT" -> single.put("RESULT", Map.of("verdict", rest));
        default -> single.put(words[0], fields(rest));
      }
    }
    if (!single.keySet().containsAll(List.of("TIMING", "DONE", "RESULT"))) {
      throw new UserException(
          simulator + " bench",
          Code.SIM_002,
          "ended without a result\n"
              + String.join("\n", output.subList(Math.max(0, output.size() - 10), output.size())));
    }
    Map<String, String> timing = single.getOrDefault("TIMING", Map.of());
    Map<String, String> done = single.getOrDefault("DONE", Map.of());
    Map<String, String> hang = single.getOrDefault("HANG", Map.of());
    return new BenchReport(
        layers,
        mismatches,
        violations,
        hang.isEmpty() ? OptionalLong.empty() : OptionalLong.of(number(hang, "cycle")),
        measured(number(timing, "latency")),
        measured(number(timing, "interval")),
        measured(number(timing, "fill")),
        measured(number(timing, "drain")),
        number(done, "frames"),
        number(done, "cycles"),
        !text(done, "frame_error").equals("0"),
        single.getOrDefault("RESULT", Map.of()).containsValue("pass"));
  }

  private static OptionalLong measured(long cycles) {
    return cycles < 0 ? OptionalLong.empty() : OptionalLong.of(cycles);
  }

  private static Event event(Map<String, String> fields) {
    return new Event(
        text(fields, "layer"),
        number(fields, "frame"),
        number(fields, "element"),
        number(fields, "cycle"),
        fields);
  }

  private static Map<String, String> fields(String text) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String field : text.split(" +", -1)) {
      int equals = field.indexOf('=');
      if (equals > 0) {
        fields.put(field.substring(0, equals), field.substring(equals + 1));
      }
    }
    return fields;
  }

  private static String text(Map<String, String> fields, String name) {
    return fields.getOrDefault(name, "");
  }

  private static long number(Map<String, String> fields, String name) {
    try {
      return Long.parseLong(text(fields, name));
    } catch (NumberFormatException e) {
      throw new UserException("bench", Code.SIM_002, "a line without the number '" + name + "'");
    }
  }
}

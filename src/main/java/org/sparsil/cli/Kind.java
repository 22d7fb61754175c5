// SPDX-License-Identifier: Apache-2.0
package org.sparsil.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * What values a setting takes.
 *
 * @param description after "expected", such as {@code a whole number from 1 to 16}
 * @param label of the option's argument in the help
 * @param candidates all values when they are few, else empty
 * @param parse the value that a text stands for, if it stands for one
 * @param print the text that stands for a value
 */
record Kind<T>(
    String description,
    String label,
    List<String> candidates,
    Function<String, Optional<T>> parse,
    Function<T, String> print) {

  static final Kind<Boolean> BOOL =
      new Kind<>(
          "true or false",
          "true|false",
          List.of("true", "false"),
          text ->
              switch (text) {
                case "true" -> Optional.of(true);
                case "false" -> Optional.of(false);
                default -> Optional.empty();
              },
          String::valueOf);

  static Kind<Integer> integer(int min, int max) {
    return new Kind<>(
        "a whole number from %d to %d".formatted(min, max),
        "N",
        List.of(),
        text -> parseInteger(text).filter(value -> min <= value && value <= max),
        String::valueOf);
  }

  static Kind<Double> real(double min, double max) {
    return new Kind<>(
        "a number from %s to %s".formatted(plain(min), plain(max)),
        "X",
        List.of(),
        text -> parseReal(text).filter(value -> min <= value && value <= max),
        Kind::plain);
  }

  static <E extends Enum<E>> Kind<E> choice(Class<E> type) {
    List<String> names = Arrays.stream(type.getEnumConstants()).map(Kind::hyphenated).toList();
    return new Kind<>(
        names.size() == 1 ? names.get(0) : "one of " + String.join(", ", names),
        String.join("|", names),
        names,
        text ->
            Arrays.stream(type.getEnumConstants())
                .filter(constant -> hyphenated(constant).equals(text))
                .findFirst(),
        Kind::hyphenated);
  }

  static Kind<String> text(String pattern) {
    return new Kind<>(
        "text of the form " + pattern,
        "TEXT",
        List.of(),
        text -> Optional.of(text).filter(value -> value.matches(pattern)),
        text -> text);
  }

  private static String hyphenated(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Optional<Integer> parseInteger(String text) {
    try {
      return Optional.of(Integer.parseInt(text));
    } catch (NumberFormatException notANumber) {
      return Optional.empty();
    }
  }

  private static Optional<Double> parseReal(String text) {
    try {
      return Optional.of(Double.parseDouble(text)).filter(Double::isFinite);
    } catch (NumberFormatException notANumber) {
      return Optional.empty();
    }
  }

  /** {@code 100} rather than {@code 100.0}. */
  private static String plain(double value) {
    boolean whole = value == Math.rint(value) && Math.abs(value) < 1e9;
    return whole ? String.valueOf((long) value) : String.valueOf(value);
  }
}

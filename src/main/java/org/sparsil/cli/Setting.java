// SPDX-License-Identifier: Apache-2.0
package org.sparsil.cli;

import java.util.List;
import java.util.Optional;

/**
 * Something that can be chosen: an option of {@code compile} and a key of the configuration file,
 * by the same name.
 *
 * @param name in lower case with hyphens
 * @param kind what values it takes
 * @param fallback its value when nobody chooses
 * @param perLayer whether single layers may have their own
 * @param help one sentence, lower case, without a full stop
 */
record Setting<T>(String name, Kind<T> kind, T fallback, boolean perLayer, String help) {

  static Setting<Integer> integer(String name, int fallback, int min, int max, String help) {
    return new Setting<>(name, Kind.integer(min, max), fallback, false, help);
  }

  static Setting<Double> real(String name, double fallback, double min, double max, String help) {
    return new Setting<>(name, Kind.real(min, max), fallback, false, help);
  }

  static Setting<Boolean> bool(String name, boolean fallback, String help) {
    return new Setting<>(name, Kind.BOOL, fallback, false, help);
  }

  static <E extends Enum<E>> Setting<E> choice(String name, E fallback, String help) {
    return new Setting<>(name, Kind.choice(fallback.getDeclaringClass()), fallback, false, help);
  }

  static Setting<String> text(String name, String fallback, String pattern, String help) {
    return new Setting<>(name, Kind.text(pattern), fallback, false, help);
  }

  /** The same setting, for single layers too. */
  Setting<T> forLayersToo() {
    return new Setting<>(name, kind, fallback, true, help);
  }

  String option() {
    return "--" + name;
  }

  static Optional<Setting<?>> named(String name, List<Setting<?>> among) {
    return among.stream().filter(setting -> setting.name.equals(name)).findFirst();
  }
}

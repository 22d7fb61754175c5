// SPDX-License-Identifier: Apache-2.0
package org.sparsil.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What was chosen, as texts that are known to be valid; what was not chosen has its fallback.
 *
 * @param chosen by name of the setting
 * @param layers the same for single layers, by layer name
 */
record Settings(Map<String, String> chosen, Map<String, Map<String, String>> layers) {
  static final Setting<Double> INPUT_SCALE =
      Setting.real("input-scale", 1, -1e6, 1e6, "data are multiplied by it before the network");
  static final Setting<Double> INPUT_OFFSET =
      Setting.real("input-offset", 0, -1e6, 1e6, "then this is added to them");
  static final Setting<OutputForm> OUTPUT =
      Setting.choice(
          "output", OutputForm.LOGITS, "the network's values, or the number of the largest");
  static final Setting<Integer> WEIGHT_BITS =
      Setting.integer("weight-bits", 8, 1, 16, "bits of a weight").forLayersToo();
  static final Setting<Integer> ACTIVATION_BITS =
      Setting.integer("activation-bits", 8, 1, 16, "bits of a value between layers").forLayersToo();
  static final Setting<Integer> CLUSTERS =
      Setting.optionalInteger(
              "clusters",
              2,
              65536,
              "share weights: at most so many distinct ones per layer, by k-means")
          .forLayersToo();
  static final Setting<Double> CLOCK_MHZ =
      Setting.real("clock-mhz", 100, 0.001, 10_000, "the clock that the design is constrained to");
  static final Setting<String> PART =
      Setting.text(
          "part", "xc7z020clg400-1", "[A-Za-z0-9_-]{1,64}", "the device of the Vivado project");

  /** All of them, in the order of the help and of the printed configuration. */
  static final List<Setting<?>> ALL =
      List.of(
          INPUT_SCALE,
          INPUT_OFFSET,
          OUTPUT,
          WEIGHT_BITS,
          ACTIVATION_BITS,
          CLUSTERS,
          CLOCK_MHZ,
          PART);

  static final Settings DEFAULT = new Settings(Map.of(), Map.of());

  Settings {
    chosen = Map.copyOf(chosen);
    layers = Map.copyOf(layers);
  }

  /** The same, but with these choices instead of earlier ones. */
  Settings with(Map<String, String> newer) {
    Map<String, String> merged = new LinkedHashMap<>(chosen);
    merged.putAll(newer);
    return new Settings(merged, layers);
  }

  <T> T get(Setting<T> setting) {
    return find(setting).orElseThrow();
  }

  /** The value, or nothing when it is to be derived from others. */
  <T> Optional<T> find(Setting<T> setting) {
    return value(setting, chosen).or(setting::fallback);
  }

  /** The layer's own value, else everyone's. */
  <T> Optional<T> find(Setting<T> setting, String layer) {
    return value(setting, layers.getOrDefault(layer, Map.of())).or(() -> find(setting));
  }

  /** The layers that have settings of their own. */
  Set<String> layerNames() {
    return layers.keySet();
  }

  private static <T> Optional<T> value(Setting<T> setting, Map<String, String> texts) {
    return Optional.ofNullable(texts.get(setting.name())).flatMap(setting.kind().parse());
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sparsil.arch.Engine;
import org.sparsil.arch.LineBuffers;
import org.sparsil.arch.Memory;
import org.sparsil.compress.OutputKind;
import org.sparsil.qgraph.Rounding;
import org.sparsil.quant.QuantizeOptions.CalibrationMethod;
import org.sparsil.quant.QuantizeOptions.Granularity;
import org.sparsil.quant.QuantizeOptions.Scales;

/**
 * What was chosen, as texts that are known to be valid; what was not chosen has its fallback.
 *
 * @param chosen by name of the setting
 * @param layers the same for single layers, by layer name
 */
record Settings(Map<String, String> chosen, Map<String, Map<String, String>> layers) {
  static final Setting<Double> INPUT_SCALE =
      Setting.real("input-scale", 1, -1e6, 1e6, "data are multiplied by this before the network");
  static final Setting<Double> INPUT_OFFSET =
      Setting.real("input-offset", 0, -1e6, 1e6, "then this is added to them");
  static final Setting<OutputKind> OUTPUT =
      Setting.choice(
          "output",
          OutputKind.MODEL,
          "what leaves the network: what the model says, the values, or the number of the largest");

  static final Setting<Integer> WEIGHT_BITS =
      Setting.integer("weight-bits", 8, 2, 16, "bits of a weight").forLayersToo();
  static final Setting<Integer> ACTIVATION_BITS =
      Setting.integer("activation-bits", 8, 1, 16, "bits of a value between layers").forLayersToo();
  static final Setting<Integer> OUTPUT_BITS =
      Setting.integer("output-bits", 16, 2, 31, "bits of a value that leaves the network");
  static final Setting<Integer> CLUSTERS =
      Setting.integer(
              "clusters",
              0,
              0,
              1 << 16,
              "distinct weights per layer other than 0, found by k-means; 0 leaves them as they are")
          .forLayersToo();
  static final Setting<Scales> SCALES =
      Setting.choice(
          "scales", Scales.ARBITRARY, "factors between layers; a power of two is a mere shift");
  static final Setting<Granularity> GRANULARITY =
      Setting.choice("granularity", Granularity.AUTO, "what shares a weight scale");
  static final Setting<CalibrationMethod> CALIBRATION =
      Setting.choice(
          "calibration", CalibrationMethod.MIN_MAX, "how a range follows from calibration data");
  static final Setting<Double> PERCENTILE =
      Setting.real("percentile", 99.99, 50.0001, 100, "of values within the range, in percent");
  static final Setting<Integer> CALIBRATION_FRAMES =
      Setting.integer(
          "calibration-frames", 1000, 1, 1_000_000, "calibration frames used, evenly chosen");
  static final Setting<Rounding> ROUNDING =
      Setting.choice("rounding", Rounding.HALF_UP, "how an accumulator is scaled down");
  static final Setting<Boolean> BIAS_CORRECTION =
      Setting.bool("bias-correction", true, "let biases take up the mean error of rounded weights");
  static final Setting<Integer> TABLE_INDEX_BITS =
      Setting.integer("table-index-bits", 12, 4, 16, "widest address of an activation table");
  static final Setting<Integer> MULTIPLIER_BITS =
      Setting.integer(
          "multiplier-bits", 17, 2, 31, "bits of scaling multipliers; 17 fit a DSP slice");

  static final Setting<Engine> ENGINE =
      Setting.choice("engine", Engine.SERIAL, "how a layer is computed").forLayersToo();
  static final Setting<Memory> MEMORY =
      Setting.choice("memory", Memory.ROM, "weights fixed, or writable at run time").forLayersToo();
  static final Setting<LineBuffers> LINE_BUFFERS =
      new Setting<>(
          "line-buffers",
          new Kind<>(
              "a number of rows or streaming",
              "N|streaming",
              List.of(),
              LineBuffers::parse,
              LineBuffers::toString),
          LineBuffers.STREAMING,
          true,
          "how the rows of a sliding window are held: in so many memories, or in delay lines");
  static final Setting<Integer> ROWS_PARALLEL =
      Setting.integer("rows-parallel", 1, 1, 64, "rows of windows that a convolution does at once")
          .forLayersToo();
  static final Setting<Integer> OUTPUTS_PER_CYCLE =
      Setting.integer(
              "outputs-per-cycle", 0, 0, 1 << 16, "neurons of the folded engine; 0 for all outputs")
          .forLayersToo();
  static final Setting<Integer> TAPS_PER_CYCLE =
      Setting.integer(
              "taps-per-cycle",
              0,
              0,
              1 << 16,
              "window elements that the folded engine takes per cycle; 0 for all of a channel")
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
          OUTPUT_BITS,
          CLUSTERS,
          SCALES,
          GRANULARITY,
          CALIBRATION,
          PERCENTILE,
          CALIBRATION_FRAMES,
          ROUNDING,
          BIAS_CORRECTION,
          TABLE_INDEX_BITS,
          MULTIPLIER_BITS,
          ENGINE,
          MEMORY,
          LINE_BUFFERS,
          ROWS_PARALLEL,
          OUTPUTS_PER_CYCLE,
          TAPS_PER_CYCLE,
          CLOCK_MHZ,
          PART);

  /** What decides how a layer becomes hardware. */
  static final List<Setting<?>> HARDWARE =
      List.of(ENGINE, MEMORY, LINE_BUFFERS, ROWS_PARALLEL, OUTPUTS_PER_CYCLE, TAPS_PER_CYCLE);

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
    return value(setting, chosen).orElse(setting.fallback());
  }

  /** The layer's own value, if it has one. */
  <T> Optional<T> own(Setting<T> setting, String layer) {
    return value(setting, layers.getOrDefault(layer, Map.of()));
  }

  /** The layer's own value, else everyone's. */
  <T> T get(Setting<T> setting, String layer) {
    return own(setting, layer).orElse(get(setting));
  }

  /** What holds for a layer: its own values, else everyone's. */
  Settings forLayer(String layer) {
    return with(layers.getOrDefault(layer, Map.of()));
  }

  /** The layers that have settings of their own. */
  Set<String> layerNames() {
    return layers.keySet();
  }

  private static <T> Optional<T> value(Setting<T> setting, Map<String, String> texts) {
    return Optional.ofNullable(texts.get(setting.name())).flatMap(setting.kind().parse());
  }
}

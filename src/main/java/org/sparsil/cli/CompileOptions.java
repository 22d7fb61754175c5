// SPDX-License-Identifier: Apache-2.0
package org.sparsil.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.sparsil.arch.HardwareOptions;
import org.sparsil.arch.HardwareOptions.LayerOptions;
import org.sparsil.quant.QuantizeOptions;
import org.sparsil.rtl.TargetOptions;

/** Settings in the form that the parts of the compiler take. */
final class CompileOptions {
  private CompileOptions() {}

  static QuantizeOptions quantize(Settings settings) {
    Map<String, QuantizeOptions.LayerOptions> layers = new LinkedHashMap<>();
    for (String layer : settings.layerNames()) {
      QuantizeOptions.LayerOptions own =
          new QuantizeOptions.LayerOptions(
              settings.own(Settings.WEIGHT_BITS, layer),
              settings.own(Settings.ACTIVATION_BITS, layer),
              settings.own(Settings.CLUSTERS, layer));
      if (!own.equals(QuantizeOptions.LayerOptions.NONE)) {
        layers.put(layer, own);
      }
    }
    return new QuantizeOptions(
        settings.get(Settings.WEIGHT_BITS),
        settings.get(Settings.ACTIVATION_BITS),
        settings.get(Settings.OUTPUT_BITS),
        settings.get(Settings.CLUSTERS),
        settings.get(Settings.SCALES),
        settings.get(Settings.GRANULARITY),
        settings.get(Settings.CALIBRATION),
        settings.get(Settings.PERCENTILE),
        settings.get(Settings.ROUNDING),
        settings.get(Settings.BIAS_CORRECTION),
        settings.get(Settings.TABLE_INDEX_BITS),
        settings.get(Settings.MULTIPLIER_BITS),
        layers);
  }

  static TargetOptions target(Settings settings) {
    long picoseconds = Math.round(1e6 / settings.get(Settings.CLOCK_MHZ));
    return new TargetOptions(settings.get(Settings.PART), picoseconds);
  }

  static HardwareOptions hardware(Settings settings) {
    Map<String, LayerOptions> layers = new LinkedHashMap<>();
    for (String layer : settings.layerNames()) {
      if (Settings.HARDWARE.stream().anyMatch(one -> settings.own(one, layer).isPresent())) {
        layers.put(layer, layerOptions(settings.forLayer(layer)));
      }
    }
    return new HardwareOptions(layerOptions(settings), layers);
  }

  private static LayerOptions layerOptions(Settings settings) {
    return new LayerOptions(
        settings.get(Settings.ENGINE),
        settings.get(Settings.MEMORY),
        settings.get(Settings.LINE_BUFFERS),
        settings.get(Settings.ROWS_PARALLEL),
        unlessZero(settings.get(Settings.OUTPUTS_PER_CYCLE)),
        unlessZero(settings.get(Settings.TAPS_PER_CYCLE)));
  }

  private static OptionalInt unlessZero(int count) {
    return count == 0 ? OptionalInt.empty() : OptionalInt.of(count);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.arch;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the user wants of the hardware.
 *
 * @param defaults for layers that are not named
 * @param layers choices for single layers, by layer name
 */
public record HardwareOptions(LayerOptions defaults, Map<String, LayerOptions> layers) {

  /** The choices for one layer. */
  public record LayerOptions(Engine engine, Memory memory) {}

  public static final HardwareOptions DEFAULT =
      new HardwareOptions(new LayerOptions(Engine.SERIAL, Memory.ROM), Map.of());

  public HardwareOptions {
    layers = Map.copyOf(new LinkedHashMap<>(layers));
  }

  LayerOptions of(String layer) {
    return layers.getOrDefault(layer, defaults);
  }
}

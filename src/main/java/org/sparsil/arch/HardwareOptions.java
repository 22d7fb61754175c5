// SPDX-License-Identifier: Apache-2.0
package org.sparsil.arch;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What the user wants of the hardware.
 *
 * @param defaults for layers that are not named
 * @param layers choices for single layers, by layer name
 */
public record HardwareOptions(LayerOptions defaults, Map<String, LayerOptions> layers) {

  /**
   * The choices for one layer.
   *
   * @param lineBuffers how a sliding window's rows are held
   * @param rowsParallel rows of windows that a convolution computes at once, 1 or more
   * @param outputsPerCycle of the folded engine; as many as there are if absent
   * @param tapsPerCycle window elements per cycle of the folded engine; all of a channel if absent
   */
  public record LayerOptions(
      Engine engine,
      Memory memory,
      LineBuffers lineBuffers,
      int rowsParallel,
      OptionalInt outputsPerCycle,
      OptionalInt tapsPerCycle) {

    /** One neuron per output, weights in ROM, streaming line buffers. */
    public static final LayerOptions DEFAULT =
        new LayerOptions(
            Engine.SERIAL,
            Memory.ROM,
            LineBuffers.STREAMING,
            1,
            OptionalInt.empty(),
            OptionalInt.empty());

    public LayerOptions {
      if (rowsParallel < 1) {
        throw new IllegalArgumentException(rowsParallel + " rows in parallel");
      }
    }

    public LayerOptions with(Engine other) {
      return new LayerOptions(
          other, memory, lineBuffers, rowsParallel, outputsPerCycle, tapsPerCycle);
    }

    public LayerOptions with(Memory other) {
      return new LayerOptions(
          engine, other, lineBuffers, rowsParallel, outputsPerCycle, tapsPerCycle);
    }

    public LayerOptions with(LineBuffers other) {
      return new LayerOptions(engine, memory, other, rowsParallel, outputsPerCycle, tapsPerCycle);
    }

    public LayerOptions withRowsParallel(int rows) {
      return new LayerOptions(engine, memory, lineBuffers, rows, outputsPerCycle, tapsPerCycle);
    }

    /** The folded engine with so many outputs and taps per cycle. */
    public LayerOptions folded(OptionalInt outputs, OptionalInt taps) {
      return new LayerOptions(Engine.FOLDED, memory, lineBuffers, rowsParallel, outputs, taps);
    }
  }

  public static final HardwareOptions DEFAULT = of(LayerOptions.DEFAULT);

  public HardwareOptions {
    layers = Map.copyOf(new LinkedHashMap<>(layers));
  }

  /** The same for all layers. */
  public static HardwareOptions of(LayerOptions everywhere) {
    return new HardwareOptions(everywhere, Map.of());
  }

  LayerOptions of(String layer) {
    return layers.getOrDefault(layer, defaults);
  }
}

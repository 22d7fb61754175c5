// SPDX-License-Identifier: Apache-2.0
package org.sparsil.rtl;

import java.util.List;

/**
 * Everything that the hardware consists of.
 *
 * @param cells names of the hand-written cells that the modules use
 */
public record Design(
    TopModule top, List<LayerModule> layers, List<MemoryImage> memories, List<String> cells) {
  public Design {
    layers = List.copyOf(layers);
    memories = List.copyOf(memories);
    cells = List.copyOf(cells);
  }
}

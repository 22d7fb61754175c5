// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.map;

import java.util.List;
import org.sparsil.photonic.device.Device;
import org.sparsil.qgraph.QGraph;

/**
 * A network on a device: what light does of it; all else, biases and output stages included, is
 * electronics.
 *
 * @param layers those with weights, in the network's order
 * @param programs in the order in which a batch needs them
 */
public record MappedNetwork(
    Device device, QGraph network, List<MappedLayer> layers, List<Program> programs) {
  public MappedNetwork {
    layers = List.copyOf(layers);
    programs = List.copyOf(programs);
  }
}

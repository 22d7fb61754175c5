// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.mesh;

import java.util.List;
import org.sparsil.photonic.device.PortRef;

/**
 * An input or output of a pattern, led to the outside.
 *
 * @param port an external port of the device
 * @param through idle units between the pattern and the port, from the pattern outwards; light
 *     passes them in the cross state
 */
public record PlacedLine(PortRef port, List<Integer> through) {
  public PlacedLine {
    through = List.copyOf(through);
  }
}

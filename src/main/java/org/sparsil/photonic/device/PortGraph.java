// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.device;

import java.util.Arrays;
import java.util.Optional;

/** Where each port of a device leads: to another port, to the outside, or nowhere. */
public final class PortGraph {
  private static final int NOTHING = -1;

  private final int[] linked;
  private final int[] external;

  private PortGraph(int[] linked, int[] external) {
    this.linked = linked;
    this.external = external;
  }

  public static PortGraph of(Device device) {
    int[] linked = new int[4 * device.units().size()];
    int[] external = linked.clone();
    Arrays.fill(linked, NOTHING);
    Arrays.fill(external, NOTHING);
    for (Link link : device.links()) {
      linked[link.a().index()] = link.b().index();
      linked[link.b().index()] = link.a().index();
    }
    for (int i = 0; i < device.ports().size(); i++) {
      external[device.ports().get(i).at().index()] = i;
    }
    return new PortGraph(linked, external);
  }

  /** The number of ports, external or not. */
  public int size() {
    return linked.length;
  }

  /** The {@link PortRef#index()} of the port linked to one; negative if there is none. */
  public int linkedIndex(int port) {
    return linked[port];
  }

  public Optional<PortRef> linked(PortRef port) {
    int other = linked[port.index()];
    return other == NOTHING ? Optional.empty() : Optional.of(PortRef.ofIndex(other));
  }

  /** The position in {@link Device#ports()} of a port to the outside; negative if it is none. */
  public int externalIndex(PortRef port) {
    return external[port.index()];
  }

  public boolean isExternal(PortRef port) {
    return external[port.index()] != NOTHING;
  }
}

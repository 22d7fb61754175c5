// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.mesh;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.sparsil.photonic.device.Device;
import org.sparsil.photonic.device.Port;
import org.sparsil.photonic.device.PortGraph;
import org.sparsil.photonic.device.PortRef;

/**
 * The equations of a mesh: the wave into each linked port is what comes out of the port it is
 * linked to, which is a sum of the waves into the two ports at the other end of that unit.
 *
 * <pre>
 *   a[p] = sum over e of T[link(p)][e] a[e]
 * </pre>
 *
 * Unknowns are numbered in the order of their elimination.
 */
final class MeshEquations {
  private static final int NONE = -1;

  private final int ports;
  private final int[] unknownOfPort;
  private final int[] portOfUnknown;
  private final PortGraph graph;
  private final EliminationOrder order;

  MeshEquations(Device device) {
    graph = PortGraph.of(device);
    ports = graph.size();
    int[] linked = IntStream.range(0, ports).filter(port -> graph.linkedIndex(port) >= 0).toArray();
    int[] number = new int[ports];
    Arrays.fill(number, NONE);
    for (int i = 0; i < linked.length; i++) {
      number[linked[i]] = i;
    }
    order = EliminationOrder.of(neighbours(linked, number));
    unknownOfPort = new int[ports];
    Arrays.fill(unknownOfPort, NONE);
    portOfUnknown = new int[linked.length];
    for (int i = 0; i < linked.length; i++) {
      unknownOfPort[linked[i]] = order.position(i);
      portOfUnknown[order.position(i)] = linked[i];
    }
  }

  private int[][] neighbours(int[] linked, int[] number) {
    int[] counts = new int[linked.length];
    int[][] found = new int[linked.length][8];
    for (int i = 0; i < linked.length; i++) {
      int leaves = graph.linkedIndex(linked[i]);
      for (int side = 0; side < 2; side++) {
        int j = number[entry(leaves, side)];
        if (j != NONE && j != i) {
          found[i][counts[i]++] = j;
          found[j][counts[j]++] = i;
        }
      }
    }
    for (int i = 0; i < found.length; i++) {
      found[i] = Arrays.stream(found[i], 0, counts[i]).sorted().distinct().toArray();
    }
    return found;
  }

  int unknowns() {
    return portOfUnknown.length;
  }

  EliminationOrder order() {
    return order;
  }

  /** The unknown that is the wave into a port; negative if nothing is linked to it. */
  int unknown(int port) {
    return unknownOfPort[port];
  }

  /** The port whose outgoing wave is this unknown. */
  int leaves(int unknown) {
    return graph.linkedIndex(portOfUnknown[unknown]);
  }

  /** The upper (0) or lower (1) port at the other end of the unit of a port. */
  static int entry(int leaves, int side) {
    PortRef port = PortRef.ofIndex(leaves);
    return new PortRef(port.unit(), Port.of(!port.port().isLeft(), side == 0)).index();
  }

  /**
   * Where the factor from {@link #entry} to a port stands among the scattering elements of all
   * units, eight real numbers each; from right to left the matrix is transposed.
   */
  static int factor(int leaves, int side) {
    PortRef port = PortRef.ofIndex(leaves);
    int own = port.port().isUpper() ? 0 : 1;
    int element = port.port().isLeft() ? 2 * side + own : 2 * own + side;
    return 8 * port.unit() + 2 * element;
  }
}

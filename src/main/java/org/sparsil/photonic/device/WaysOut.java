// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.device;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * From which external ports light can leave by another one.
 *
 * <p>Light that enters a unit at one end may leave at both ports of the other, so what can be
 * reached depends only on the unit and the direction through it. Exits are carried backwards; two
 * different ones per direction are enough to answer for every port, which makes this linear in the
 * device.
 */
final class WaysOut {
  private static final int NONE = -1;

  private final PortGraph graph;

  /** Two different external ports reached by light on its way to each port; or none. */
  private final int[] first;

  private final int[] second;
  private final Deque<int[]> waiting = new ArrayDeque<>();

  private WaysOut(PortGraph graph) {
    this.graph = graph;
    this.first = new int[graph.size() / 2];
    this.second = new int[graph.size() / 2];
    Arrays.fill(first, NONE);
    Arrays.fill(second, NONE);
  }

  /** For each of {@link Device#ports()}, whether light from it reaches another. */
  static boolean[] ofExternalPorts(Device device) {
    WaysOut ways = new WaysOut(PortGraph.of(device));
    for (int i = 0; i < device.ports().size(); i++) {
      ways.add(towards(device.ports().get(i).at()), i);
    }
    ways.carryBackwards();
    boolean[] reaches = new boolean[device.ports().size()];
    for (int i = 0; i < reaches.length; i++) {
      int state = 1 ^ towards(device.ports().get(i).at());
      int one = ways.first[state];
      reaches[i] = (one != NONE && one != i) || ways.second[state] != NONE;
    }
    return reaches;
  }

  /** The direction through a unit that leaves at this port: 0 to the left, 1 to the right. */
  private static int towards(PortRef port) {
    return 2 * port.unit() + (port.port().isLeft() ? 0 : 1);
  }

  private void add(int state, int exit) {
    if (first[state] == NONE) {
      first[state] = exit;
    } else if (first[state] != exit && second[state] == NONE) {
      second[state] = exit;
    } else {
      return;
    }
    waiting.add(new int[] {state, exit});
  }

  private void carryBackwards() {
    while (!waiting.isEmpty()) {
      int[] found = waiting.remove();
      for (PortRef entry : entries(found[0])) {
        graph.linked(entry).ifPresent(from -> add(towards(from), found[1]));
      }
    }
  }

  /** The two ports where light of this direction enters the unit. */
  private static List<PortRef> entries(int state) {
    boolean left = state % 2 == 1;
    List<PortRef> entries = new ArrayList<>();
    entries.add(new PortRef(state / 2, Port.of(left, true)));
    entries.add(new PortRef(state / 2, Port.of(left, false)));
    return entries;
  }
}

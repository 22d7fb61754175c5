// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.mesh;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sparsil.photonic.device.HexCell;
import org.sparsil.photonic.device.Port;

/**
 * The links of a pattern in an order in which they lead from its first unit to all others. Links
 * between two slanted units are left out: no light of a program goes there, and a device need not
 * have them.
 */
record PatternSteps(List<HexCell> cells, List<Step> steps) {
  /** From a unit that is placed already to one that is placed by it, or is placed too. */
  record Step(int from, Port fromPort, int to, Port toPort) {
    Step reversed() {
      return new Step(to, toPort, from, fromPort);
    }
  }

  static PatternSteps of(Pattern pattern) {
    List<HexCell> cells = pattern.cells();
    Map<HexCell, Integer> index = new HashMap<>();
    cells.forEach(cell -> index.put(cell, index.size()));
    List<Step> steps = new ArrayList<>();
    boolean[] reached = new boolean[cells.size()];
    boolean[] done = new boolean[cells.size()];
    Deque<Integer> waiting = new ArrayDeque<>(List.of(0));
    reached[0] = true;
    while (!waiting.isEmpty()) {
      int from = waiting.remove();
      HexCell cell = cells.get(from);
      for (Port port : Port.values()) {
        HexCell.At there = cell.neighbour(port);
        Integer to = index.get(there.cell());
        if (to != null && !done[to] && (cell.horizontal() || there.cell().horizontal())) {
          steps.add(new Step(from, port, to, there.port()));
          if (!reached[to]) {
            reached[to] = true;
            waiting.add(to);
          }
        }
      }
      done[from] = true;
    }
    for (int i = 0; i < reached.length; i++) {
      if (!reached[i]) {
        throw new IllegalStateException(cells.get(i).id() + " is not linked to " + cells.get(0));
      }
    }
    return new PatternSteps(List.copyOf(cells), List.copyOf(steps));
  }
}

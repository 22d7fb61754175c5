// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.map;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Parts of a tile that have no row and no column in common: they need no common coupler. */
final class Components {
  private Components() {}

  /** The connected components of a tile's surviving weights; none for a tile of zeros. */
  static List<Tile> of(Tile tile) {
    int rows = tile.rows();
    int[] root = new int[rows + tile.columns()];
    Arrays.setAll(root, node -> node);
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < tile.columns(); column++) {
        if (tile.weight(row, column) != 0) {
          root[find(root, row)] = find(root, rows + column);
        }
      }
    }
    Map<Integer, List<Integer>> nodes = new LinkedHashMap<>();
    for (int node = 0; node < root.length; node++) {
      nodes.computeIfAbsent(find(root, node), unused -> new ArrayList<>()).add(node);
    }
    return nodes.values().stream()
        .filter(component -> component.size() > 1)
        .map(
            component ->
                tile.part(
                    component.stream().filter(n -> n < rows).mapToInt(n -> n).toArray(),
                    component.stream().filter(n -> n >= rows).mapToInt(n -> n - rows).toArray()))
        .toList();
  }

  private static int find(int[] root, int node) {
    int at = node;
    while (root[at] != at) {
      root[at] = root[root[at]];
      at = root[at];
    }
    return at;
  }
}

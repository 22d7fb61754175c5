// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.map;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tiles in programs. Tiles that are multiples of each other have one shape, whose program then runs
 * once for each of them.
 *
 * @param shapes in lowest terms
 * @param bins what the mesh is written with; each shape is in one of them
 */
public record Packing(List<Placed> tiles, List<TileShape> shapes, List<Bin> bins) {
  /**
   * A tile of a layer.
   *
   * @param shape index of the shape that it is a multiple of
   * @param factor the tile's weights are so many times the shape's
   */
  public record Placed(Tile tile, int shape, int factor) {}

  /**
   * Shapes that are on the mesh together.
   *
   * @param shapes their indices
   */
  public record Bin(TileKind kind, List<Integer> shapes) {}

  public Packing {
    tiles = List.copyOf(tiles);
    shapes = List.copyOf(shapes);
    bins = List.copyOf(bins);
  }

  static Packing of(List<Tile> tiles, TileLimits limits) {
    Map<TileShape, Integer> known = new LinkedHashMap<>();
    List<Placed> placed = new ArrayList<>();
    for (Tile tile : tiles) {
      TileKind kind = limits.kind(tile.rows(), tile.columns());
      TileShape shape = TileShape.of(kind, tile);
      int index = known.computeIfAbsent(shape, unused -> known.size());
      placed.add(new Placed(tile, index, TileShape.factor(tile)));
    }
    List<TileShape> shapes = List.copyOf(known.keySet());
    return new Packing(placed, shapes, bins(shapes, limits));
  }

  /** First fit, the largest first. */
  private static List<Bin> bins(List<TileShape> shapes, TileLimits limits) {
    List<Bin> bins = new ArrayList<>();
    for (TileKind kind : TileKind.values()) {
      List<Integer> ofKind = new ArrayList<>();
      for (int i = 0; i < shapes.size(); i++) {
        if (shapes.get(i).kind() == kind) {
          ofKind.add(i);
        }
      }
      ofKind.sort(Comparator.comparingInt(i -> -shapes.get(i).modes()));
      // Open bins by the modes that they have left.
      List<List<List<Integer>>> open = new ArrayList<>();
      for (int modes = 0; modes <= limits.modes(); modes++) {
        open.add(new ArrayList<>());
      }
      for (int index : ofKind) {
        int modes = kind == TileKind.SVD1 ? limits.modes() : shapes.get(index).modes();
        int from = modes;
        while (from < limits.modes() && open.get(from).isEmpty()) {
          from++;
        }
        List<List<Integer>> fitting = open.get(from);
        List<Integer> bin;
        if (fitting.isEmpty()) {
          bin = new ArrayList<>();
          bins.add(new Bin(kind, bin));
        } else {
          bin = fitting.remove(fitting.size() - 1);
        }
        bin.add(index);
        open.get(from - modes).add(bin);
      }
    }
    return bins;
  }

  /** How often the mesh is written. */
  public int programs() {
    return bins.stream().mapToInt(bin -> bin.kind().passes()).sum();
  }
}

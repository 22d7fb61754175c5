// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.device;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Units and links of any part of the honeycomb lattice. */
public final class Honeycomb {
  private static final double HALF_ROOT_3 = Math.sqrt(3) / 2;
  private static final double SPLITTER = 0.5;

  private Honeycomb() {}

  /**
   * The units that any unitary matrix of so many modes takes, column by column: {@code H_c_m} for
   * columns 0 to n-1 and modes -1 to n-1, {@code S_c_w} for columns 0 to n: 3n(n+1)/2.
   */
  public static List<HexCell> modes(int modes) {
    return modes(modes, modes);
  }

  /** The same with another number of columns of horizontal units. */
  public static List<HexCell> modes(int modes, int columns) {
    List<HexCell> cells = new ArrayList<>();
    for (int column = 0; column <= columns; column++) {
      for (int mode = 0; mode < modes; mode++) {
        cells.add(HexCell.slant(column, mode));
      }
      for (int mode = column % 2 == 0 ? 0 : -1; column < columns && mode < modes; mode += 2) {
        cells.add(HexCell.horizontal(column, mode));
      }
    }
    return cells;
  }

  /** Ideal units with one calibration; the side of a hexagon is 1. */
  public static List<Unit> units(Collection<HexCell> cells, Arm calibration) {
    return cells.stream().map(cell -> unit(cell, calibration)).toList();
  }

  private static Unit unit(HexCell cell, Arm calibration) {
    double x = 1.5 * cell.column() - (cell.horizontal() ? 0 : 0.75);
    double y = HALF_ROOT_3 * ((cell.horizontal() ? 0 : 0.5) - cell.row());
    double angle = cell.horizontal() ? 0 : cell.rises() ? 60 : -60;
    return new Unit(
        cell.id(),
        x,
        Math.round(y * 1e4) / 1e4,
        angle,
        SPLITTER,
        SPLITTER,
        calibration,
        calibration,
        false);
  }

  /**
   * Every link between units of the list: where ends of units meet at a vertex, ports side by side
   * are joined.
   */
  public static List<Link> links(Collection<HexCell> cells) {
    Map<HexCell, Integer> index = new LinkedHashMap<>();
    cells.forEach(cell -> index.put(cell, index.size()));
    List<Link> links = new ArrayList<>();
    index.forEach(
        (cell, unit) -> {
          for (Port port : Port.values()) {
            HexCell.At other = cell.neighbour(port);
            Integer otherUnit = index.get(other.cell());
            if (otherUnit != null && otherUnit > unit) {
              links.add(new Link(new PortRef(unit, port), new PortRef(otherUnit, other.port())));
            }
          }
        });
    return links;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.mesh;

import java.util.List;
import java.util.stream.IntStream;
import org.sparsil.photonic.device.HexCell;
import org.sparsil.photonic.device.Port;

/** What the patterns of n modes in n columns have in common. */
final class ModeLines {
  private ModeLines() {}

  static void requireModes(int modes) {
    if (modes < 1) {
      throw new IllegalArgumentException("a mesh of " + modes + " modes");
    }
  }

  static Role role(int modes, HexCell cell) {
    if (!cell.horizontal()) {
      return cell.column() == modes ? Role.OUTPUT_PHASE : Role.SLANT;
    }
    if (cell.row() < 0) {
      return Role.BYPASS_A;
    }
    return cell.row() == modes - 1 ? Role.BYPASS_B : Role.COUPLER;
  }

  static List<HexCell.At> inputs(int modes) {
    return IntStream.range(0, modes)
        .mapToObj(mode -> HexCell.slant(0, mode))
        .map(cell -> new HexCell.At(cell, cell.rises() ? Port.LU : Port.LD))
        .toList();
  }

  /** Where mode w comes out of the last column of horizontal units. */
  static HexCell.At lastHorizontal(int modes, int mode) {
    int column = modes - 1;
    return (column - mode) % 2 == 0
        ? new HexCell.At(HexCell.horizontal(column, mode), Port.RU)
        : new HexCell.At(HexCell.horizontal(column, mode - 1), Port.RD);
  }
}

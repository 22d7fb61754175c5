// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.compensate;

import java.util.List;
import java.util.OptionalInt;
import org.sparsil.photonic.mesh.PlacedLine;

/** Idle units that one line alone passes, where its phase can be set. */
final class OwnUnits {
  private OwnUnits() {}

  /** Such a unit of the line, if it has any. */
  static OptionalInt of(PlacedLine line, List<PlacedLine> lines) {
    return line.through().stream()
        .filter(unit -> lines.stream().filter(other -> other.through().contains(unit)).count() == 1)
        .mapToInt(Integer::intValue)
        .findFirst();
  }
}

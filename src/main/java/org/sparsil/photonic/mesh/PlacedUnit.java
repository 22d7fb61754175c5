// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.mesh;

import org.sparsil.photonic.device.Port;
import org.sparsil.photonic.device.PortRef;

/**
 * A device's unit that plays a pattern's, perhaps turned or mirrored. With the ends exchanged its
 * matrix is transposed; with upper and lower exchanged the phases of its arms are too.
 *
 * @param unit position in the device's list of units
 * @param endsSwapped whether the pattern's left is the device's right
 * @param armsSwapped whether the pattern's upper is the device's lower
 */
public record PlacedUnit(int unit, boolean endsSwapped, boolean armsSwapped) {
  /** The unit where the pattern's port of a unit lies on the device's port. */
  static PlacedUnit matching(Port pattern, PortRef device) {
    return new PlacedUnit(
        device.unit(),
        pattern.isLeft() != device.port().isLeft(),
        pattern.isUpper() != device.port().isUpper());
  }

  /** The device's port that plays the pattern's. */
  public PortRef port(Port pattern) {
    return new PortRef(
        unit, Port.of(pattern.isLeft() != endsSwapped, pattern.isUpper() != armsSwapped));
  }
}

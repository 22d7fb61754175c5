// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.device;

/**
 * A port of a device.
 *
 * @param unit the unit's position in {@link Device#units()}
 */
public record PortRef(int unit, Port port) {
  /** A number from 0 to four times the units less 1, unique to the port. */
  public int index() {
    return 4 * unit + (port.isLeft() ? 0 : 2) + (port.isUpper() ? 0 : 1);
  }

  /** The port with this {@link #index()}. */
  public static PortRef ofIndex(int index) {
    return new PortRef(index / 4, Port.of((index & 2) == 0, (index & 1) == 0));
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.device;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * A programmable photonic mesh.
 *
 * @param topology what kind of lattice it is, a note
 * @param dacBits bits of the converter that drives each arm
 * @param fullScale phase above {@code alpha} that the largest code drives, in rad
 * @param writeTimeMs time to write all channels, in milliseconds
 */
public record Device(
    String name,
    String description,
    String topology,
    UnitPhysics physics,
    int dacBits,
    double fullScale,
    double writeTimeMs,
    Crosstalk crosstalk,
    List<Unit> units,
    List<Link> links,
    List<ExternalPort> ports) {
  public static final int MAX_UNITS = 100_000;
  public static final int MAX_DAC_BITS = 24;

  public Device {
    units = List.copyOf(units);
    links = List.copyOf(links);
    ports = List.copyOf(ports);
    if (dacBits < 1 || dacBits > MAX_DAC_BITS) {
      throw new IllegalArgumentException("dacBits is " + dacBits + ", expected 1 to 24");
    }
  }

  /** The position of the unit with this id. */
  public OptionalInt unit(String id) {
    return IntStream.range(0, units.size()).filter(i -> units.get(i).id().equals(id)).findFirst();
  }

  /** As in device files: {@code H_0_0.Lu}. */
  public String text(PortRef port) {
    return units.get(port.unit()).id() + "." + port.port();
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.mesh;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.sparsil.photonic.device.Device;
import org.sparsil.photonic.device.ExternalPort;
import org.sparsil.photonic.device.Link;
import org.sparsil.photonic.device.Port;
import org.sparsil.photonic.device.PortGraph;
import org.sparsil.photonic.device.PortRef;
import org.sparsil.photonic.device.Unit;

/** Variants of devices. */
final class Devices {
  private Devices() {}

  /** The device with other units, links and ports. */
  static Device with(Device device, List<Unit> units, List<Link> links, List<ExternalPort> ports) {
    return new Device(
        device.name(),
        device.description(),
        device.topology(),
        device.physics(),
        device.dacBits(),
        device.fullScale(),
        device.writeTimeMs(),
        device.crosstalk(),
        units,
        links,
        ports);
  }

  static Device withFaulty(Device device, String... ids) {
    return with(
        device,
        device.units().stream()
            .map(u -> List.of(ids).contains(u.id()) ? renamed(u, u.id(), true) : u)
            .toList(),
        device.links(),
        device.ports());
  }

  private static Unit renamed(Unit u, String id, boolean faulty) {
    return new Unit(id, u.x(), u.y(), u.angleDegrees(), u.r1(), u.r2(), u.up(), u.lo(), faulty);
  }

  /**
   * The same device with its units in another order, under other names, and each of them perhaps
   * described from its other end or upside down.
   */
  static Device disguised(Device device, Random random) {
    int size = device.units().size();
    List<Integer> positions = new ArrayList<>(IntStream.range(0, size).boxed().toList());
    Collections.shuffle(positions, random);
    boolean[] ends = new boolean[size];
    boolean[] arms = new boolean[size];
    List<Unit> units = new ArrayList<>(device.units());
    for (int i = 0; i < size; i++) {
      ends[i] = random.nextBoolean();
      arms[i] = random.nextBoolean();
      units.set(positions.get(i), renamed(device.units().get(i), "unit" + i, false));
    }
    UnaryOperator<PortRef> moved =
        at ->
            new PortRef(
                positions.get(at.unit()),
                Port.of(
                    at.port().isLeft() != ends[at.unit()], at.port().isUpper() != arms[at.unit()]));
    List<Link> links =
        new ArrayList<>(
            device.links().stream()
                .map(link -> new Link(moved.apply(link.b()), moved.apply(link.a())))
                .toList());
    Collections.shuffle(links, random);
    return with(
        device,
        units,
        links,
        device.ports().stream()
            .map(port -> new ExternalPort(port.name(), moved.apply(port.at())))
            .toList());
  }

  /** Every port that nothing is linked to. */
  static List<PortRef> free(Device device) {
    PortGraph graph = PortGraph.of(device);
    return IntStream.range(0, graph.size())
        .filter(port -> graph.linkedIndex(port) < 0)
        .mapToObj(PortRef::ofIndex)
        .toList();
  }
}

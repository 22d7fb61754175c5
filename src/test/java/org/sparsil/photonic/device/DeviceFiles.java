// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.device;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Makes the built-in devices; {@code main} writes their files. */
public final class DeviceFiles {
  static final Path FOLDER = Path.of("src/main/resources/org/sparsil/photonic/devices");

  /** Per unit, as published for a first-generation device: dB, mW, ps, micrometres. */
  private static final UnitPhysics PHYSICS = new UnitPhysics(0.48, 1.3, 11.25, 811);

  private static final int DAC_BITS = 12;
  private static final double WRITE_TIME_MS = 62.5;

  /** A heater of 1 kiloohm: 1.3 mW make a phase of pi at 1.14 mA. */
  private static final Arm CALIBRATION = new Arm(2.4166, 0, 0);

  private DeviceFiles() {}

  public static void main(String[] arguments) throws IOException {
    for (Device device : all()) {
      Files.writeString(FOLDER.resolve(device.name() + ".json"), DeviceWriter.write(device));
    }
  }

  static List<Device> all() {
    return List.of(hex200(), smartlight72());
  }

  /** Eleven modes, and what closes a diamond of 7x7 couplers around H_5_5. */
  static Device hex200() {
    List<HexCell> cells = new ArrayList<>(Honeycomb.modes(11));
    cells.add(HexCell.horizontal(-1, 5));
    cells.add(HexCell.horizontal(5, 11));
    cells.add(HexCell.slant(5, 11));
    cells.add(HexCell.slant(6, 11));
    cells.add(HexCell.horizontal(11, 5));
    return device(
        "hex200",
        "A honeycomb of 203 units: any unitary matrix of 11 modes, any real 7x7 block in one pass."
            + " Numbers per unit as published for a first-generation device; nominal calibration"
            + " with heaters of 1 kiloohm, no crosstalk.",
        cells);
  }

  /** Six modes with one more column: the published counts, 72 units in 17 hexagons. */
  static Device smartlight72() {
    return device(
        "smartlight72",
        "A honeycomb of 72 units in 17 hexagons with the published numbers of a first-generation"
            + " SmartLight: loss, power, delay, length and write time. Its true outline, its"
            + " converters and its calibration are not published: a rectangle of six modes,"
            + " 12 bits, heaters of 1 kiloohm and no crosstalk are assumed.",
        Honeycomb.modes(6, 7));
  }

  public static Device device(String name, String description, List<HexCell> cells) {
    return new Device(
        name,
        description,
        "honeycomb",
        PHYSICS,
        DAC_BITS,
        2 * Math.PI,
        WRITE_TIME_MS,
        Crosstalk.NONE,
        Honeycomb.units(cells, CALIBRATION),
        Honeycomb.links(cells),
        ports(cells));
  }

  /**
   * The free ports at both ends, and those of horizontal units at top and bottom. The other free
   * ports, of slanted units at top and bottom, no pattern of couplers needs.
   */
  private static List<ExternalPort> ports(List<HexCell> cells) {
    int last = cells.stream().mapToInt(c -> c.horizontal() ? 0 : c.column()).max().orElse(0);
    double middle = cells.stream().mapToInt(HexCell::row).average().orElse(0);
    List<ExternalPort> ports = new ArrayList<>();
    for (String edge : List.of("left", "right", "top", "bottom")) {
      List<HexCell.At> here =
          free(cells).stream().filter(at -> edge.equals(edge(at, last, middle))).toList();
      number(edge, here, cells, ports);
    }
    return ports;
  }

  private static List<HexCell.At> free(List<HexCell> cells) {
    List<HexCell.At> free = new ArrayList<>();
    for (HexCell cell : cells) {
      for (Port port : Port.values()) {
        if (!cells.contains(cell.neighbour(port).cell())) {
          free.add(new HexCell.At(cell, port));
        }
      }
    }
    return free;
  }

  private static String edge(HexCell.At at, int last, double middle) {
    HexCell cell = at.cell();
    if (at.port().isLeft() && (cell.horizontal() ? cell.column() < 0 : cell.column() == 0)) {
      return "left";
    }
    if (!at.port().isLeft() && cell.column() >= last) {
      return "right";
    }
    if (!cell.horizontal()) {
      return "inner";
    }
    return cell.row() < middle ? "top" : "bottom";
  }

  /** Numbers the ports of an edge downwards or to the right. */
  private static void number(
      String edge, List<HexCell.At> found, List<HexCell> cells, List<ExternalPort> ports) {
    boolean side = edge.equals("left") || edge.equals("right");
    List<HexCell.At> sorted =
        found.stream()
            .sorted(
                side
                    ? Comparator.<HexCell.At>comparingDouble(
                            at -> at.cell().row() + (at.cell().horizontal() ? 0.5 : 0))
                        .thenComparing(at -> !at.port().isUpper())
                    : Comparator.<HexCell.At>comparingInt(at -> at.cell().column())
                        .thenComparing(at -> !at.port().isLeft()))
            .toList();
    for (int i = 0; i < sorted.size(); i++) {
      HexCell.At at = sorted.get(i);
      ports.add(new ExternalPort(edge + i, new PortRef(cells.indexOf(at.cell()), at.port())));
    }
  }
}

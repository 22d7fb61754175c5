// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.mesh;

import java.util.List;
import org.sparsil.photonic.device.Device;
import org.sparsil.photonic.device.PortRef;

/**
 * A pattern on a device. On ideal units, the field at output i for a field at input j is {@code
 * outputPath(i) * matrix[i][j] * inputPath(j)}, idle units on the way included.
 *
 * @param units the device's unit for each of the pattern's cells, in their order
 * @param inputs where light is sent in, by input
 * @param outputs where it is measured, by output
 */
public record Placement(
    Pattern pattern,
    Device device,
    List<PlacedUnit> units,
    List<PlacedLine> inputs,
    List<PlacedLine> outputs) {
  public Placement {
    units = List.copyOf(units);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /** The part of a way's factor that depends on the input. */
  public PathFactor inputPath(int input) {
    return PathFactor.idle(inputs.get(input).through().size()).then(pattern.inputPath(input));
  }

  /** The part of a way's factor that depends on the output. */
  public PathFactor outputPath(int output) {
    return pattern.outputPath(output).then(PathFactor.idle(outputs.get(output).through().size()));
  }

  public List<PortRef> inputPorts() {
    return inputs.stream().map(PlacedLine::port).toList();
  }

  public List<PortRef> outputPorts() {
    return outputs.stream().map(PlacedLine::port).toList();
  }

  /**
   * Drives of all the device's units, in its order.
   *
   * @param drives in the order of the pattern's cells
   */
  public Drives onDevice(Drives drives) {
    if (drives.size() != units.size()) {
      throw new IllegalArgumentException(
          "the pattern has " + units.size() + " units, got drives of " + drives.size());
    }
    double[] up = new double[device.units().size()];
    double[] lo = new double[device.units().size()];
    for (int i = 0; i < units.size(); i++) {
      PlacedUnit placed = units.get(i);
      up[placed.unit()] = placed.armsSwapped() ? drives.lo(i) : drives.up(i);
      lo[placed.unit()] = placed.armsSwapped() ? drives.up(i) : drives.lo(i);
    }
    return Drives.of(up, lo);
  }
}

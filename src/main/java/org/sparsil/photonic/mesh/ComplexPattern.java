// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.mesh;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.sparsil.photonic.device.HexCell;
import org.sparsil.photonic.device.Honeycomb;
import org.sparsil.photonic.device.Port;
import org.sparsil.photonic.linear.ComplexMesh;
import org.sparsil.photonic.linear.PhaseCoupler;

/**
 * Any unitary matrix of n modes: 3n(n+1)/2 units. The phase in front of a coupler is made by the
 * slanted unit of its upper mode; the output phases by one more column of slanted units.
 */
public record ComplexPattern(int modes) implements Pattern {
  private static final double HALF_PI = Math.PI / 2;

  public ComplexPattern {
    ModeLines.requireModes(modes);
  }

  @Override
  public String description() {
    return "complex mesh of " + modes + " modes";
  }

  @Override
  public List<HexCell> cells() {
    return Honeycomb.modes(modes);
  }

  @Override
  public Role role(HexCell cell) {
    return ModeLines.role(modes, cell);
  }

  @Override
  public List<HexCell.At> inputs() {
    return ModeLines.inputs(modes);
  }

  @Override
  public List<HexCell.At> outputs() {
    return IntStream.range(0, modes)
        .mapToObj(mode -> HexCell.slant(modes, mode))
        .map(cell -> new HexCell.At(cell, cell.rises() ? Port.RD : Port.RU))
        .toList();
  }

  @Override
  public PathFactor inputPath(int input) {
    return new PathFactor(0, 0);
  }

  /** Slanted units are driven against the turn of the cross state: only loss is left. */
  @Override
  public PathFactor outputPath(int output) {
    return new PathFactor(2 * modes + 1, 0);
  }

  /**
   * The published phases for a mesh, in the order of {@link #cells()}; some are negative, see
   * {@link Drives#wrapped()}.
   *
   * @throws IllegalArgumentException if the mesh has another number of modes, or not every coupler
   */
  public Drives drives(ComplexMesh mesh) {
    if (mesh.modes() != modes || mesh.couplers().size() != modes * (modes - 1) / 2) {
      throw new IllegalArgumentException(
          "a mesh of %d modes and %d couplers does not fill the %s"
              .formatted(mesh.modes(), mesh.couplers().size(), description()));
    }
    List<HexCell> cells = cells();
    Map<HexCell, Integer> index = new HashMap<>();
    double[] up = new double[cells.size()];
    double[] lo = new double[cells.size()];
    for (int i = 0; i < up.length; i++) {
      index.put(cells.get(i), i);
      switch (role(cells.get(i))) {
        case BYPASS_A -> up[i] = Math.PI;
        case BYPASS_B -> lo[i] = -Math.PI;
        case SLANT, OUTPUT_PHASE -> up[i] = lo[i] = -HALF_PI;
        case COUPLER -> {}
      }
    }
    for (PhaseCoupler coupler : mesh.couplers()) {
      int unit = index(index, HexCell.horizontal(coupler.column(), coupler.mode()));
      up[unit] = coupler.theta();
      int phase = index(index, HexCell.slant(coupler.column(), coupler.mode()));
      up[phase] = lo[phase] = coupler.phi() - HALF_PI;
    }
    for (int mode = 0; mode < modes; mode++) {
      int phase = index(index, HexCell.slant(modes, mode));
      up[phase] = lo[phase] = mesh.outputPhases().get(mode) - HALF_PI;
    }
    return Drives.of(up, lo);
  }

  private static int index(Map<HexCell, Integer> index, HexCell cell) {
    Integer found = index.get(cell);
    if (found == null) {
      throw new IllegalArgumentException("the mesh has a coupler outside at " + cell.id());
    }
    return found;
  }
}

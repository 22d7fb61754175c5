// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.mesh;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.sparsil.photonic.device.HexCell;
import org.sparsil.photonic.device.Honeycomb;
import org.sparsil.photonic.linear.RealCoupler;
import org.sparsil.photonic.linear.RealMesh;

/**
 * Any orthogonal matrix of n modes: n(3n+1)/2 units, of which n(n+1)/2 are driven, each with pi in
 * total. Slanted units are undriven; couplers and bypasses all turn the phase by pi, so that it is
 * common to all ways. The mesh's signs are left to electronics.
 */
public record RealPattern(int modes) implements Pattern {
  private static final double HALF_PI = Math.PI / 2;

  public RealPattern {
    ModeLines.requireModes(modes);
  }

  @Override
  public String description() {
    return "real mesh of " + modes + " modes";
  }

  @Override
  public List<HexCell> cells() {
    return Honeycomb.modes(modes).stream().filter(cell -> cell.column() < modes).toList();
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
        .mapToObj(mode -> ModeLines.lastHorizontal(modes, mode))
        .toList();
  }

  @Override
  public PathFactor inputPath(int input) {
    return new PathFactor(0, 0);
  }

  /** n slanted units with j and n others with -1. */
  @Override
  public PathFactor outputPath(int output) {
    return new PathFactor(2 * modes, 3 * modes);
  }

  /**
   * The phases of least power for a mesh, in the order of {@link #cells()}: {@code up = pi/2 + t,
   * lo = pi/2 - t}, which is -R(t).
   *
   * @throws IllegalArgumentException if the mesh has another number of modes, or not every coupler
   */
  public Drives drives(RealMesh mesh) {
    if (mesh.modes() != modes || mesh.couplers().size() != modes * (modes - 1) / 2) {
      throw new IllegalArgumentException(
          "a mesh of %d modes and %d couplers does not fill the %s"
              .formatted(mesh.modes(), mesh.couplers().size(), description()));
    }
    Map<HexCell, Double> angles = new HashMap<>();
    for (RealCoupler coupler : mesh.couplers()) {
      angles.put(HexCell.horizontal(coupler.column(), coupler.mode()), coupler.angle());
    }
    List<HexCell> cells = cells();
    double[] up = new double[cells.size()];
    double[] lo = new double[cells.size()];
    for (int i = 0; i < up.length; i++) {
      Role role = role(cells.get(i));
      if (role != Role.SLANT) {
        double t =
            switch (role) {
              case BYPASS_A -> -HALF_PI;
              case BYPASS_B -> HALF_PI;
              default -> angle(angles, cells.get(i));
            };
        up[i] = HALF_PI + t;
        lo[i] = HALF_PI - t;
      }
    }
    return Drives.of(up, lo);
  }

  private static double angle(Map<HexCell, Double> angles, HexCell cell) {
    Double angle = angles.get(cell);
    if (angle == null) {
      throw new IllegalArgumentException("the mesh has no coupler for " + cell.id());
    }
    return angle;
  }
}

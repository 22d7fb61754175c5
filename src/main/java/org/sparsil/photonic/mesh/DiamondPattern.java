// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.mesh;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.sparsil.photonic.device.HexCell;
import org.sparsil.photonic.device.Port;
import org.sparsil.photonic.linear.ContractionMesh;

/**
 * Any real matrix of spectral norm at most 1 in a single pass: a diamond of rows x columns couplers
 * with an undriven slanted unit between neighbours. Column line j carries input j down to the
 * right, row line i collects output i up to the right; they cross at {@code H_(i+j)_(i-j)}. The
 * mesh's signs are left to electronics.
 */
public record DiamondPattern(int rows, int columns) implements Pattern {
  private static final double HALF_PI = Math.PI / 2;

  public DiamondPattern {
    if (rows < 1 || columns < 1) {
      throw new IllegalArgumentException("a diamond of " + rows + " x " + columns);
    }
  }

  @Override
  public String description() {
    return "diamond of " + rows + " x " + columns + " couplers";
  }

  private static HexCell coupler(int row, int column) {
    return HexCell.horizontal(row + column, row - column);
  }

  /** First all couplers, row by row, then what lies between them. */
  @Override
  public List<HexCell> cells() {
    List<HexCell> couplers = new ArrayList<>();
    List<HexCell> slants = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        HexCell cell = coupler(i, j);
        couplers.add(cell);
        if (i + 1 < rows) {
          slants.add(cell.neighbour(Port.RD).cell());
        }
        if (j + 1 < columns) {
          slants.add(cell.neighbour(Port.RU).cell());
        }
      }
    }
    couplers.addAll(slants);
    return couplers;
  }

  @Override
  public Role role(HexCell cell) {
    return cell.horizontal() ? Role.COUPLER : Role.SLANT;
  }

  @Override
  public List<HexCell.At> inputs() {
    return IntStream.range(0, columns)
        .mapToObj(j -> new HexCell.At(coupler(0, j), Port.LU))
        .toList();
  }

  @Override
  public List<HexCell.At> outputs() {
    return IntStream.range(0, rows)
        .mapToObj(i -> new HexCell.At(coupler(i, columns - 1), Port.RU))
        .toList();
  }

  /**
   * Every way from input j to output i goes through i + n - j couplers and one slanted unit less.
   */
  @Override
  public PathFactor inputPath(int input) {
    int steps = columns - 1 - input;
    return new PathFactor(2 * steps, 3 * steps);
  }

  @Override
  public PathFactor outputPath(int output) {
    return new PathFactor(2 * output + 1, 3 * output + 2);
  }

  /**
   * The phases of least power for a mesh, in the order of {@link #cells()}: {@code up = pi/2 + t,
   * lo = pi/2 - t}.
   *
   * @throws IllegalArgumentException if the mesh has another size
   */
  public Drives drives(ContractionMesh mesh) {
    if (mesh.rows() != rows || mesh.columns() != columns) {
      throw new IllegalArgumentException(
          "a mesh of %d x %d does not fill the %s"
              .formatted(mesh.rows(), mesh.columns(), description()));
    }
    int units = cells().size();
    double[] up = new double[units];
    double[] lo = new double[units];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        up[i * columns + j] = HALF_PI + mesh.angle(i, j);
        lo[i * columns + j] = HALF_PI - mesh.angle(i, j);
      }
    }
    return Drives.of(up, lo);
  }
}

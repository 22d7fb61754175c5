// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.map;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.sparsil.diag.Code;
import org.sparsil.diag.UserException;
import org.sparsil.photonic.device.Device;
import org.sparsil.photonic.mesh.DiamondPattern;
import org.sparsil.photonic.mesh.Misfit;
import org.sparsil.photonic.mesh.Placement;
import org.sparsil.photonic.mesh.Placer;
import org.sparsil.photonic.mesh.RealPattern;

/** Where on a device the meshes of all sizes are; found once, for it takes a search. */
public final class DeviceMeshes {
  private final Device device;
  private final TreeMap<Integer, Placement> real = new TreeMap<>();
  private final Map<TileLimits.Size, Placement> diamonds = new HashMap<>();
  private final TileLimits limits;

  /**
   * Searches a device.
   *
   * @throws UserException if it cannot even hold two modes
   */
  public DeviceMeshes(Device device) {
    this.device = device;
    for (int modes = 1; true; modes++) {
      Optional<Placement> found = Placer.place(new RealPattern(modes), device);
      if (found.isEmpty()) {
        break;
      }
      real.put(modes, found.get());
    }
    if (real.size() < 2) {
      Optional<Misfit> why = Placer.explain(new RealPattern(2), device);
      throw new UserException(
          device.name(),
          Code.PHOTON_006,
          "too small for a matrix of 2x2" + why.map(misfit -> ": " + misfit).orElse(""));
    }
    limits = new TileLimits(real.lastKey(), largestDiamonds());
  }

  /** Those that hold what no dilation does, and of which no other holds all. */
  private List<TileLimits.Size> largestDiamonds() {
    int modes = real.lastKey();
    List<TileLimits.Size> sizes = new ArrayList<>();
    for (int rows = 2; rows <= modes; rows++) {
      for (int columns = modes + 2 - rows; columns <= modes; columns++) {
        sizes.add(new TileLimits.Size(rows, columns));
      }
    }
    sizes.sort(Comparator.comparingInt(size -> -size.rows() * size.columns()));
    List<TileLimits.Size> largest = new ArrayList<>();
    for (TileLimits.Size size : sizes) {
      boolean held =
          largest.stream()
              .anyMatch(one -> size.rows() <= one.rows() && size.columns() <= one.columns());
      if (!held && diamond(size.rows(), size.columns()).isPresent()) {
        largest.add(size);
      }
    }
    return largest;
  }

  public Device device() {
    return device;
  }

  public TileLimits limits() {
    return limits;
  }

  /** The smallest mesh with at least so many modes. */
  public Placement real(int modes) {
    Map.Entry<Integer, Placement> found = real.ceilingEntry(modes);
    if (found == null) {
      throw new IllegalArgumentException(
          "%d modes, the device holds %d".formatted(modes, real.lastKey()));
    }
    return found.getValue();
  }

  /** The diamond of so many rows and columns, if it has a place. */
  public synchronized Optional<Placement> diamond(int rows, int columns) {
    TileLimits.Size size = new TileLimits.Size(rows, columns);
    if (!diamonds.containsKey(size)) {
      Placer.place(new DiamondPattern(rows, columns), device)
          .ifPresent(placement -> diamonds.put(size, placement));
    }
    return Optional.ofNullable(diamonds.get(size));
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.report;

import java.util.Locale;
import org.sparsil.photonic.map.MappedGroup;
import org.sparsil.photonic.map.MappedLayer;
import org.sparsil.photonic.map.MappedNetwork;
import org.sparsil.photonic.map.Packing;
import org.sparsil.photonic.map.Program;
import org.sparsil.photonic.map.TileKind;

/** What became of a network's matrices on a photonic device. */
public final class MappingTable {
  private MappingTable() {}

  public static String print(MappedNetwork network) {
    TextTable table =
        new TextTable(
            "layer",
            "matrix",
            "survivors",
            "tiles",
            "two passes",
            "diamonds",
            "dilations",
            "programs");
    for (MappedLayer layer : network.layers()) {
      table.add(
          layer.layer().name(),
          "%dx%d".formatted(layer.layer().weights().rows(), layer.layer().weights().columns()),
          layer.layer().weights().survivors(),
          layer.groups().stream().mapToInt(group -> group.packing().tiles().size()).sum(),
          tiles(layer, TileKind.SVD2),
          tiles(layer, TileKind.SVD1),
          tiles(layer, TileKind.DILATION),
          layer.groups().stream().mapToInt(group -> group.packing().programs()).sum());
    }
    double most = network.programs().stream().mapToDouble(MappingTable::milliwatts).max().orElse(0);
    return String.format(
        Locale.ROOT,
        "%s on %s%n%n%s%n%d programs; at most %.1f mW at once; %.1f s to write them all%n",
        network.network().name(),
        network.device().name(),
        table.print(),
        network.programs().size(),
        most,
        network.programs().size() * network.device().writeTimeMs() / 1000);
  }

  private static long tiles(MappedLayer layer, TileKind kind) {
    long count = 0;
    for (MappedGroup group : layer.groups()) {
      for (Packing.Placed placed : group.packing().tiles()) {
        count += group.packing().shapes().get(placed.shape()).kind() == kind ? 1 : 0;
      }
    }
    return count;
  }

  private static double milliwatts(Program program) {
    return program.drives().total()
        / Math.PI
        * program.placement().device().physics().milliwattPerPi();
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.map;

import java.util.ArrayList;
import java.util.List;
import org.sparsil.diag.Code;
import org.sparsil.diag.UserException;
import org.sparsil.qgraph.QConv;
import org.sparsil.qgraph.QGraph;
import org.sparsil.qgraph.QLayer;
import org.sparsil.qgraph.QWeighted;

/** From an integer network to programs of a device. */
public final class PhotonicMapper {
  /** Programs of a network, beyond which a file would be of no use to anyone. */
  private static final int MOST_PROGRAMS = 100_000;

  private final DeviceMeshes meshes;

  public PhotonicMapper(DeviceMeshes meshes) {
    this.meshes = meshes;
  }

  /**
   * Maps a network.
   *
   * @throws UserException if it would take too many programs
   */
  public MappedNetwork map(QGraph network) {
    LayerTiles tiles = new LayerTiles(meshes.limits());
    ProgramBuilder builder = new ProgramBuilder(meshes);
    List<MappedLayer> layers = new ArrayList<>();
    for (QLayer layer : network.layers()) {
      if (layer instanceof QWeighted weighted) {
        layers.add(map(weighted, tiles, builder, network.name()));
      }
    }
    return new MappedNetwork(meshes.device(), network, layers, builder.programs());
  }

  private static MappedLayer map(
      QWeighted layer, LayerTiles tiles, ProgramBuilder builder, String network) {
    int groups = layer instanceof QConv conv ? conv.groups() : 1;
    int rows = layer.outputs() / groups;
    List<MappedGroup> mapped = new ArrayList<>();
    for (int group = 0; group < groups; group++) {
      Packing packing = tiles.of(layer.weights(), group * rows, rows);
      int programs = builder.programs().size() + packing.programs();
      if (programs > MOST_PROGRAMS) {
        throw new UserException(
            "%s: layer '%s'".formatted(network, layer.name()),
            Code.PHOTON_007,
            "takes %d programs, with those before it %d; at most %d are written"
                .formatted(packing.programs(), programs, MOST_PROGRAMS),
            "prune it, or map its layers one by one");
      }
      mapped.add(new MappedGroup(group * rows, rows, packing, builder.add(packing)));
    }
    return new MappedLayer(layer, mapped);
  }
}

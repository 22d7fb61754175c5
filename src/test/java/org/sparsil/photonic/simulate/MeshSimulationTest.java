// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparsil.golden.GoldenModel;
import org.sparsil.photonic.device.BuiltInDevices;
import org.sparsil.photonic.map.DeviceMeshes;
import org.sparsil.photonic.map.MappedNetwork;
import org.sparsil.photonic.map.PhotonicMapper;
import org.sparsil.qgraph.QGraph;
import org.sparsil.tensor.IntTensor;
import org.sparsil.testing.RandomImageNetworks;
import org.sparsil.testing.RandomNetworks;

/** Networks on ideal meshes give the golden model's integers. */
final class MeshSimulationTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void a_perceptron_on_an_ideal_mesh_is_exact(long seed) {
    assertExact(RandomNetworks.network(seed, 60), BuiltInDevices.HEX_200);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void a_network_of_images_on_an_ideal_mesh_is_exact(long seed) {
    assertExact(RandomImageNetworks.network(seed), BuiltInDevices.SMARTLIGHT_72);
  }

  private static void assertExact(QGraph graph, String device) {
    DeviceMeshes meshes = new DeviceMeshes(BuiltInDevices.read(device));
    MappedNetwork mapped = new PhotonicMapper(meshes).map(graph);
    PhotonicProducts products = new MeshSimulation(mapped).ideal();
    GoldenModel golden = GoldenModel.of(graph);
    List<IntTensor> frames = RandomNetworks.frames(graph.input(), 5, 3);
    for (IntTensor frame : frames) {
      assertThat(golden.trace(frame, products)).isEqualTo(golden.trace(frame));
    }
  }
}

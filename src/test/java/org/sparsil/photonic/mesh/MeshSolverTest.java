// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sparsil.photonic.device.BuiltInDevices;
import org.sparsil.photonic.device.Device;
import org.sparsil.photonic.device.DeviceFiles;
import org.sparsil.photonic.device.HexCell;
import org.sparsil.photonic.device.Honeycomb;
import org.sparsil.photonic.device.Port;
import org.sparsil.photonic.device.PortGraph;
import org.sparsil.photonic.device.PortRef;
import org.sparsil.photonic.linear.ComplexMatrix;

class MeshSolverTest {
  private static final Device HEX = BuiltInDevices.read(BuiltInDevices.HEX_200);
  private static final Device SMARTLIGHT = BuiltInDevices.read(BuiltInDevices.SMARTLIGHT_72);

  private static double[] random(int size, double from, double to, Random random) {
    return random.doubles(size, from, to).toArray();
  }

  private static MeshState randomState(int units, Random random) {
    Drives drives =
        Drives.of(random(units, 0, 2 * Math.PI, random), random(units, 0, 2 * Math.PI, random));
    return MeshState.ideal(drives)
        .withSplitters(random(units, 0.3, 0.7, random), random(units, 0.3, 0.7, random));
  }

  @Test
  void withoutLossNoEnergyIsLostAndWaysAreReciprocal() {
    Random random = new Random(1);
    MeshSolver solver = new MeshSolver(HEX);
    List<PortRef> free = Devices.free(HEX);
    for (int draw = 0; draw < 20; draw++) {
      MeshState state = randomState(HEX.units().size(), random);
      ComplexMatrix all = solver.transfer(state, free, free);
      ComplexMatrix identity = ComplexMatrix.identity(free.size());
      assertThat(all.adjoint().multiply(all).subtract(identity).maxNorm())
          .as("energy, draw %d", draw)
          .isLessThan(1e-10);
      assertReciprocal(all, draw);
      ComplexMatrix lossy = solver.transfer(state.withAmplitude(0.95), free, free);
      assertReciprocal(lossy, draw);
      assertThat(lossy.frobeniusNorm()).isLessThan(0.95 * Math.sqrt(free.size()));
    }
  }

  private static void assertReciprocal(ComplexMatrix matrix, int draw) {
    for (int i = 0; i < matrix.rows(); i++) {
      for (int j = 0; j < i; j++) {
        assertThat(matrix.real(i, j))
            .as("draw %d", draw)
            .isCloseTo(matrix.real(j, i), within(1e-10));
        assertThat(matrix.imaginary(i, j)).isCloseTo(matrix.imaginary(j, i), within(1e-10));
      }
    }
  }

  /** Another way to the same fields: light that walks from unit to unit until it is spent. */
  @Test
  void fieldsAreTheSumOverAllWays() {
    Random random = new Random(2);
    PortGraph graph = PortGraph.of(SMARTLIGHT);
    MeshState state = randomState(72, random).withAmplitude(0.8);
    PortRef input = SMARTLIGHT.ports().get(3).at();
    double[] scattering = new double[8 * 72];
    for (int unit = 0; unit < 72; unit++) {
      state.scattering(unit, scattering, 8 * unit);
    }
    double[] out = new double[2 * graph.size()];
    double[] in = new double[2 * graph.size()];
    in[2 * input.index()] = 1;
    for (int step = 0; step < 200; step++) {
      double[] next = new double[in.length];
      for (int port = 0; port < graph.size(); port++) {
        double re = 0;
        double im = 0;
        PortRef at = PortRef.ofIndex(port);
        for (Port from : Port.values()) {
          if (from.isLeft() != at.port().isLeft()) {
            Port right = from.isLeft() ? at.port() : from;
            Port left = from.isLeft() ? from : at.port();
            int t = 8 * at.unit() + (right.isUpper() ? 0 : 4) + (left.isUpper() ? 0 : 2);
            int a = 2 * new PortRef(at.unit(), from).index();
            re += scattering[t] * in[a] - scattering[t + 1] * in[a + 1];
            im += scattering[t] * in[a + 1] + scattering[t + 1] * in[a];
          }
        }
        if (graph.linkedIndex(port) >= 0) {
          next[2 * graph.linkedIndex(port)] = re;
          next[2 * graph.linkedIndex(port) + 1] = im;
        }
        out[2 * port] += re;
        out[2 * port + 1] += im;
      }
      in = next;
    }
    List<PortRef> everywhere = IntStream.range(0, graph.size()).mapToObj(PortRef::ofIndex).toList();
    ComplexMatrix solved = new MeshSolver(SMARTLIGHT).transfer(state, List.of(input), everywhere);
    for (int port = 0; port < graph.size(); port++) {
      assertThat(solved.real(port, 0)).isCloseTo(out[2 * port], within(1e-12));
      assertThat(solved.imaginary(port, 0)).isCloseTo(out[2 * port + 1], within(1e-12));
    }
  }

  /** {@code T = j e^(j delta) [[sin t, cos t], [cos t, -sin t]]} at ideal splitters. */
  @Test
  void aSingleUnitIsTheMatrixOfItsPhases() {
    Device device = DeviceFiles.device("one", "", List.of(HexCell.horizontal(0, 0)));
    MeshSolver solver = new MeshSolver(device);
    List<PortRef> left = List.of(new PortRef(0, Port.LU), new PortRef(0, Port.LD));
    List<PortRef> right = List.of(new PortRef(0, Port.RU), new PortRef(0, Port.RD));
    double up = 0.7;
    double lo = 2.1;
    double t = (up - lo) / 2;
    double delta = (up + lo) / 2;
    double[] cells = {Math.sin(t), Math.cos(t), Math.cos(t), -Math.sin(t)};
    ComplexMatrix expected =
        ComplexMatrix.of(2, 2, cells, new double[4]).scale(-Math.sin(delta), Math.cos(delta));
    MeshState state = MeshState.ideal(Drives.of(new double[] {up}, new double[] {lo}));
    assertThat(solver.transfer(state, left, right).subtract(expected).maxNorm()).isLessThan(1e-15);
    assertThat(solver.transfer(state, right, left).subtract(expected).maxNorm()).isLessThan(1e-15);
    assertThat(solver.transfer(state, left, left).maxNorm()).isZero();
    MeshState lossy = MeshState.of(device, Drives.of(new double[] {up}, new double[] {lo}));
    double amplitude = Math.pow(10, -0.48 / 20);
    assertThat(solver.transfer(lossy, left, right).subtract(expected.scale(amplitude, 0)).maxNorm())
        .isLessThan(1e-15);
  }

  /** With splitters r1 before and r2 behind; here r1 = 1 keeps light in its arm. */
  @Test
  void splittersStandOnTheirOwnSide() {
    Device device = DeviceFiles.device("one", "", List.of(HexCell.horizontal(0, 0)));
    MeshState state =
        MeshState.ideal(Drives.of(new double[] {0}, new double[] {0}))
            .withSplitters(new double[] {1}, new double[] {0.25});
    ComplexMatrix transfer =
        new MeshSolver(device)
            .transfer(
                state,
                List.of(new PortRef(0, Port.LU)),
                List.of(new PortRef(0, Port.RU), new PortRef(0, Port.RD)));
    assertThat(transfer.real(0, 0)).isCloseTo(0.5, within(1e-15));
    assertThat(transfer.imaginary(1, 0)).isCloseTo(Math.sqrt(0.75), within(1e-15));
  }

  @Test
  void aLoopWithoutLossIsRefusedAndOneWithLossIsNot() {
    // The hexagon between H_0_0 and H_0_2, all in the bar state, with a factor of 1 inside of it.
    List<HexCell> cells =
        List.of(
            HexCell.horizontal(0, 0),
            HexCell.horizontal(0, 2),
            HexCell.slant(0, 1),
            HexCell.slant(0, 2),
            HexCell.slant(1, 1),
            HexCell.slant(1, 2));
    Device device = DeviceFiles.device("ring", "", cells);
    assertThat(Honeycomb.links(cells)).hasSize(6);
    double[] up = new double[6];
    double[] lo = new double[6];
    for (int unit = 0; unit < 6; unit++) {
      boolean upper = List.of("H_0_2", "S_0_2", "S_1_2").contains(cells.get(unit).id());
      (upper ? lo : up)[unit] = Math.PI;
    }
    MeshSolver solver = new MeshSolver(device);
    MeshState state = MeshState.ideal(Drives.of(up, lo));
    List<PortRef> free = Devices.free(device);
    assertThatThrownBy(() -> solver.transfer(state, free, free))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("light goes round through unit");
    assertThat(solver.transfer(state.withAmplitude(0.99), free, free).maxNorm())
        .isCloseTo(0.99, within(1e-12));
  }

  @Test
  void wrongSizesAndPortsAreRefused() {
    MeshSolver solver = new MeshSolver(SMARTLIGHT);
    PortRef external = SMARTLIGHT.ports().get(0).at();
    PortRef linked = SMARTLIGHT.links().get(0).a();
    MeshState state = MeshState.ideal(Drives.idle(72));
    assertThatThrownBy(() -> solver.transfer(state, List.of(linked), List.of(external)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is linked");
    assertThatThrownBy(() -> solver.transfer(state, List.of(external, external), List.of(linked)))
        .isInstanceOf(IllegalArgumentException.class);
    MeshState other = MeshState.ideal(Drives.idle(71));
    assertThatThrownBy(() -> solver.transfer(other, List.of(external), List.of(linked)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the device has 72 units, the state 71");
    assertThatThrownBy(() -> Drives.of(new double[] {Double.NaN}, new double[1]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> state.withSplitters(new double[72], new double[71]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> state.withAmplitude(1.01))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparsil.photonic.device.BuiltInDevices;
import org.sparsil.photonic.device.Device;
import org.sparsil.photonic.linear.ComplexClements;
import org.sparsil.photonic.linear.ComplexMatrix;
import org.sparsil.photonic.linear.ContractionDecomposition;
import org.sparsil.photonic.linear.ContractionMesh;
import org.sparsil.photonic.linear.RealClements;
import org.sparsil.photonic.linear.RealMesh;
import org.sparsil.photonic.linear.SampleMatrices;

/** Programs on whole devices do what their matrices say, with everything that recirculates. */
class ProgramsTest {
  private static final double TOLERANCE = 1e-12;
  private static final Device HEX = BuiltInDevices.read(BuiltInDevices.HEX_200);
  private static final Device SMARTLIGHT = BuiltInDevices.read(BuiltInDevices.SMARTLIGHT_72);

  /** What a placed program does, with the factors of its ways taken out. */
  private static ComplexMatrix measured(
      Placement placement, MeshSolver solver, MeshState state, double amplitude) {
    ComplexMatrix transfer =
        solver.transfer(state, placement.inputPorts(), placement.outputPorts());
    int rows = transfer.rows();
    int columns = transfer.columns();
    double[] real = new double[rows * columns];
    double[] imaginary = new double[rows * columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        PathFactor path = placement.inputPath(j).then(placement.outputPath(i));
        double re = path.real(amplitude);
        double im = path.imaginary(amplitude);
        double square = re * re + im * im;
        double a = transfer.real(i, j);
        double b = transfer.imaginary(i, j);
        real[i * columns + j] = (a * re + b * im) / square;
        imaginary[i * columns + j] = (b * re - a * im) / square;
      }
    }
    return ComplexMatrix.adopt(rows, columns, real, imaginary);
  }

  private static void assertComputes(
      Placement placement, MeshSolver solver, Drives drives, ComplexMatrix expected, String what) {
    Device device = placement.device();
    Drives onDevice = placement.onDevice(drives);
    ComplexMatrix ideal = measured(placement, solver, MeshState.ideal(onDevice), 1);
    assertThat(ideal.subtract(expected).maxNorm()).as(what).isLessThan(TOLERANCE);
    ComplexMatrix lossy =
        measured(placement, solver, MeshState.of(device, onDevice), device.physics().amplitude());
    assertThat(lossy.subtract(expected).maxNorm()).as("%s, with loss", what).isLessThan(TOLERANCE);
  }

  private static ComplexMatrix unsigned(RealMatrix matrix, List<Integer> signs) {
    double[] diagonal = signs.stream().mapToDouble(sign -> sign).toArray();
    return ComplexMatrix.ofReal(MatrixUtils.createRealDiagonalMatrix(diagonal).multiply(matrix));
  }

  private static Placement placed(Pattern pattern, Device device) {
    return Placer.place(pattern, device)
        .orElseThrow(
            () ->
                new AssertionError(
                    pattern + " on " + device.name() + ": " + Placer.explain(pattern, device)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
  void realProgramsOfEverySizeAreExact(int n) {
    RealPattern pattern = new RealPattern(n);
    Placement placement = placed(pattern, HEX);
    MeshSolver solver = new MeshSolver(HEX);
    for (Map.Entry<String, RealMatrix> sample : SampleMatrices.orthogonal(n).entrySet()) {
      RealMesh mesh = RealClements.decompose(sample.getValue());
      assertComputes(
          placement,
          solver,
          pattern.drives(mesh),
          unsigned(sample.getValue(), mesh.signs()),
          sample.getKey());
    }
  }

  @Test
  void anyRealProgramOfElevenModesTakesSixtySixTimesPi() {
    RealPattern pattern = new RealPattern(11);
    Placement placement = placed(pattern, HEX);
    assertThat(pattern.cells()).hasSize(187);
    for (RealMatrix matrix : SampleMatrices.orthogonal(11).values()) {
      Drives drives = placement.onDevice(pattern.drives(RealClements.decompose(matrix)));
      assertThat(drives.driven()).isEqualTo(66);
      assertThat(drives.total()).isCloseTo(66 * Math.PI, within(1e-12));
      for (int unit = 0; unit < drives.size(); unit++) {
        assertThat(Math.min(drives.up(unit), drives.lo(unit))).isNotNegative();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 6, 11})
  void complexProgramsAreExact(int n) {
    ComplexPattern pattern = new ComplexPattern(n);
    assertThat(pattern.cells()).hasSize(3 * n * (n + 1) / 2);
    for (Device device : n <= 6 ? List.of(HEX, SMARTLIGHT) : List.of(HEX)) {
      Placement placement = placed(pattern, device);
      MeshSolver solver = new MeshSolver(device);
      for (Map.Entry<String, RealMatrix> sample : SampleMatrices.orthogonal(n).entrySet()) {
        ComplexMatrix unitary = phased(sample.getValue(), new Random(n));
        Drives drives = pattern.drives(ComplexClements.decompose(unitary));
        assertComputes(placement, solver, drives, unitary, sample.getKey());
        assertComputes(placement, solver, drives.wrapped(), unitary, sample.getKey());
      }
    }
  }

  private static ComplexMatrix phased(RealMatrix orthogonal, Random random) {
    int n = orthogonal.getRowDimension();
    double[] real = new double[n * n];
    double[] imaginary = new double[n * n];
    for (int i = 0; i < n; i++) {
      double phase = 2 * Math.PI * random.nextDouble();
      real[i * (n + 1)] = Math.cos(phase);
      imaginary[i * (n + 1)] = Math.sin(phase);
    }
    ComplexMatrix matrix = ComplexMatrix.ofReal(orthogonal);
    ComplexMatrix phases = ComplexMatrix.adopt(n, n, real, imaginary);
    return matrix.multiply(phases).multiply(ComplexMatrix.ofReal(orthogonal)).multiply(phases);
  }

  @Test
  void diamondsOfEverySizeUpToSevenAreExact() {
    MeshSolver solver = new MeshSolver(HEX);
    for (int m = 1; m <= 7; m++) {
      for (int n = 1; n <= 7; n++) {
        DiamondPattern pattern = new DiamondPattern(m, n);
        Placement placement = placed(pattern, HEX);
        boolean all = m == 7 && n == 7;
        for (Map.Entry<String, RealMatrix> sample : SampleMatrices.contractions(m, n).entrySet()) {
          if (all || sample.getKey().equals("norm 1") || sample.getKey().equals("rank 1")) {
            ContractionMesh mesh = ContractionDecomposition.decompose(sample.getValue());
            assertComputes(
                placement,
                solver,
                pattern.drives(mesh),
                unsigned(sample.getValue(), mesh.signs()),
                m + " x " + n + " " + sample.getKey());
          }
        }
      }
    }
  }

  @Test
  void theDiamondOfSevenLiesAroundTheMiddleOfHex200() {
    Placement placement = placed(new DiamondPattern(7, 7), HEX);
    int middle = placement.units().get(3 * 7 + 3).unit();
    assertThat(HEX.units().get(middle).id()).isEqualTo("H_5_5");
  }

  /** Names, order and orientation of units mean nothing. */
  @Test
  void programsAreExactHoweverADeviceIsDescribed() {
    Random random = new Random(1);
    for (int draw = 0; draw < 5; draw++) {
      Device device = Devices.disguised(HEX, random);
      MeshSolver solver = new MeshSolver(device);
      RealMatrix matrix = SampleMatrices.randomOrthogonal(11, random);
      RealMesh mesh = RealClements.decompose(matrix);
      RealPattern pattern = new RealPattern(11);
      assertComputes(
          placed(pattern, device),
          solver,
          pattern.drives(mesh),
          unsigned(matrix, mesh.signs()),
          "draw " + draw);
      ComplexPattern complex = new ComplexPattern(11);
      ComplexMatrix unitary = phased(matrix, random);
      assertComputes(
          placed(complex, device),
          solver,
          complex.drives(ComplexClements.decompose(unitary)),
          unitary,
          "complex, draw " + draw);
      DiamondPattern diamond = new DiamondPattern(7, 7);
      RealMatrix part = matrix.getSubMatrix(0, 6, 2, 8);
      ContractionMesh lines = ContractionDecomposition.decompose(part);
      assertComputes(
          placed(diamond, device),
          solver,
          diamond.drives(lines),
          unsigned(part, lines.signs()),
          "diamond, draw " + draw);
    }
  }

  @Test
  void aProgramOfAnotherSizeIsRefused() {
    RealMesh mesh = RealClements.decompose(MatrixUtils.createRealIdentityMatrix(3));
    assertThatThrownBy(() -> new RealPattern(4).drives(mesh))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a mesh of 3 modes and 3 couplers does not fill the real mesh of 4 modes");
    RealMesh partial = new RealMesh(3, mesh.couplers().subList(0, 2), mesh.signs());
    assertThatThrownBy(() -> new RealPattern(3).drives(partial))
        .isInstanceOf(IllegalArgumentException.class);
    ContractionMesh lines = ContractionDecomposition.decompose(MatrixUtils.createRealMatrix(2, 3));
    assertThatThrownBy(() -> new DiamondPattern(3, 2).drives(lines))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 x 3 does not fill the diamond of 3 x 2");
  }
}

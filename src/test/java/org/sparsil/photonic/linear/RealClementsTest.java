// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.sparsil.photonic.linear.SampleMatrices.distance;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RealClementsTest {
  private static final double TOLERANCE = 1e-13;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 16, 33})
  void degenerateMatricesComeBack(int n) {
    SampleMatrices.orthogonal(n)
        .forEach(
            (name, matrix) ->
                assertThat(distance(RealClements.decompose(matrix).matrix(), matrix))
                    .as(name)
                    .isLessThanOrEqualTo(TOLERANCE));
  }

  @Test
  void tenThousandRandomMatricesOfElevenModesComeBack() {
    Random random = new Random(1);
    double worst = 0;
    for (int round = 0; round < 10_000; round++) {
      RealMatrix matrix = SampleMatrices.randomOrthogonal(11, random);
      worst = Math.max(worst, distance(RealClements.decompose(matrix).matrix(), matrix));
    }
    assertThat(worst).isLessThanOrEqualTo(TOLERANCE);
  }

  @Test
  void largeMatricesComeBack() {
    RealMatrix matrix = SampleMatrices.randomOrthogonal(200, new Random(2));
    assertThat(distance(RealClements.decompose(matrix).matrix(), matrix))
        .isLessThanOrEqualTo(TOLERANCE);
  }

  /**
   * t = 0 exchanges the modes, t = pi/2 passes them with a sign: R = [[0, 1], [1, 0]] and so on.
   */
  @Test
  void twoModesAreOneReflection() {
    RealMesh mesh =
        RealClements.decompose(
            MatrixUtils.createRealMatrix(new double[][] {{0.6, 0.8}, {0.8, -0.6}}));
    assertThat(mesh.signs()).containsExactly(1, 1);
    assertThat(mesh.couplers()).hasSize(1);
    assertThat(mesh.couplers().get(0).angle()).isCloseTo(Math.asin(0.6), within(1e-15));
    RealMesh exchange =
        RealClements.decompose(MatrixUtils.createRealMatrix(new double[][] {{0, 1}, {1, 0}}));
    assertThat(exchange)
        .isEqualTo(new RealMesh(2, List.of(new RealCoupler(0, 0, 0)), List.of(1, 1)));
    RealMesh straight = RealClements.decompose(MatrixUtils.createRealIdentityMatrix(2));
    assertThat(straight)
        .isEqualTo(new RealMesh(2, List.of(new RealCoupler(0, 0, Math.PI / 2)), List.of(1, -1)));
  }

  @Test
  void oneModeIsASign() {
    assertThat(RealClements.decompose(MatrixUtils.createRealMatrix(new double[][] {{-1}})))
        .isEqualTo(new RealMesh(1, List.of(), List.of(-1)));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 10, 11, 12})
  void couplersFillTheRectangle(int n) {
    RealMatrix matrix = SampleMatrices.randomOrthogonal(n, new Random(n));
    RealMesh mesh = RealClements.decompose(matrix);
    Set<List<Integer>> places = new HashSet<>();
    for (RealCoupler coupler : mesh.couplers()) {
      assertThat((coupler.column() - coupler.mode()) % 2).isZero();
      assertThat(coupler.column()).isLessThan(n);
      places.add(List.of(coupler.column(), coupler.mode()));
    }
    assertThat(places).hasSize(n * (n - 1) / 2).hasSameSizeAs(mesh.couplers());
    List<RealCoupler> byColumn =
        mesh.couplers().stream()
            .sorted(
                Comparator.comparingInt(RealCoupler::column)
                    .thenComparing(Comparator.comparingInt(RealCoupler::mode).reversed()))
            .toList();
    assertThat(distance(new RealMesh(n, byColumn, mesh.signs()).matrix(), matrix))
        .isLessThanOrEqualTo(TOLERANCE);
  }

  @Test
  void elementsThatAreNotFiniteAreNamed() {
    RealMatrix matrix = MatrixUtils.createRealIdentityMatrix(4);
    matrix.setEntry(1, 2, Double.NaN);
    assertThatThrownBy(() -> RealClements.decompose(matrix))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the element at row 1, column 2 is NaN");
    matrix.setEntry(1, 2, Double.NEGATIVE_INFINITY);
    assertThatThrownBy(() -> RealClements.decompose(matrix))
        .hasMessage("the element at row 1, column 2 is -Infinity");
  }

  @Test
  void matricesThatAreNotOrthogonalAreRefusedWithTheError() {
    RealMatrix matrix = MatrixUtils.createRealIdentityMatrix(3);
    matrix.setEntry(2, 2, 1.5);
    assertThatThrownBy(() -> RealClements.decompose(matrix))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the matrix is not orthogonal: |O O^T - I| = 1.25 > 1.0E-9");
    matrix.setEntry(2, 2, 1e300);
    assertThatThrownBy(() -> RealClements.decompose(matrix)).hasMessageContaining("Infinity");
    assertThatThrownBy(() -> RealClements.decompose(MatrixUtils.createRealMatrix(2, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a square matrix was expected, got 2 x 3");
  }

  @Test
  void meshesAreChecked() {
    RealCoupler outside = new RealCoupler(1, 1, 0);
    assertThatThrownBy(() -> new RealMesh(2, List.of(outside), List.of(1, 1)))
        .hasMessageContaining("outside of 2 modes");
    assertThatThrownBy(() -> new RealMesh(2, List.of(), List.of(1)))
        .hasMessage("2 outputs have 1 signs");
    assertThatThrownBy(() -> new RealMesh(1, List.of(), List.of(0)))
        .hasMessageContaining("neither 1 nor -1");
    assertThatThrownBy(() -> new RealCoupler(0, 0, -Math.PI / 2))
        .hasMessageContaining("not in (-pi/2, pi/2]");
    assertThatThrownBy(() -> new RealCoupler(0, 0, Double.NaN))
        .hasMessageContaining("not in (-pi/2, pi/2]");
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.sparsil.photonic.linear.SampleMatrices.distance;

import java.util.List;
import java.util.Random;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContractionDecompositionTest {
  private static final double TOLERANCE = 1e-13;

  @ParameterizedTest
  @CsvSource({
    "1,1", "1,7", "7,1", "2,2", "2,3", "3,2", "4,4", "5,8", "7,7", "8,5", "11,11", "3,32", "32,49"
  })
  void degenerateMatricesComeBack(int m, int n) {
    SampleMatrices.contractions(m, n)
        .forEach(
            (name, matrix) ->
                assertThat(distance(ContractionDecomposition.decompose(matrix).matrix(), matrix))
                    .as(name)
                    .isLessThanOrEqualTo(TOLERANCE));
  }

  @Test
  void tenThousandRandomMatricesOfElevenModesComeBack() {
    Random random = new Random(6);
    double worst = 0;
    for (int round = 0; round < 10_000; round++) {
      double norm = round % 2 == 0 ? 1 : random.nextDouble();
      RealMatrix matrix = SampleMatrices.contracted(SampleMatrices.gaussian(11, 11, random), norm);
      worst =
          Math.max(worst, distance(ContractionDecomposition.decompose(matrix).matrix(), matrix));
    }
    assertThat(worst).isLessThanOrEqualTo(TOLERANCE);
  }

  @Test
  void largeMatricesComeBack() {
    RealMatrix matrix =
        SampleMatrices.contracted(SampleMatrices.gaussian(150, 120, new Random(7)), 1);
    assertThat(distance(ContractionDecomposition.decompose(matrix).matrix(), matrix))
        .isLessThanOrEqualTo(TOLERANCE);
  }

  /** Light taken through the diamond column by column of the lattice, which is another order. */
  @Test
  void lightPassesTheDiamondByItsColumns() {
    int m = 4;
    int n = 6;
    RealMatrix matrix =
        SampleMatrices.contracted(SampleMatrices.gaussian(m, n, new Random(8)), 0.9);
    ContractionMesh mesh = ContractionDecomposition.decompose(matrix);
    double[] input = new Random(9).doubles(n).toArray();
    double[] column = input.clone();
    double[] row = new double[m];
    for (int latticeColumn = 0; latticeColumn <= m + n - 2; latticeColumn++) {
      for (int i = 0; i < m; i++) {
        int j = latticeColumn - i;
        if (j >= 0 && j < n) {
          double s = Math.sin(mesh.angle(i, j));
          double c = Math.cos(mesh.angle(i, j));
          double upper = s * column[j] + c * row[i];
          column[j] = c * column[j] - s * row[i];
          row[i] = upper;
        }
      }
    }
    double[] expected = matrix.operate(input);
    for (int i = 0; i < m; i++) {
      assertThat(mesh.signs().get(i) * row[i]).isCloseTo(expected[i], within(1e-14));
    }
  }

  @Test
  void zerosAreCrossings() {
    ContractionMesh mesh = ContractionDecomposition.decompose(MatrixUtils.createRealMatrix(3, 2));
    assertThat(mesh.angles()).containsOnly(0.0).hasSize(6);
    assertThat(mesh.matrix()).isEqualTo(MatrixUtils.createRealMatrix(3, 2));
  }

  @Test
  void oneElementIsASine() {
    ContractionMesh mesh =
        ContractionDecomposition.decompose(MatrixUtils.createRealMatrix(new double[][] {{0.3}}));
    assertThat(Math.sin(mesh.angle(0, 0)) * mesh.signs().get(0)).isCloseTo(0.3, within(1e-15));
  }

  @Test
  void matricesBeyondNormOneAreRefused() {
    RealMatrix twice = MatrixUtils.createRealIdentityMatrix(2).scalarMultiply(2);
    assertThatThrownBy(() -> ContractionDecomposition.decompose(twice))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the spectral norm 2.0 exceeds 1");
    twice.setEntry(0, 1, Double.NaN);
    assertThatThrownBy(() -> ContractionDecomposition.decompose(twice))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the element at row 0, column 1 is NaN");
  }

  @Test
  void normsJustAboveOneAreTakenAsOne() {
    RealMatrix matrix = MatrixUtils.createRealIdentityMatrix(3).scalarMultiply(1 + 5e-13);
    assertThat(distance(ContractionDecomposition.decompose(matrix).matrix(), matrix))
        .isLessThanOrEqualTo(1e-12);
  }

  @Test
  void meshesAreChecked() {
    assertThatThrownBy(() -> new ContractionMesh(2, 2, List.of(0.0), List.of(1, 1)))
        .hasMessage("2 x 2 crossings have 1 angles");
    assertThatThrownBy(() -> new ContractionMesh(1, 1, List.of(4.0), List.of(1)))
        .hasMessageContaining("not in (-pi/2, pi/2]");
    assertThatThrownBy(() -> new ContractionMesh(1, 1, List.of(0.0), List.of(1)).angle(0, 1))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.sparsil.photonic.linear.SampleMatrices.distance;

import java.util.Random;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThinSvdTest {
  private static final double TOLERANCE = 1e-13;

  @ParameterizedTest
  @CsvSource({"1,1", "1,7", "7,1", "2,3", "5,7", "6,6", "7,4", "11,11", "32,49", "49,32"})
  void factorsMultiplyToTheMatrix(int m, int n) {
    SampleMatrices.contractions(m, n)
        .forEach(
            (name, matrix) -> {
              ThinSvd svd = ThinSvd.of(matrix);
              assertThat(distance(product(svd, m, n), matrix))
                  .as(name)
                  .isLessThanOrEqualTo(TOLERANCE);
              RealMatrix u = svd.completeU();
              RealMatrix v = svd.completeV();
              assertThat(SampleMatrices.nonOrthogonality(u)).as(name).isLessThan(TOLERANCE);
              assertThat(SampleMatrices.nonOrthogonality(v)).as(name).isLessThan(TOLERANCE);
              for (int k = 0; k < svd.rank(); k++) {
                assertThat(u.getEntry(m - 1, k)).isEqualTo(svd.u(m - 1, k));
                assertThat(v.getEntry(n - 1, k)).isEqualTo(svd.v(n - 1, k));
              }
            });
  }

  private static RealMatrix product(ThinSvd svd, int m, int n) {
    RealMatrix product = MatrixUtils.createRealMatrix(m, n);
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        for (int k = 0; k < svd.rank(); k++) {
          product.addToEntry(i, j, svd.u(i, k) * svd.sigma(k) * svd.v(j, k));
        }
      }
    }
    return product;
  }

  @Test
  void rankIsNumerical() {
    Random random = new Random(12);
    for (int rank = 1; rank <= 6; rank++) {
      RealMatrix matrix =
          SampleMatrices.gaussian(9, rank, random)
              .multiply(SampleMatrices.gaussian(rank, 6, random));
      ThinSvd svd = ThinSvd.of(matrix);
      assertThat(svd.rank()).isEqualTo(rank);
      assertThat(svd.sigma()).hasSize(rank).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    }
    assertThat(ThinSvd.of(MatrixUtils.createRealMatrix(4, 3)).rank()).isZero();
    assertThat(ThinSvd.of(MatrixUtils.createRealMatrix(4, 3)).norm()).isZero();
  }

  @Test
  void singularValuesOfADiagonalAreItsAbsoluteValues() {
    RealMatrix diagonal = MatrixUtils.createRealDiagonalMatrix(new double[] {0.5, 0, -3, 1});
    double[] sigma = ThinSvd.of(diagonal).sigma();
    assertThat(sigma).containsExactly(new double[] {3, 1, 0.5}, within(1e-15));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.MIN_VALUE, 1e-310, 1e-200, 1e-30, 1e30, 1e200, 1e307})
  void scaleDoesNotMatter(double scale) {
    RealMatrix matrix = MatrixUtils.createRealMatrix(new double[][] {{3, 0}, {0, -4}, {0, 0}});
    ThinSvd svd = ThinSvd.of(matrix.scalarMultiply(scale));
    assertThat(svd.rank()).isEqualTo(2);
    assertThat(svd.norm() / scale).isCloseTo(4, within(1e-14));
    assertThat(svd.sigma(1) / scale).isCloseTo(3, within(1e-14));
    assertThat(svd.u(1, 0) * svd.v(1, 0)).isCloseTo(-1, within(1e-14));
  }

  @Test
  void whatIsNotFiniteIsRefused() {
    RealMatrix matrix = MatrixUtils.createRealMatrix(2, 3);
    matrix.setEntry(1, 2, Double.POSITIVE_INFINITY);
    assertThatThrownBy(() -> ThinSvd.of(matrix))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the element at row 1, column 2 is Infinity");
    RealMatrix huge = MatrixUtils.createRealMatrix(2, 2).scalarAdd(Double.MAX_VALUE);
    assertThatThrownBy(() -> ThinSvd.of(huge))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("exceeds a double's range");
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sparsil.photonic.linear.SampleMatrices.distance;

import java.util.Random;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrthogonalDilationTest {
  private static final double TOLERANCE = 1e-13;

  @ParameterizedTest
  @CsvSource({"1,1", "1,7", "7,1", "2,3", "5,7", "6,6", "7,4", "11,11", "30,40"})
  void contractionIsTheUpperLeftBlock(int m, int n) {
    SampleMatrices.contractions(m, n)
        .forEach(
            (name, matrix) -> {
              RealMatrix dilation = OrthogonalDilation.of(matrix);
              assertThat(SampleMatrices.nonOrthogonality(dilation))
                  .as(name)
                  .isLessThanOrEqualTo(TOLERANCE);
              assertThat(dilation.getSubMatrix(0, m - 1, 0, n - 1)).as(name).isEqualTo(matrix);
              RealMatrix mesh = RealClements.decompose(dilation).matrix();
              assertThat(distance(mesh, dilation)).as(name).isLessThanOrEqualTo(TOLERANCE);
            });
  }

  @Test
  void eachSingularValueOfOneSavesAMode() {
    RealMatrix random = SampleMatrices.gaussian(5, 7, new Random(10));
    assertThat(size(SampleMatrices.contracted(random, 0.5))).isEqualTo(12);
    assertThat(size(SampleMatrices.contracted(random, 1))).isEqualTo(11);
    RealMatrix orthogonal = SampleMatrices.randomOrthogonal(7, new Random(11));
    assertThat(size(orthogonal)).isEqualTo(7);
    assertThat(size(orthogonal.getSubMatrix(0, 4, 0, 6))).isEqualTo(7);
    assertThat(size(orthogonal.getSubMatrix(0, 4, 0, 4))).isEqualTo(7);
    assertThat(size(MatrixUtils.createRealMatrix(2, 3))).isEqualTo(5);
  }

  private static int size(RealMatrix contraction) {
    return OrthogonalDilation.of(contraction).getRowDimension();
  }

  @Test
  void matricesBeyondNormOneAreRefused() {
    RealMatrix matrix = MatrixUtils.createRealIdentityMatrix(2).scalarMultiply(1 + 1e-9);
    assertThatThrownBy(() -> OrthogonalDilation.of(matrix))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching("the spectral norm 1.000000001\\d* exceeds 1");
  }
}

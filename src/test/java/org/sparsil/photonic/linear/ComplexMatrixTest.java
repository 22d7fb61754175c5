// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ComplexMatrixTest {
  private static final ComplexMatrix ROW =
      ComplexMatrix.of(1, 2, new double[] {1, 2}, new double[] {3, -1});

  @Test
  void productsAreComplex() {
    ComplexMatrix column = ComplexMatrix.of(2, 1, new double[] {2, 0}, new double[] {-1, 4});
    // (1 + 3j)(2 - j) + (2 - j) 4j = (5 + 5j) + (4 + 8j)
    assertThat(ROW.multiply(column))
        .isEqualTo(ComplexMatrix.of(1, 1, new double[] {9}, new double[] {13}));
    assertThat(ROW.scale(0, 1))
        .isEqualTo(ComplexMatrix.of(1, 2, new double[] {-3, 1}, new double[] {1, 2}));
    assertThatThrownBy(() -> ROW.multiply(ROW)).hasMessage("1 x 2 times 1 x 2 is not defined");
  }

  @Test
  void adjointIsTheConjugateTranspose() {
    ComplexMatrix adjoint = ROW.adjoint();
    assertThat(adjoint)
        .isEqualTo(ComplexMatrix.of(2, 1, new double[] {1, 2}, new double[] {-3, 1}));
    assertThat(adjoint.adjoint()).isEqualTo(ROW);
    assertThat(adjoint.imaginary(1, 0)).isEqualTo(1);
    assertThatThrownBy(() -> adjoint.real(0, 1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void normsOfElements() {
    ComplexMatrix matrix = ComplexMatrix.of(1, 2, new double[] {3, 0}, new double[] {-4, 12});
    assertThat(matrix.maxNorm()).isEqualTo(12);
    assertThat(matrix.frobeniusNorm()).isEqualTo(13);
    assertThat(matrix.subtract(matrix).frobeniusNorm()).isZero();
    assertThat(ComplexMatrix.of(1, 1, new double[] {Double.NaN}, new double[1]).maxNorm()).isNaN();
    assertThatThrownBy(() -> matrix.subtract(matrix.adjoint()))
        .hasMessage("1 x 2 minus 2 x 1 is not defined");
  }

  @Test
  void givenArraysAreCopied() {
    double[] real = {1, 2};
    ComplexMatrix matrix = ComplexMatrix.of(2, 1, real, new double[2]);
    real[0] = 7;
    matrix.realParts()[1] = 7;
    matrix.imaginaryParts()[1] = 7;
    assertThat(matrix).isEqualTo(ComplexMatrix.of(2, 1, new double[] {1, 2}, new double[2]));
    assertThat(matrix).isNotEqualTo(ComplexMatrix.of(1, 2, new double[] {1, 2}, new double[2]));
    assertThatThrownBy(() -> ComplexMatrix.of(2, 2, real, real))
        .hasMessage("2 x 2 elements are expected, got 2 real and 2 imaginary parts");
    assertThatThrownBy(() -> ComplexMatrix.of(0, 2, new double[0], new double[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

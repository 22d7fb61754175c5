// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.simulate;

import org.sparsil.photonic.linear.ComplexMatrix;

/**
 * How near a mesh comes to its matrix.
 *
 * @param fidelity {@code |tr(U^H G)|^2 / (||U||^2 ||G||^2)} of the wanted U and the got G, in
 *     Frobenius norms; for a unitary U of size n, {@code ||U||^2 = n}. 1 is exact
 * @param relativeError {@code ||s G - U|| / ||U||} in Frobenius norms, with the complex scale s
 *     that makes it least
 */
public record ProgramMetrics(double fidelity, double relativeError) {

  /**
   * Compares matrices of one size.
   *
   * @param wanted not all zero
   * @throws IllegalArgumentException if the wanted matrix is zero
   */
  public static ProgramMetrics of(ComplexMatrix wanted, ComplexMatrix got) {
    double wantedSquare = square(wanted);
    double gotSquare = square(got);
    if (wantedSquare == 0) {
      throw new IllegalArgumentException("a wanted matrix of zeros has no relative error");
    }
    if (gotSquare == 0) {
      return new ProgramMetrics(0, 1);
    }
    double re = 0;
    double im = 0;
    for (int i = 0; i < wanted.rows(); i++) {
      for (int j = 0; j < wanted.columns(); j++) {
        re += wanted.real(i, j) * got.real(i, j) + wanted.imaginary(i, j) * got.imaginary(i, j);
        im += wanted.real(i, j) * got.imaginary(i, j) - wanted.imaginary(i, j) * got.real(i, j);
      }
    }
    ComplexMatrix scaled = got.scale(re / gotSquare, -im / gotSquare);
    return new ProgramMetrics(
        (re * re + im * im) / (wantedSquare * gotSquare),
        scaled.subtract(wanted).frobeniusNorm() / Math.sqrt(wantedSquare));
  }

  private static double square(ComplexMatrix matrix) {
    double norm = matrix.frobeniusNorm();
    return norm * norm;
  }

  /** {@code -log2} of the relative error. */
  public double effectiveBits() {
    return -Math.log(relativeError) / Math.log(2);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.function.Consumer;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.sparsil.photonic.linear.ComplexClements;
import org.sparsil.photonic.linear.ComplexMatrix;
import org.sparsil.photonic.linear.ContractionDecomposition;
import org.sparsil.photonic.linear.OrthogonalDilation;
import org.sparsil.photonic.linear.RealClements;
import org.sparsil.photonic.linear.ThinSvd;

/** The time that a matrix takes to become a mesh of couplers. */
public final class PhotonicBenchmark {
  private PhotonicBenchmark() {}

  public static void main(String[] arguments) {
    for (int size : new int[] {11, 32, 64, 128, 512}) {
      double goal = size <= 128 ? 30 : 3000;
      int rounds = Math.max(3, 2000 / size);
      Random random = new Random(size);
      RealMatrix gaussian = gaussian(size, random);
      RealMatrix orthogonal = new QRDecomposition(gaussian).getQ().copy();
      RealMatrix contraction = gaussian.scalarMultiply(1 / ThinSvd.of(gaussian).norm());
      ComplexMatrix unitary =
          ComplexMatrix.ofReal(orthogonal)
              .multiply(phases(size, random))
              .multiply(ComplexMatrix.ofReal(orthogonal));
      measure("real rectangle", size, rounds, goal, orthogonal, RealClements::decompose);
      measure("complex rectangle", size, rounds, goal, unitary, ComplexClements::decompose);
      measure("diamond", size, rounds, goal, contraction, ContractionDecomposition::decompose);
      measure("dilation", size, rounds, goal, contraction, OrthogonalDilation::of);
      measure("singular values", size, rounds, goal, contraction, ThinSvd::of);
    }
  }

  private static <T> void measure(
      String what, int size, int rounds, double goal, T matrix, Consumer<T> decompose) {
    double[] milliseconds = new double[rounds];
    for (int round = -rounds; round < rounds; round++) {
      long start = System.nanoTime();
      decompose.accept(matrix);
      if (round >= 0) {
        milliseconds[round] = (System.nanoTime() - start) / 1e6;
      }
    }
    Arrays.sort(milliseconds);
    System.out.printf(
        Locale.ROOT,
        "%-50s %,9.2f ms (goal %,.0f)%n",
        what + ", " + size + " x " + size,
        milliseconds[rounds / 2],
        goal);
  }

  private static RealMatrix gaussian(int size, Random random) {
    RealMatrix matrix = MatrixUtils.createRealMatrix(size, size);
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        matrix.setEntry(i, j, random.nextGaussian());
      }
    }
    return matrix;
  }

  private static ComplexMatrix phases(int size, Random random) {
    double[] real = new double[size * size];
    double[] imaginary = new double[size * size];
    for (int i = 0; i < size; i++) {
      double phase = 2 * Math.PI * random.nextDouble();
      real[i * (size + 1)] = Math.cos(phase);
      imaginary[i * (size + 1)] = Math.sin(phase);
    }
    return ComplexMatrix.adopt(size, size, real, imaginary);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.linear;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/** Matrices to decompose, above all those that make a careless algorithm divide by zero. */
public final class SampleMatrices {
  private SampleMatrices() {}

  /** Orthogonal n x n matrices by name. */
  public static Map<String, RealMatrix> orthogonal(int n) {
    Random random = new Random(n);
    Map<String, RealMatrix> all = new LinkedHashMap<>();
    all.put("identity", permutation(n, i -> i, i -> 1));
    all.put("minus identity", permutation(n, i -> i, i -> -1));
    all.put("negative zeros", permutation(n, i -> i, i -> -1).scalarMultiply(-1));
    all.put("anti-identity", permutation(n, i -> n - 1 - i, i -> 1));
    all.put("cyclic permutation", permutation(n, i -> (i + 1) % n, i -> 1));
    all.put("signed permutation", permutation(n, i -> (i + n / 2) % n, i -> i % 3 == 0 ? -1 : 1));
    all.put("signs", permutation(n, i -> i, i -> i % 2 == 0 ? 1 : -1));
    all.put("one sign", permutation(n, i -> i, i -> i == 0 ? -1 : 1));
    all.put("Householder", householder(n));
    all.put("near identity", nearIdentity(n, 1e-9, random));
    all.put("very near identity", nearIdentity(n, 1e-17, random));
    all.put("random", randomOrthogonal(n, random));
    all.put("random, other determinant", flipped(randomOrthogonal(n, random)));
    if (n > 2) {
      all.put(
          "blocks", blocks(randomOrthogonal(n / 3, random), randomOrthogonal(n - n / 3, random)));
    }
    if (Integer.bitCount(n) == 1) {
      all.put("Hadamard", hadamard(n));
    }
    return all;
  }

  /** Matrices m x n of spectral norm at most 1 by name. */
  public static Map<String, RealMatrix> contractions(int m, int n) {
    Random random = new Random(31L * m + n);
    Map<String, RealMatrix> all = new LinkedHashMap<>();
    all.put("zero", MatrixUtils.createRealMatrix(m, n));
    all.put("minus zero", MatrixUtils.createRealMatrix(m, n).scalarMultiply(-1));
    all.put("tiny", gaussian(m, n, random).scalarMultiply(1e-300));
    all.put("rank 1", contracted(rankOne(m, n, random), 1));
    all.put("one element", single(m, n, 1));
    all.put("one negative element", single(m, n, -1));
    all.put("half in one element", single(m, n, 0.5));
    all.put("equal elements", contracted(MatrixUtils.createRealMatrix(m, n).scalarAdd(1), 1));
    all.put("norm 1", contracted(gaussian(m, n, random), 1));
    all.put("norm 1/2", contracted(gaussian(m, n, random), 0.5));
    all.put("nearly norm 1", contracted(gaussian(m, n, random), 1 - 1e-12));
    all.put("sparse", contracted(sparse(m, n, random), 1));
    all.put("codebook", contracted(codebook(m, n, random), 1));
    orthogonal(Math.max(m, n))
        .forEach(
            (name, square) -> all.put("part of " + name, square.getSubMatrix(0, m - 1, 0, n - 1)));
    return all;
  }

  /** Row i has value(i) in column target(i). */
  private static RealMatrix permutation(int n, IntUnaryOperator target, IntToDoubleFunction value) {
    RealMatrix matrix = MatrixUtils.createRealMatrix(n, n);
    for (int i = 0; i < n; i++) {
      matrix.setEntry(i, target.applyAsInt(i), value.applyAsDouble(i));
    }
    return matrix;
  }

  static RealMatrix gaussian(int m, int n, Random random) {
    RealMatrix matrix = MatrixUtils.createRealMatrix(m, n);
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        matrix.setEntry(i, j, random.nextGaussian());
      }
    }
    return matrix;
  }

  public static RealMatrix randomOrthogonal(int n, Random random) {
    return new QRDecomposition(gaussian(n, n, random)).getQ().copy();
  }

  /** With random phases times a random orthogonal matrix on each side, which is not Haar's. */
  static ComplexMatrix randomUnitary(int n, Random random) {
    return ComplexMatrix.ofReal(randomOrthogonal(n, random))
        .multiply(phases(n, i -> 2 * Math.PI * random.nextDouble()))
        .multiply(ComplexMatrix.ofReal(randomOrthogonal(n, random)));
  }

  /** A diagonal of e^j phase. */
  static ComplexMatrix phases(int n, IntToDoubleFunction phase) {
    double[] real = new double[n * n];
    double[] imaginary = new double[n * n];
    for (int i = 0; i < n; i++) {
      double angle = phase.applyAsDouble(i);
      real[i * n + i] = Math.cos(angle);
      imaginary[i * n + i] = Math.sin(angle);
    }
    return ComplexMatrix.adopt(n, n, real, imaginary);
  }

  /** Scaled to a spectral norm; a zero matrix stays. */
  static RealMatrix contracted(RealMatrix matrix, double norm) {
    double now = ThinSvd.of(matrix).norm();
    return now == 0 ? matrix : matrix.scalarMultiply(norm / now);
  }

  private static RealMatrix householder(int n) {
    RealMatrix matrix = MatrixUtils.createRealIdentityMatrix(n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        matrix.addToEntry(i, j, -2.0 / n);
      }
    }
    return matrix;
  }

  private static RealMatrix nearIdentity(int n, double distance, Random random) {
    RealMatrix skew = gaussian(n, n, random).scalarMultiply(distance);
    RealMatrix near = MatrixUtils.createRealIdentityMatrix(n).add(skew.subtract(skew.transpose()));
    QRDecomposition qr = new QRDecomposition(near);
    RealMatrix signs = MatrixUtils.createRealMatrix(n, n);
    for (int i = 0; i < n; i++) {
      signs.setEntry(i, i, Math.signum(qr.getR().getEntry(i, i)));
    }
    return qr.getQ().multiply(signs);
  }

  private static RealMatrix flipped(RealMatrix orthogonal) {
    RealMatrix matrix = orthogonal.copy();
    matrix.setRowMatrix(0, matrix.getRowMatrix(0).scalarMultiply(-1));
    return matrix;
  }

  private static RealMatrix blocks(RealMatrix first, RealMatrix second) {
    int n = first.getRowDimension() + second.getRowDimension();
    RealMatrix matrix = MatrixUtils.createRealMatrix(n, n);
    matrix.setSubMatrix(first.getData(), 0, 0);
    matrix.setSubMatrix(second.getData(), first.getRowDimension(), first.getRowDimension());
    return matrix;
  }

  private static RealMatrix hadamard(int n) {
    RealMatrix matrix = MatrixUtils.createRealMatrix(n, n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        matrix.setEntry(i, j, (Integer.bitCount(i & j) % 2 == 0 ? 1 : -1) / Math.sqrt(n));
      }
    }
    return matrix;
  }

  private static RealMatrix rankOne(int m, int n, Random random) {
    return gaussian(m, 1, random).multiply(gaussian(1, n, random));
  }

  private static RealMatrix single(int m, int n, double value) {
    RealMatrix matrix = MatrixUtils.createRealMatrix(m, n);
    matrix.setEntry(m / 2, n / 2, value);
    return matrix;
  }

  private static RealMatrix sparse(int m, int n, Random random) {
    RealMatrix matrix = gaussian(m, n, random);
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        matrix.multiplyEntry(i, j, random.nextDouble() < 0.1 ? 1 : 0);
      }
    }
    return matrix;
  }

  private static RealMatrix codebook(int m, int n, Random random) {
    RealMatrix matrix = MatrixUtils.createRealMatrix(m, n);
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        matrix.setEntry(i, j, random.nextInt(3) - 1);
      }
    }
    return matrix;
  }

  /** The greatest absolute difference of two elements; NaN if there is one. */
  static double distance(RealMatrix a, RealMatrix b) {
    double worst = 0;
    for (int i = 0; i < a.getRowDimension(); i++) {
      for (int j = 0; j < a.getColumnDimension(); j++) {
        worst = Math.max(worst, Math.abs(a.getEntry(i, j) - b.getEntry(i, j)));
      }
    }
    return worst;
  }

  /** The greatest element of O O^T - I. */
  static double nonOrthogonality(RealMatrix square) {
    return distance(
        square.multiply(square.transpose()),
        MatrixUtils.createRealIdentityMatrix(square.getRowDimension()));
  }
}

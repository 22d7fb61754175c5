// SPDX-License-Identifier: Apache-2.0
package org.sparsil.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.function.Consumer;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.sparsil.photonic.device.BuiltInDevices;
import org.sparsil.photonic.device.Device;
import org.sparsil.photonic.linear.ComplexClements;
import org.sparsil.photonic.linear.ComplexMatrix;
import org.sparsil.photonic.linear.ContractionDecomposition;
import org.sparsil.photonic.linear.OrthogonalDilation;
import org.sparsil.photonic.linear.RealClements;
import org.sparsil.photonic.linear.ThinSvd;
import org.sparsil.photonic.mesh.Drives;
import org.sparsil.photonic.mesh.MeshSolver;
import org.sparsil.photonic.mesh.MeshState;
import org.sparsil.photonic.mesh.Placement;
import org.sparsil.photonic.mesh.Placer;
import org.sparsil.photonic.mesh.RealPattern;

/** The time that a matrix takes to become a mesh of couplers, and that a mesh takes to solve. */
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
    solve();
  }

  /** A whole device of 203 units with noise on every phase, for 11 inputs and 11 outputs. */
  private static void solve() {
    Random random = new Random(1);
    Device device = BuiltInDevices.read(BuiltInDevices.HEX_200);
    RealPattern pattern = new RealPattern(11);
    Placement placement = Placer.place(pattern, device).orElseThrow();
    RealMatrix orthogonal = new QRDecomposition(gaussian(11, random)).getQ().copy();
    Drives drives = placement.onDevice(pattern.drives(RealClements.decompose(orthogonal)));
    double[] up = drives.ups();
    double[] lo = drives.los();
    for (int unit = 0; unit < up.length; unit++) {
      up[unit] += 0.01 * random.nextGaussian();
      lo[unit] += 0.01 * random.nextGaussian();
    }
    MeshState state = MeshState.of(device, Drives.of(up, lo));
    MeshSolver solver = new MeshSolver(device);
    measure(
        "recirculating solve of 203 units",
        11,
        500,
        10,
        state,
        noisy -> solver.transfer(noisy, placement.inputPorts(), placement.outputPorts()));
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

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.check;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.sparsil.photonic.device.Device;
import org.sparsil.photonic.device.Link;
import org.sparsil.photonic.device.PortRef;
import org.sparsil.photonic.linear.ComplexMatrix;

/**
 * Follows light through the units of a device without loss and with perfect splitters. In each
 * round every unit passes on what reached it in the round before; inputs never cease. When nothing
 * changes any more, the fields are those of the steady state.
 */
final class FollowedLight {
  private static final double SETTLED = 1e-14;
  private static final int MOST_ROUNDS = 20_000;

  /** The port that light leaving a port enters next; negative if none. */
  private final int[] next;

  FollowedLight(Device device) {
    next = new int[4 * device.units().size()];
    Arrays.fill(next, -1);
    for (Link link : device.links()) {
      next[link.a().index()] = link.b().index();
      next[link.b().index()] = link.a().index();
    }
  }

  /**
   * The fields at the outputs for a field of 1 at each input in turn.
   *
   * @param up phases of the units' upper arms, in rad
   * @param lo phases of their lower arms
   * @return outputs x inputs, or nothing if light goes round for too long
   */
  Optional<ComplexMatrix> fields(
      double[] up, double[] lo, List<PortRef> inputs, List<PortRef> outputs) {
    double[] units = units(up, lo);
    double[] real = new double[outputs.size() * inputs.size()];
    double[] imaginary = new double[real.length];
    for (int input = 0; input < inputs.size(); input++) {
      Optional<double[]> leaving = leaving(units, inputs.get(input).index());
      if (leaving.isEmpty()) {
        return Optional.empty();
      }
      for (int output = 0; output < outputs.size(); output++) {
        int port = 2 * outputs.get(output).index();
        real[output * inputs.size() + input] = leaving.get()[port];
        imaginary[output * inputs.size() + input] = leaving.get()[port + 1];
      }
    }
    return Optional.of(ComplexMatrix.adopt(outputs.size(), inputs.size(), real, imaginary));
  }

  /**
   * For each unit straight upper, across, straight lower: {@code j e^(j delta) (sin theta, cos
   * theta, -sin theta)}, real parts first.
   */
  private static double[] units(double[] up, double[] lo) {
    double[] units = new double[6 * up.length];
    for (int i = 0; i < up.length; i++) {
      double theta = (up[i] - lo[i]) / 2;
      double delta = (up[i] + lo[i]) / 2;
      double[] weights = {Math.sin(theta), Math.cos(theta), -Math.sin(theta)};
      for (int k = 0; k < weights.length; k++) {
        units[6 * i + 2 * k] = -Math.sin(delta) * weights[k];
        units[6 * i + 2 * k + 1] = Math.cos(delta) * weights[k];
      }
    }
    return units;
  }

  /** The fields that leave all ports once they are steady, complex numbers in pairs. */
  private Optional<double[]> leaving(double[] units, int input) {
    double[] entering = new double[2 * next.length];
    double[] leaving = new double[2 * next.length];
    entering[2 * input] = 1;
    for (int round = 0; round < MOST_ROUNDS; round++) {
      for (int unit = 0; unit < units.length / 6; unit++) {
        pass(units, unit, entering, leaving);
      }
      double change = 0;
      for (int port = 0; port < next.length; port++) {
        int to = 2 * next[port];
        if (to >= 0) {
          change = Math.max(change, Math.abs(entering[to] - leaving[2 * port]));
          change = Math.max(change, Math.abs(entering[to + 1] - leaving[2 * port + 1]));
          entering[to] = leaving[2 * port];
          entering[to + 1] = leaving[2 * port + 1];
        }
      }
      if (change < SETTLED) {
        return Optional.of(leaving);
      }
    }
    return Optional.empty();
  }

  /** Ports of a unit are upper left, lower left, upper right, lower right. */
  private static void pass(double[] units, int unit, double[] entering, double[] leaving) {
    for (int end = 0; end < 2; end++) {
      int from = 8 * unit + 4 * end;
      int to = 8 * unit + 4 * (1 - end);
      double upRe = entering[from];
      double upIm = entering[from + 1];
      double loRe = entering[from + 2];
      double loIm = entering[from + 3];
      int t = 6 * unit;
      leaving[to] =
          units[t] * upRe - units[t + 1] * upIm + units[t + 2] * loRe - units[t + 3] * loIm;
      leaving[to + 1] =
          units[t] * upIm + units[t + 1] * upRe + units[t + 2] * loIm + units[t + 3] * loRe;
      leaving[to + 2] =
          units[t + 2] * upRe - units[t + 3] * upIm + units[t + 4] * loRe - units[t + 5] * loIm;
      leaving[to + 3] =
          units[t + 2] * upIm + units[t + 3] * upRe + units[t + 4] * loIm + units[t + 5] * loRe;
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.mesh;

import java.util.Arrays;
import java.util.List;
import org.sparsil.photonic.device.Device;
import org.sparsil.photonic.device.PortRef;
import org.sparsil.photonic.linear.ComplexMatrix;

/**
 * What a whole mesh does to light, with everything that leaks and recirculates. Made once per
 * device, then solved for any number of states; may be used by several threads.
 */
public final class MeshSolver {
  /** A smaller pivot means light that goes round without loss, whose field is not determined. */
  private static final double SMALLEST_PIVOT = 1e-13;

  private final Device device;
  private final MeshEquations equations;
  private final EliminationOrder order;
  private final int[] factors;
  private final int[] entries;

  public MeshSolver(Device device) {
    this.device = device;
    this.equations = new MeshEquations(device);
    this.order = equations.order();
    this.factors = new int[2 * order.size()];
    this.entries = new int[2 * order.size()];
    for (int i = 0; i < order.size(); i++) {
      for (int side = 0; side < 2; side++) {
        factors[2 * i + side] = MeshEquations.factor(equations.leaves(i), side);
        entries[2 * i + side] = MeshEquations.entry(equations.leaves(i), side);
      }
    }
  }

  /**
   * The fields that leave the output ports for a field of 1 sent into each input port in turn.
   *
   * @param inputs ports that nothing is linked to, all different
   * @param outputs any ports
   * @return outputs x inputs
   * @throws IllegalArgumentException if light goes round in a loop without loss
   */
  public ComplexMatrix transfer(MeshState state, List<PortRef> inputs, List<PortRef> outputs) {
    if (state.units() != device.units().size()) {
      throw new IllegalArgumentException(
          "the device has %d units, the state %d".formatted(device.units().size(), state.units()));
    }
    double[] scattering = new double[8 * state.units()];
    for (int unit = 0; unit < state.units(); unit++) {
      state.scattering(unit, scattering, 8 * unit);
    }
    int[] inputOfPort = inputOfPort(inputs);
    Solve solve = new Solve(scattering, inputOfPort, inputs.size());
    solve.eliminate();
    solve.substituteBack();
    double[] real = new double[outputs.size() * inputs.size()];
    double[] imaginary = new double[real.length];
    for (int i = 0; i < outputs.size(); i++) {
      solve.output(outputs.get(i).index(), real, imaginary, i * inputs.size());
    }
    return ComplexMatrix.adopt(outputs.size(), inputs.size(), real, imaginary);
  }

  private int[] inputOfPort(List<PortRef> inputs) {
    int[] inputOfPort = new int[4 * device.units().size()];
    Arrays.fill(inputOfPort, -1);
    for (int i = 0; i < inputs.size(); i++) {
      int port = inputs.get(i).index();
      if (equations.unknown(port) >= 0 || inputOfPort[port] >= 0) {
        throw new IllegalArgumentException(
            device.text(inputs.get(i)) + " is linked, or an input twice");
      }
      inputOfPort[port] = i;
    }
    return inputOfPort;
  }

  /**
   * Gaussian elimination, row by row. Complex numbers lie in pairs; a row of {@code waves} is the
   * wave of one unknown for every input.
   */
  private final class Solve {
    private final double[] scattering;
    private final int[] inputOfPort;
    private final int inputs;
    private final double[][] upper = new double[order.size()][];
    private final double[] inverse = new double[2 * order.size()];
    private final double[][] waves;

    Solve(double[] scattering, int[] inputOfPort, int inputs) {
      this.scattering = scattering;
      this.inputOfPort = inputOfPort;
      this.inputs = inputs;
      this.waves = new double[order.size()][2 * inputs];
    }

    void eliminate() {
      double[] row = new double[2 * order.size()];
      for (int i = 0; i < order.size(); i++) {
        row[2 * i] = 1;
        for (int side = 0; side < 2; side++) {
          int factor = factors[2 * i + side];
          int unknown = equations.unknown(entries[2 * i + side]);
          int input = inputOfPort[entries[2 * i + side]];
          if (unknown >= 0) {
            row[2 * unknown] -= scattering[factor];
            row[2 * unknown + 1] -= scattering[factor + 1];
          } else if (input >= 0) {
            waves[i][2 * input] += scattering[factor];
            waves[i][2 * input + 1] += scattering[factor + 1];
          }
        }
        for (int k : order.earlier(i)) {
          subtract(k, i, row);
        }
        keep(i, row);
      }
    }

    /** Takes the finished row k out of row i. */
    private void subtract(int k, int i, double[] row) {
      double re = row[2 * k] * inverse[2 * k] - row[2 * k + 1] * inverse[2 * k + 1];
      double im = row[2 * k] * inverse[2 * k + 1] + row[2 * k + 1] * inverse[2 * k];
      row[2 * k] = 0;
      row[2 * k + 1] = 0;
      if (re == 0 && im == 0) {
        return;
      }
      double[] values = upper[k];
      int[] columns = order.later(k);
      for (int n = 0; n < columns.length; n++) {
        int j = 2 * columns[n];
        row[j] -= re * values[2 * n] - im * values[2 * n + 1];
        row[j + 1] -= re * values[2 * n + 1] + im * values[2 * n];
      }
      subtractScaled(waves[k], re, im, waves[i]);
    }

    private void keep(int i, double[] row) {
      double re = row[2 * i];
      double im = row[2 * i + 1];
      double square = re * re + im * im;
      if (square < SMALLEST_PIVOT * SMALLEST_PIVOT) {
        throw new IllegalArgumentException(
            "light goes round through unit '%s' without loss: its field is not determined"
                .formatted(device.units().get(equations.leaves(i) / 4).id()));
      }
      inverse[2 * i] = re / square;
      inverse[2 * i + 1] = -im / square;
      row[2 * i] = 0;
      row[2 * i + 1] = 0;
      int[] columns = order.later(i);
      double[] values = new double[2 * columns.length];
      for (int n = 0; n < columns.length; n++) {
        int j = 2 * columns[n];
        values[2 * n] = row[j];
        values[2 * n + 1] = row[j + 1];
        row[j] = 0;
        row[j + 1] = 0;
      }
      upper[i] = values;
    }

    void substituteBack() {
      for (int i = order.size() - 1; i >= 0; i--) {
        double[] wave = waves[i];
        int[] columns = order.later(i);
        for (int n = 0; n < columns.length; n++) {
          subtractScaled(waves[columns[n]], upper[i][2 * n], upper[i][2 * n + 1], wave);
        }
        double re = inverse[2 * i];
        double im = inverse[2 * i + 1];
        for (int n = 0; n < wave.length; n += 2) {
          double old = wave[n];
          wave[n] = old * re - wave[n + 1] * im;
          wave[n + 1] = old * im + wave[n + 1] * re;
        }
      }
    }

    private static void subtractScaled(double[] from, double re, double im, double[] target) {
      for (int n = 0; n < from.length; n += 2) {
        target[n] -= re * from[n] - im * from[n + 1];
        target[n + 1] -= re * from[n + 1] + im * from[n];
      }
    }

    /** Writes the fields out of a port, one per input, from {@code position} on. */
    void output(int port, double[] real, double[] imaginary, int position) {
      for (int side = 0; side < 2; side++) {
        int factor = MeshEquations.factor(port, side);
        int entry = MeshEquations.entry(port, side);
        double re = scattering[factor];
        double im = scattering[factor + 1];
        int unknown = equations.unknown(entry);
        if (unknown >= 0) {
          for (int n = 0; n < inputs; n++) {
            double a = waves[unknown][2 * n];
            double b = waves[unknown][2 * n + 1];
            real[position + n] += re * a - im * b;
            imaginary[position + n] += re * b + im * a;
          }
        } else if (inputOfPort[entry] >= 0) {
          real[position + inputOfPort[entry]] += re;
          imaginary[position + inputOfPort[entry]] += im;
        }
      }
    }
  }
}

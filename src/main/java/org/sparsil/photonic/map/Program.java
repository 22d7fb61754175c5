// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.map;

import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.sparsil.photonic.linear.ComplexMatrix;
import org.sparsil.photonic.mesh.Drives;
import org.sparsil.photonic.mesh.PathFactor;
import org.sparsil.photonic.mesh.Placement;

/**
 * A setting of the whole mesh.
 *
 * @param drives of all the device's units, in its order
 * @param signs by which electronics multiplies the outputs, 1 or −1
 * @param target what inputs become outputs by, {@code [outputs, inputs]}, the signs included
 */
public record Program(
    String id, Placement placement, Drives drives, List<Integer> signs, RealMatrix target) {
  public Program {
    signs = List.copyOf(signs);
  }

  /**
   * What electronics sees of measured fields: one quadrature of each output, by coherent detection,
   * with the delays and losses that all light of an input or output has taken out.
   *
   * @param fields at the outputs for each input, {@code [outputs, inputs]}
   * @param amplitude that a unit passes, as electronics knows it
   */
  public RealMatrix received(ComplexMatrix fields, double amplitude) {
    ComplexMatrix corrected = corrected(fields, amplitude);
    RealMatrix received = new Array2DRowRealMatrix(fields.rows(), fields.columns());
    for (int output = 0; output < fields.rows(); output++) {
      for (int input = 0; input < fields.columns(); input++) {
        received.setEntry(output, input, corrected.real(output, input));
      }
    }
    return received;
  }

  /**
   * The fields times the signs, without the delays and losses that all light of an input or output
   * has: the target, were the mesh ideal.
   *
   * @param fields at the outputs for each input, {@code [outputs, inputs]}
   * @param amplitude that a unit passes, as electronics knows it
   */
  public ComplexMatrix corrected(ComplexMatrix fields, double amplitude) {
    double[] real = new double[fields.rows() * fields.columns()];
    double[] imaginary = new double[real.length];
    for (int output = 0; output < fields.rows(); output++) {
      for (int input = 0; input < fields.columns(); input++) {
        PathFactor path = placement.inputPath(input).then(placement.outputPath(output));
        double re = path.real(amplitude);
        double im = path.imaginary(amplitude);
        double factor = signs.get(output) / (re * re + im * im);
        double a = fields.real(output, input);
        double b = fields.imaginary(output, input);
        real[output * fields.columns() + input] = factor * (a * re + b * im);
        imaginary[output * fields.columns() + input] = factor * (b * re - a * im);
      }
    }
    return ComplexMatrix.adopt(fields.rows(), fields.columns(), real, imaginary);
  }
}

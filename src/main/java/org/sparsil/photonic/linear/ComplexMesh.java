// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.linear;

import java.util.List;

/**
 * A mesh of couplers with phases: out = diag(e^j outputPhases) T_k ... T_1 in.
 *
 * @param modes number of inputs and of outputs
 * @param couplers in the order in which light passes them
 * @param outputPhases a phase in radians per output
 */
public record ComplexMesh(int modes, List<PhaseCoupler> couplers, List<Double> outputPhases) {
  public ComplexMesh {
    couplers = List.copyOf(couplers);
    outputPhases = List.copyOf(outputPhases);
    if (modes < 1 || outputPhases.size() != modes) {
      throw new IllegalArgumentException(
          modes + " outputs have " + outputPhases.size() + " phases");
    }
    for (double phase : outputPhases) {
      if (!Double.isFinite(phase)) {
        throw new IllegalArgumentException("output phase " + phase + " is not finite");
      }
    }
    for (PhaseCoupler coupler : couplers) {
      if (coupler.mode() + 1 >= modes) {
        throw new IllegalArgumentException(coupler + " is outside of " + modes + " modes");
      }
    }
  }

  /** The unitary matrix that this mesh is, modes x modes. */
  public ComplexMatrix matrix() {
    ComplexRows rows = new ComplexRows(ComplexMatrix.identity(modes));
    for (PhaseCoupler coupler : couplers) {
      rows.multiplyFromLeft(coupler.mode(), coupler.theta(), coupler.phi(), 0);
    }
    for (int mode = 0; mode < modes; mode++) {
      rows.turn(mode, outputPhases.get(mode));
    }
    return rows.toMatrix();
  }
}

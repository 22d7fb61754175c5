// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.linear;

import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * A mesh of real couplers: out = diag(signs) R_k ... R_1 in.
 *
 * @param modes number of inputs and of outputs
 * @param couplers in the order in which light passes them
 * @param signs +1 or -1 per output
 */
public record RealMesh(int modes, List<RealCoupler> couplers, List<Integer> signs) {
  public RealMesh {
    couplers = List.copyOf(couplers);
    signs = List.copyOf(signs);
    Signs.require(signs, modes);
    for (RealCoupler coupler : couplers) {
      if (coupler.mode() + 1 >= modes) {
        throw new IllegalArgumentException(coupler + " is outside of " + modes + " modes");
      }
    }
  }

  /** The orthogonal matrix that this mesh is, modes x modes. */
  public RealMatrix matrix() {
    double[][] rows = new double[modes][modes];
    for (int mode = 0; mode < modes; mode++) {
      rows[mode][mode] = 1;
    }
    for (RealCoupler coupler : couplers) {
      coupler.apply(rows[coupler.mode()], rows[coupler.mode() + 1], 0);
    }
    Signs.apply(signs, rows);
    return new Array2DRowRealMatrix(rows, false);
  }
}

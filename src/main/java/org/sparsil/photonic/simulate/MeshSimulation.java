// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.simulate;

import org.apache.commons.math3.linear.RealMatrix;
import org.sparsil.photonic.map.MappedNetwork;
import org.sparsil.photonic.map.Program;
import org.sparsil.photonic.mesh.MeshSolver;
import org.sparsil.photonic.mesh.MeshState;
import org.sparsil.photonic.mesh.Placement;

/** Solves the meshes of a network's programs, recirculating light included. */
public final class MeshSimulation {
  private final MappedNetwork network;
  private final MeshSolver solver;

  public MeshSimulation(MappedNetwork network) {
    this.network = network;
    this.solver = new MeshSolver(network.device());
  }

  /** On a device without loss and errors. */
  public PhotonicProducts ideal() {
    return new PhotonicProducts(
        network, network.programs().parallelStream().map(this::ideallyReceived).toList());
  }

  private RealMatrix ideallyReceived(Program program) {
    MeshState state = MeshState.ideal(program.drives());
    Placement placement = program.placement();
    return program.received(
        solver.transfer(state, placement.inputPorts(), placement.outputPorts()), 1);
  }
}

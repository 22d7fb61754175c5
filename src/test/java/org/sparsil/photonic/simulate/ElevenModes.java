// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.simulate;

import java.util.Objects;
import org.apache.commons.math3.linear.RealMatrix;
import org.sparsil.photonic.device.BuiltInDevices;
import org.sparsil.photonic.device.Crosstalk;
import org.sparsil.photonic.device.Device;
import org.sparsil.photonic.linear.ComplexMatrix;
import org.sparsil.photonic.linear.RealClements;
import org.sparsil.photonic.linear.RealMesh;
import org.sparsil.photonic.linear.SampleMatrices;
import org.sparsil.photonic.map.Program;
import org.sparsil.photonic.mesh.Drives;
import org.sparsil.photonic.mesh.MeshSolver;
import org.sparsil.photonic.mesh.MeshState;
import org.sparsil.photonic.mesh.Placement;
import org.sparsil.photonic.mesh.Placer;
import org.sparsil.photonic.mesh.RealPattern;

/** A real program of 11 modes on the built-in device of about 200 units, to be disturbed. */
public final class ElevenModes {
  public static final Device DEVICE = BuiltInDevices.read(BuiltInDevices.HEX_200);
  private static final MeshSolver SOLVER = new MeshSolver(DEVICE);
  private static final Placement PLACEMENT =
      Placer.place(new RealPattern(11), DEVICE).orElseThrow();

  private ElevenModes() {}

  /** The device with other converters and crosstalk. */
  public static Device device(int dacBits, Crosstalk crosstalk) {
    return new Device(
        DEVICE.name(),
        DEVICE.description(),
        DEVICE.topology(),
        DEVICE.physics(),
        dacBits,
        DEVICE.fullScale(),
        DEVICE.writeTimeMs(),
        crosstalk,
        DEVICE.units(),
        DEVICE.links(),
        DEVICE.ports());
  }

  /** Of {@link SampleMatrices#orthogonal}, by name. */
  public static Program program(String matrix) {
    RealMatrix wanted = Objects.requireNonNull(SampleMatrices.orthogonal(11).get(matrix));
    RealMesh mesh = RealClements.decompose(wanted);
    Drives drives = PLACEMENT.onDevice(((RealPattern) PLACEMENT.pattern()).drives(mesh));
    return new Program("p0", PLACEMENT, drives, mesh.signs(), wanted);
  }

  /** How near a state of the mesh comes to a program's matrix. */
  public static ProgramMetrics metrics(Program program, MeshState state) {
    Placement placement = program.placement();
    ComplexMatrix fields = SOLVER.transfer(state, placement.inputPorts(), placement.outputPorts());
    return ProgramMetrics.of(
        ComplexMatrix.ofReal(program.target()),
        program.corrected(fields, DEVICE.physics().amplitude()));
  }
}

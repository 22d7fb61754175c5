// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.simulate;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.RealMatrix;
import org.sparsil.photonic.linear.ComplexMatrix;
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
        network,
        network.programs().parallelStream().map(this::ideallyReceived).toList(),
        new DetectorNoise(0, 0));
  }

  private RealMatrix ideallyReceived(Program program) {
    return program.received(fields(MeshState.ideal(program.drives()), program), 1);
  }

  /**
   * On one device drawn at random. Electronics knows the loss that the device file gives, and
   * measures each program's outputs against a reference of the phase that all have in common.
   *
   * @param seed the same one gives the same device and the same errors, whatever the number of
   *     threads
   */
  public PhotonicProducts draw(Noise noise, long seed) {
    NoisyDevice drawn = new NoisyDevice(network.device(), noise, seed);
    List<RealMatrix> received =
        IntStream.range(0, network.programs().size())
            .parallel()
            .mapToObj(i -> inPhase(network.programs().get(i), corrected(drawn, i)))
            .toList();
    return new PhotonicProducts(network, received, new DetectorNoise(noise.detector(), seed));
  }

  /** How near each program comes to its matrix on the device of {@link #draw}. */
  public List<ProgramMetrics> metrics(Noise noise, long seed) {
    NoisyDevice drawn = new NoisyDevice(network.device(), noise, seed);
    return IntStream.range(0, network.programs().size())
        .parallel()
        .mapToObj(
            i ->
                ProgramMetrics.of(
                    ComplexMatrix.ofReal(network.programs().get(i).target()), corrected(drawn, i)))
        .toList();
  }

  /** A program's fields on a drawn device, with the known delays and losses taken out. */
  private ComplexMatrix corrected(NoisyDevice drawn, int index) {
    Program program = network.programs().get(index);
    MeshState state = drawn.state(index, program.drives());
    return program.corrected(fields(state, program), network.device().physics().amplitude());
  }

  private ComplexMatrix fields(MeshState state, Program program) {
    Placement placement = program.placement();
    return solver.transfer(state, placement.inputPorts(), placement.outputPorts());
  }

  /** The quadrature of the phase that the fields have in common with respect to the target. */
  private static RealMatrix inPhase(Program program, ComplexMatrix fields) {
    RealMatrix result = program.target().copy();
    double re = 0;
    double im = 0;
    for (int i = 0; i < fields.rows(); i++) {
      for (int j = 0; j < fields.columns(); j++) {
        re += result.getEntry(i, j) * fields.real(i, j);
        im += result.getEntry(i, j) * fields.imaginary(i, j);
      }
    }
    double size = Math.hypot(re, im);
    double cosine = size > 0 ? re / size : 1;
    double sine = size > 0 ? im / size : 0;
    for (int i = 0; i < fields.rows(); i++) {
      for (int j = 0; j < fields.columns(); j++) {
        result.setEntry(i, j, fields.real(i, j) * cosine + fields.imaginary(i, j) * sine);
      }
    }
    return result;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.simulate;

import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.sparsil.photonic.device.Device;
import org.sparsil.photonic.device.HeatFlow;
import org.sparsil.photonic.device.Side;
import org.sparsil.photonic.device.Unit;
import org.sparsil.photonic.mesh.Drives;
import org.sparsil.photonic.mesh.MeshState;

/** One device of many: its splitters and losses are drawn once, its phases with each program. */
public final class NoisyDevice {
  private static final double TURN = 2 * Math.PI;

  /** Not 0, with which light going round in the mesh could lose nothing. */
  private static final double LEAST_RATIO = 1e-6;

  private final Device device;
  private final Noise noise;
  private final long seed;
  private final HeatFlow heat;
  private final double[] r1;
  private final double[] r2;
  private final double[] amplitudes;

  /**
   * Draws a device.
   *
   * @param seed the same one gives the same device
   */
  public NoisyDevice(Device device, Noise noise, long seed) {
    this.device = device;
    this.noise = noise;
    this.seed = seed;
    this.heat = HeatFlow.of(device, noise.crosstalk());
    Random random = Seeds.random(seed, -1);
    this.r1 = splitters(Unit::r1, random);
    this.r2 = splitters(Unit::r2, random);
    this.amplitudes = new double[device.units().size()];
    for (int unit = 0; unit < amplitudes.length; unit++) {
      double decibel = device.physics().lossDb() + noise.loss() * random.nextGaussian();
      amplitudes[unit] = Math.pow(10, -Math.max(0, decibel) / 20);
    }
  }

  private double[] splitters(ToDoubleFunction<Unit> nominal, Random random) {
    return device.units().stream()
        .mapToDouble(
            unit -> {
              double ratio = nominal.applyAsDouble(unit) + noise.splitter() * random.nextGaussian();
              return Math.max(LEAST_RATIO, Math.min(1 - LEAST_RATIO, ratio));
            })
        .toArray();
  }

  /** The power that stays in its waveguide at each unit's left splitter. */
  public double[] leftSplitters() {
    return r1.clone();
  }

  /** The same at the right splitters. */
  public double[] rightSplitters() {
    return r2.clone();
  }

  /**
   * The mesh with a program written into it: phases from converters of limited resolution, heat
   * from neighbours and errors of writing.
   *
   * @param program its number; each has its own errors of writing
   * @param drives the wanted phases of all the device's units, in rad
   */
  public MeshState state(int program, Drives drives) {
    int units = device.units().size();
    double[] driven = new double[2 * units];
    for (int unit = 0; unit < units; unit++) {
      Unit at = device.units().get(unit);
      driven[HeatFlow.arm(unit, Side.UP)] = converted(drives.up(unit) - at.up().alpha());
      driven[HeatFlow.arm(unit, Side.LO)] = converted(drives.lo(unit) - at.lo().alpha());
    }
    double[] heated = heat.received(driven);
    Random random = Seeds.random(seed, program);
    double[] up = new double[units];
    double[] lo = new double[units];
    for (int unit = 0; unit < units; unit++) {
      Unit at = device.units().get(unit);
      int arm = HeatFlow.arm(unit, Side.UP);
      up[unit] =
          at.up().alpha() + driven[arm] + heated[arm] + noise.phase() * random.nextGaussian();
      arm = HeatFlow.arm(unit, Side.LO);
      lo[unit] =
          at.lo().alpha() + driven[arm] + heated[arm] + noise.phase() * random.nextGaussian();
    }
    return MeshState.of(device, Drives.of(up, lo)).withSplitters(r1, r2).withAmplitudes(amplitudes);
  }

  /** The phase nearest to a wanted one, whole turns aside, that a converter's code drives. */
  private double converted(double phase) {
    double wrapped = phase - TURN * Math.floor(phase / TURN);
    double step = device.fullScale() / ((1L << device.dacBits()) - 1);
    double nearest = step * Math.round(Math.min(wrapped, device.fullScale()) / step);
    // Just below a whole turn, no drive at all may be nearer.
    return Math.abs(nearest - wrapped) <= TURN - wrapped ? nearest : 0;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.mesh;

import java.util.Arrays;
import org.sparsil.photonic.device.Device;
import org.sparsil.photonic.device.Unit;

/** What every unit of a device does to light at one moment: phases, splitters and loss. */
public final class MeshState {
  private final double[] up;
  private final double[] lo;
  private final double[] r1;
  private final double[] r2;
  private final double[] amplitude;

  private MeshState(double[] up, double[] lo, double[] r1, double[] r2, double[] amplitude) {
    if (lo.length != up.length
        || r1.length != up.length
        || r2.length != up.length
        || amplitude.length != up.length) {
      throw new IllegalArgumentException(
          "phases, splitters and losses of %d, %d, %d, %d, %d units"
              .formatted(up.length, lo.length, r1.length, r2.length, amplitude.length));
    }
    for (int i = 0; i < up.length; i++) {
      if (!(Double.isFinite(up[i]) && Double.isFinite(lo[i]))) {
        throw new IllegalArgumentException("unit " + i + " has a phase that is not finite");
      }
      if (!(r1[i] >= 0 && r1[i] <= 1 && r2[i] >= 0 && r2[i] <= 1)) {
        throw new IllegalArgumentException(
            "unit %d has the splitters %s and %s".formatted(i, r1[i], r2[i]));
      }
      if (!(amplitude[i] > 0 && amplitude[i] <= 1)) {
        throw new IllegalArgumentException("unit " + i + " passes the amplitude " + amplitude[i]);
      }
    }
    this.up = up;
    this.lo = lo;
    this.r1 = r1;
    this.r2 = r2;
    this.amplitude = amplitude;
  }

  /** Ideal splitters and no loss. */
  public static MeshState ideal(Drives drives) {
    double[] half = same(drives.size(), 0.5);
    return new MeshState(drives.ups(), drives.los(), half, half, same(drives.size(), 1));
  }

  /** The device's own splitters and loss. */
  public static MeshState of(Device device, Drives drives) {
    return new MeshState(
        drives.ups(),
        drives.los(),
        device.units().stream().mapToDouble(Unit::r1).toArray(),
        device.units().stream().mapToDouble(Unit::r2).toArray(),
        same(device.units().size(), device.physics().amplitude()));
  }

  private static double[] same(int units, double value) {
    double[] values = new double[units];
    Arrays.fill(values, value);
    return values;
  }

  /** The same with other phases. */
  public MeshState withDrives(Drives drives) {
    return new MeshState(drives.ups(), drives.los(), r1, r2, amplitude);
  }

  /** The same with other splitters: power that stays in its waveguide, per unit. */
  public MeshState withSplitters(double[] left, double[] right) {
    return new MeshState(up, lo, left.clone(), right.clone(), amplitude);
  }

  /** The same with another factor on the amplitude through each unit. */
  public MeshState withAmplitude(double factor) {
    return new MeshState(up, lo, r1, r2, same(up.length, factor));
  }

  /** The same with other factors on the amplitude, per unit. */
  public MeshState withAmplitudes(double[] factors) {
    return new MeshState(up, lo, r1, r2, factors.clone());
  }

  public int units() {
    return up.length;
  }

  /**
   * Writes the matrix of a unit from left to right, {@code B(r2) diag(e^(j up), e^(j lo)) B(r1)}
   * with {@code B(r) = [[sqrt r, j sqrt(1-r)], [j sqrt(1-r), sqrt r]]}, times the amplitude; from
   * right to left it is the transpose.
   *
   * @param target four complex elements, row-major, real part first, from {@code position} on
   */
  void scattering(int unit, double[] target, int position) {
    double a = Math.sqrt(r1[unit]);
    double b = Math.sqrt(1 - r1[unit]);
    double c = Math.sqrt(r2[unit]) * amplitude[unit];
    double d = Math.sqrt(1 - r2[unit]) * amplitude[unit];
    double upRe = Math.cos(up[unit]);
    double upIm = Math.sin(up[unit]);
    double loRe = Math.cos(lo[unit]);
    double loIm = Math.sin(lo[unit]);
    target[position] = a * c * upRe - b * d * loRe;
    target[position + 1] = a * c * upIm - b * d * loIm;
    target[position + 2] = -(b * c * upIm + a * d * loIm);
    target[position + 3] = b * c * upRe + a * d * loRe;
    target[position + 4] = -(a * d * upIm + b * c * loIm);
    target[position + 5] = a * d * upRe + b * c * loRe;
    target[position + 6] = a * c * loRe - b * d * upRe;
    target[position + 7] = a * c * loIm - b * d * upIm;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.sparsil.photonic.file;

import org.sparsil.photonic.device.Arm;
import org.sparsil.photonic.device.Device;

/**
 * How a phase is made in an arm.
 *
 * @param phase wanted, from 0 to a turn, in rad
 * @param driven the part of it that current makes, from 0 to a turn, in rad
 * @param code the nearest of the converter's
 * @param coded the phase that this code makes, in rad
 */
record ArmSetting(double phase, double driven, int code, double coded) {
  private static final double TURN = 2 * Math.PI;

  /** So close below a turn is 0: a rounding error must not cost the power of a whole turn. */
  private static final double SNAP = 1e-12;

  static ArmSetting of(Device device, Arm arm, double wanted) {
    double phase = wrap(wanted);
    double driven = wrap(phase - arm.alpha());
    int largest = (1 << device.dacBits()) - 1;
    int code = (int) Math.min(largest, Math.round(driven / device.fullScale() * largest));
    return new ArmSetting(phase, driven, code, code * device.fullScale() / largest + arm.alpha());
  }

  private static double wrap(double phase) {
    double rest = phase - TURN * Math.floor(phase / TURN);
    return rest > TURN - SNAP ? 0 : rest;
  }

  boolean idle() {
    return phase == 0 && driven == 0;
  }
}

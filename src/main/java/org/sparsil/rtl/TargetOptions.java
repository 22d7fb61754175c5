// SPDX-License-Identifier: Apache-2.0
package org.sparsil.rtl;

/**
 * The device that a design is for.
 *
 * @param part the manufacturer's name of it
 * @param clockPeriodPicoseconds what the design is constrained to
 */
public record TargetOptions(String part, long clockPeriodPicoseconds) {
  public TargetOptions {
    if (!part.matches("[A-Za-z0-9_-]+")) {
      throw new IllegalArgumentException("part '" + part + "'");
    }
    if (clockPeriodPicoseconds < 1) {
      throw new IllegalArgumentException("clock period of " + clockPeriodPicoseconds + " ps");
    }
  }
}
